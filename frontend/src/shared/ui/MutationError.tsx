import { fieldErrors } from "../../api/client";
import { ErrorPanel } from "./ErrorPanel";

interface Props {
  of: { error: unknown };
  /** The fields of the form that show their own errors, by their names in the API. */
  atFields?: readonly string[];
}

/** The error of a mutation, shown next to its button; nothing if there is none. */
export function MutationError({ of, atFields = [] }: Props) {
  const fields = Object.keys(fieldErrors(of.error));
  const shownAtFields = fields.length > 0 && fields.every((name) => atFields.includes(name));
  return of.error && !shownAtFields ? <ErrorPanel error={of.error} /> : null;
}
