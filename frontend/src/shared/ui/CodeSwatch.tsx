import classes from "./CodeSwatch.module.css";

/** The colour and the label of a code. The colour is never shown alone. */
export function CodeSwatch({ code }: { code: { label: string; colour: string } }) {
  return (
    <span className={classes.mark}>
      <span className={classes.colour} style={{ backgroundColor: code.colour }} aria-hidden />
      <span>{code.label}</span>
    </span>
  );
}
