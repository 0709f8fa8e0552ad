import classes from "./CodeSwatch.module.css";

/** A code: its colour beside its label, never the colour alone. */
export function CodeSwatch({ code }: { code: { label: string; colour: string } }) {
  return (
    <span className={classes.mark}>
      <span className={classes.colour} style={{ backgroundColor: code.colour }} aria-hidden />
      <span>{code.label}</span>
    </span>
  );
}
