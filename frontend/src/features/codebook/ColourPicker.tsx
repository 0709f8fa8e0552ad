import { Input, Radio } from "@mantine/core";
import { texts as sharedTexts } from "../../shared/texts";
import classes from "./CodebookPage.module.css";
import { texts } from "./texts";

// Tol's muted scheme, which colour-blind readers can tell apart in light and dark.
const PALETTE = Object.entries(texts.colours);

/** The colour of a code, from a palette. */
export function ColourPicker({ value, onChange }: { value: string; onChange: (colour: string) => void }) {
  return (
    <Radio.Group label={sharedTexts.codeFields.colour} value={value.toLowerCase()} onChange={onChange}>
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
      {!value && <Input.Description mt={4}>{texts.nextColour}</Input.Description>}
    </Radio.Group>
  );
}
