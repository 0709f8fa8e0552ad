import type { PublicRelease } from "../api";
import classes from "./Results.module.css";

type DefinedCode = PublicRelease["codebook"][number];

/** The codes with their words, as they stood when the release was published. */
export function Codebook({ codes }: { codes: DefinedCode[] }) {
  return codes.map((code) => (
    <dl key={code.label} className={classes.code}>
      <dt>
        {code.label}
        {code.parent && ` (below ${code.parent})`}
      </dt>
      <dd>{code.definition || "No definition."}</dd>
      <Words said="When to use" text={code.when_to_use} />
      <Words said="When not to use" text={code.when_not_to_use} />
      <Words said="Examples" text={code.examples} />
      <Words said="Near misses" text={code.near_misses} />
    </dl>
  ));
}

function Words({ said, text }: { said: string; text: string }) {
  if (!text) return null;
  return (
    <dd>
      <i>{said}:</i> {text}
    </dd>
  );
}
