import { Input, Radio } from "@mantine/core";
import classes from "./CodebookPage.module.css";

// Tol's muted scheme: told apart by colour-blind readers, in light and dark.
const PALETTE: [string, string][] = [
  ["#332288", "Indigo"],
  ["#88ccee", "Cyan"],
  ["#44aa99", "Teal"],
  ["#117733", "Green"],
  ["#999933", "Olive"],
  ["#ddcc77", "Sand"],
  ["#cc6677", "Rose"],
  ["#882255", "Wine"],
  ["#aa4499", "Purple"],
  ["#777777", "Grey"],
];

/** A code's colour, out of those that everybody can tell apart. */
export function Colours({ value, onChange }: { value: string; onChange: (colour: string) => void }) {
  return (
    <Radio.Group label="Colour" value={value.toLowerCase()} onChange={onChange}>
      <div className={classes.swatches}>
        {PALETTE.map(([colour, name]) => (
          <Radio.Card
            key={colour}
            value={colour}
            aria-label={name}
            title={name}
            className={classes.swatch}
            style={{ backgroundColor: colour }}
          />
        ))}
      </div>
      {!value && <Input.Description mt={4}>Left open, the next free colour is taken.</Input.Description>}
    </Radio.Group>
  );
}
