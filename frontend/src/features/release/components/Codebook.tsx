import type { PublicRelease } from "../api";
import { texts } from "../texts";
import classes from "./Results.module.css";

type DefinedCode = PublicRelease["codebook"][number];

/** The codes and their definitions at the time of the release. */
export function Codebook({ codes }: { codes: DefinedCode[] }) {
  return codes.map((code) => (
    <dl key={code.label} className={classes.code}>
      <dt>
        {code.label}
        {code.parent && texts.codebook.below(code.parent)}
      </dt>
      <dd>{code.definition || texts.codebook.noDefinition}</dd>
      <Part title={texts.codebook.whenToUse} text={code.when_to_use} />
      <Part title={texts.codebook.whenNotToUse} text={code.when_not_to_use} />
      <Part title={texts.codebook.examples} text={code.examples} />
      <Part title={texts.codebook.nearMisses} text={code.near_misses} />
    </dl>
  ));
}

function Part({ title, text }: { title: string; text: string }) {
  if (!text) return null;
  return (
    <dd>
      <i>{title}:</i> {text}
    </dd>
  );
}
