import { ErrorPanel } from "./ErrorPanel";

/** The error of a write, beside its button; nothing while there is none. */
export function MutationError({ of }: { of: { error: unknown } }) {
  return of.error ? <ErrorPanel error={of.error} /> : null;
}
