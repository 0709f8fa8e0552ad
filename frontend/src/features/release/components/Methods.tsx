import { paragraphs, type Span } from "../state/markdown";
import classes from "./Results.module.css";

// The page shows the note and the question elsewhere.
const SHOWN_ELSEWHERE = ["Note:", "Question."];

export function Methods({ markdown }: { markdown: string }) {
  return (
    <div className={classes.methods}>
      {paragraphs(markdown)
        .filter(([first]) => !SHOWN_ELSEWHERE.some((word) => first?.text.startsWith(word)))
        .map((spans) => (
          <p key={spans.map(({ text }) => text).join("")}>
            {spans.map((span, index) => (
              <Styled key={index} span={span} />
            ))}
          </p>
        ))}
    </div>
  );
}

function Styled({ span }: { span: Span }) {
  if (span.style === "strong") return <strong>{span.text}</strong>;
  return span.style === "code" ? <code>{span.text}</code> : span.text;
}
