import { VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCorpus } from "../../../shared/corpus";
import { Loaded } from "../../../shared/ui/Loaded";
import { differenceQuery } from "../api";
import { shortened } from "../state/labels";
import { texts } from "../texts";
import classes from "./Revisions.module.css";

/** The changes of a text since the one before it, marked by colours and signs. */
export function DifferenceText({ advisory, text }: { advisory: string; text: number }) {
  return (
    <Loaded query={useQuery(differenceQuery(useCorpus(), advisory, text))}>
      {({ parts }) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling text must be reachable by keyboard
        <section className={classes.difference} aria-label={texts.difference.label} tabIndex={0}>
          {shortened(parts).map((part, index) => {
            const key = `${index} ${part.kind}`;
            if (part.kind === "omitted") {
              return (
                <span key={key} className={classes.omitted}>
                  {texts.difference.unchanged(part.characters)}
                </span>
              );
            }
            if (part.kind === "same") return <span key={key}>{part.text}</span>;
            const Mark = part.kind === "added" ? "ins" : "del";
            const words = part.text.trimEnd() || part.text;
            const mark = (
              <Mark key={key}>
                <span aria-hidden>{part.kind === "added" ? "[+ " : "[− "}</span>
                <VisuallyHidden>{texts.difference.start[part.kind]}</VisuallyHidden>
                {words}
                <span aria-hidden>]</span>
                <VisuallyHidden>{texts.difference.end[part.kind]}</VisuallyHidden>
              </Mark>
            );
            // White space at the end is outside the mark, unless the part is only white space.
            return [mark, part.text.slice(words.length)];
          })}
        </section>
      )}
    </Loaded>
  );
}
