import { CODE_TEXTS } from "../../../shared/codes/codeTexts";
import { texts as sharedTexts } from "../../../shared/texts";
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
      {CODE_TEXTS.filter((field) => field !== "definition" && code[field]).map((field) => (
        <dd key={field}>
          <i>{sharedTexts.codeFields[field]}:</i> {code[field]}
        </dd>
      ))}
    </dl>
  ));
}
