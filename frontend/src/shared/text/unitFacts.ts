import type { Unit } from "../../api/studies";

/** The project and the identifier of a unit; once if they differ only in case, as for many projects. */
export function projectAndIdentifier({
  project,
  identifier,
}: Pick<Unit, "project" | "identifier">): string[] {
  const same = project?.toLowerCase() === identifier.toLowerCase();
  return [project ?? "", same ? "" : identifier].filter(Boolean);
}
