import { Anchor, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { Advisory } from "../../../api/advisories";
import type { Affected } from "../api";
import classes from "./AdvisoryText.module.css";

/** What is known of an advisory over all its sources. */
export function Facts({ advisory }: { advisory: Advisory }) {
  return (
    <dl className={classes.facts}>
      <Fact name="Identifier">
        {[advisory.key, ...advisory.aliases.filter((a) => a !== advisory.key)].join(", ")}
      </Fact>
      <Fact name="Project">{advisory.project?.name}</Fact>
      <Fact name="Severity">{severityWords(advisory)}</Fact>
      <Fact name="Weaknesses">{advisory.cwes.join(", ")}</Fact>
      <Fact name="Affected">
        {advisory.affected.length > 0 && (
          <AffectedList ranges={advisory.affected} leftOut={advisory.affected_left_out} />
        )}
      </Fact>
      <Fact name="Published">{advisory.published_at?.slice(0, 10)}</Fact>
      <Fact name="Withdrawn">{advisory.withdrawn_at?.slice(0, 10)}</Fact>
    </dl>
  );
}

export function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  if (!children) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** Ranges of versions, each with the version that repairs it. */
export function AffectedList({ ranges, leftOut }: { ranges: Affected[]; leftOut: number }) {
  return (
    <>
      <ul className={classes.plain}>
        {ranges.map((each) => (
          <li key={Object.values(each).join("\n")}>
            {[each.package, each.ecosystem && `(${each.ecosystem})`, each.versions].filter(Boolean).join(" ")}
            {each.fixed ? `, fixed in ${each.fixed}` : ""}
          </li>
        ))}
      </ul>
      {leftOut > 0 && (
        <Text size="xs" c="dimmed">
          and {leftOut} more
        </Text>
      )}
    </>
  );
}

function severityWords(advisory: Advisory): string {
  const score = advisory.cvss_score === null ? "" : `CVSS ${advisory.cvss_score.toFixed(1)}`;
  if (advisory.severity === null) return "hidden from you while you code in an open round";
  const source = advisory.severity_source === "computed" ? " (computed from the CVSS score)" : "";
  return [advisory.severity && advisory.severity + source, score].filter(Boolean).join(", ");
}

export function References({ urls }: { urls: string[] }) {
  if (!urls.length) return null;
  return (
    <section>
      <Title order={3} size="h5" mb={4}>
        References ({urls.length})
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
