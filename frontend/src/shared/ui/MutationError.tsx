import { ErrorPanel } from "./ErrorPanel";

/** The error of a mutation, shown next to its button; nothing if there is none. */
export function MutationError({ of }: { of: { error: unknown } }) {
  return of.error ? <ErrorPanel error={of.error} /> : null;
}
