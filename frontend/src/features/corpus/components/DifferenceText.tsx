import { VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Loaded } from "../../../shared/ui/Loaded";
import { differenceQuery } from "../api";
import { folded } from "../state/labels";
import classes from "./History.module.css";

/** What a text says otherwise than the one before it: marks and signs, never colour alone. */
export function DifferenceText({ advisory, text }: { advisory: string; text: number }) {
  return (
    <Loaded query={useQuery(differenceQuery(advisory, text))}>
      {({ parts }) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by key
        <section className={classes.difference} aria-label="Difference" tabIndex={0}>
          {folded(parts).map((part, place) => {
            const key = `${place} ${part.kind}`;
            if (part.kind === "folded") {
              return (
                <span key={key} className={classes.folded}>
                  … {part.characters} characters alike …
                </span>
              );
            }
            if (part.kind === "same") return <span key={key}>{part.text}</span>;
            const Mark = part.kind === "added" ? "ins" : "del";
            const words = part.text.trimEnd() || part.text;
            const mark = (
              <Mark key={key}>
                <span aria-hidden>{part.kind === "added" ? "[+ " : "[− "}</span>
                <VisuallyHidden>{part.kind}: </VisuallyHidden>
                {words}
                <span aria-hidden>]</span>
                <VisuallyHidden> end of {part.kind}. </VisuallyHidden>
              </Mark>
            );
            // The blank after the last word stands outside the mark, unless there is nothing else in it.
            return [mark, part.text.slice(words.length)];
          })}
        </section>
      )}
    </Loaded>
  );
}
