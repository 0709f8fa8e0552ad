import type { Role } from "../../api/studies";

export const ROLES: readonly Role[] = ["lead", "rater", "adjudicator", "viewer"];

/** The roles after one is given or removed. A viewer is a member without any other role. */
export function withRole(roles: Role[], role: Role, given: boolean): Role[] {
  if (given && role === "viewer") return ["viewer"];
  const others = roles.filter((other) => other !== role && other !== "viewer");
  if (given) others.push(role);
  return others.length ? others : ["viewer"];
}
