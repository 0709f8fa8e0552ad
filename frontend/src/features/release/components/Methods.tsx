import { paragraphs, type Span } from "../state/markdown";
import classes from "./Results.module.css";

// The page says these in its own place.
const SAID = ["Note:", "Question."];

export function Methods({ markdown }: { markdown: string }) {
  return (
    <div className={classes.methods}>
      {paragraphs(markdown)
        .filter(([first]) => !SAID.some((word) => first?.text.startsWith(word)))
        .map((spans) => (
          <p key={spans.map(({ text }) => text).join("")}>
            {spans.map((span, index) => (
              <Words key={index} span={span} />
            ))}
          </p>
        ))}
    </div>
  );
}

function Words({ span }: { span: Span }) {
  if (span.style === "strong") return <strong>{span.text}</strong>;
  return span.style === "code" ? <code>{span.text}</code> : span.text;
}
