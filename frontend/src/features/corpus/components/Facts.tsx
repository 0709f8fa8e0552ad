import { Anchor, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { Advisory } from "../../../api/advisories";
import type { Affected } from "../api";
import { texts } from "../texts";
import classes from "./AdvisoryText.module.css";

/** The facts of an advisory, merged from all its sources. */
export function Facts({ advisory }: { advisory: Advisory }) {
  return (
    <dl className={classes.facts}>
      <Fact name={texts.facts.identifier}>
        {[advisory.key, ...advisory.aliases.filter((a) => a !== advisory.key)].join(", ")}
      </Fact>
      <Fact name={texts.facts.project}>{advisory.project?.name}</Fact>
      <Fact name={texts.facts.severity}>{severityAndScore(advisory)}</Fact>
      <Fact name={texts.facts.weaknesses}>{advisory.cwes.join(", ")}</Fact>
      <Fact name={texts.facts.kev}>
        {advisory.kev && texts.facts.kevSince(advisory.kev.added, advisory.kev.ransomware)}
      </Fact>
      <Fact name={texts.facts.epss}>{advisory.epss && scoreInWords(advisory.epss)}</Fact>
      <Fact name={texts.facts.affected}>
        {advisory.affected.length > 0 && (
          <AffectedList ranges={advisory.affected} leftOut={advisory.affected_left_out} />
        )}
      </Fact>
      <Fact name={texts.facts.published}>{advisory.published_at?.slice(0, 10)}</Fact>
      <Fact name={texts.facts.withdrawn}>{advisory.withdrawn_at?.slice(0, 10)}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  if (!children) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** The affected ranges of versions, each with its fixed version. */
export function AffectedList({ ranges, leftOut }: { ranges: Affected[]; leftOut: number }) {
  return (
    <>
      <ul className={classes.plain}>
        {ranges.map((range) => (
          <li key={Object.values(range).join("\n")}>
            {[range.package, range.ecosystem && `(${range.ecosystem})`, range.versions]
              .filter(Boolean)
              .join(" ")}
            {range.fixed ? texts.facts.fixed(range.fixed) : ""}
          </li>
        ))}
      </ul>
      {leftOut > 0 && (
        <Text size="xs" c="dimmed">
          {texts.facts.more(leftOut)}
        </Text>
      )}
    </>
  );
}

function scoreInWords({ score, percentile, date, model }: NonNullable<Advisory["epss"]>): string {
  return texts.facts.epssScore(score, percentile, date, model);
}

function severityAndScore(advisory: Advisory): string {
  const score = advisory.cvss_score === null ? "" : texts.facts.score(advisory.cvss_score.toFixed(1));
  if (advisory.severity === null) return texts.facts.hidden;
  const source = advisory.severity_source === "computed" ? texts.facts.computed : "";
  return [advisory.severity && advisory.severity + source, score].filter(Boolean).join(", ");
}

export function References({ urls }: { urls: string[] }) {
  if (!urls.length) return null;
  return (
    <section>
      <Title order={3} size="h5" mb={4}>
        {texts.facts.references(urls.length)}
      </Title>
      <ul className={classes.list}>
        {urls.map((url) => (
          <li key={url}>
            <Anchor href={url} target="_blank" rel="noreferrer noopener" size="sm">
              {url}
            </Anchor>
          </li>
        ))}
      </ul>
    </section>
  );
}
