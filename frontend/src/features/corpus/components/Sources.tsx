import { Anchor, Button, Group, Modal, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Advisory } from "../../../api/advisories";
import { Loaded } from "../../../shared/ui/Loaded";
import { dateTime } from "../../../shared/ui/TimeAgo";
import { recordAddress, recordQuery, type Source } from "../api";
import { AffectedList } from "./Facts";
import classes from "./Sources.module.css";

/** Every current record of an advisory beside the others, by precedence; one below the other on a phone. */
export function Sources({ advisory }: { advisory: Advisory }) {
  const [open, setOpen] = useState<Source | null>(null);
  const disputed = new Set(advisory.conflicts.map(({ fact }) => fact));
  return (
    <section>
      <Title order={2} size="h4" mb={4}>
        Sources side by side
      </Title>
      <Text size="sm" c="dimmed" mb="sm" maw="46rem">
        {advisory.order}
      </Text>
      <div className={classes.sources}>
        {advisory.sources.map((source) => (
          <OneSource
            key={source.id}
            advisory={advisory}
            source={source}
            disputed={disputed}
            onOpen={() => setOpen(source)}
          />
        ))}
      </div>
      <Modal
        opened={open !== null}
        onClose={() => setOpen(null)}
        title={open ? `${open.identifier} as it came` : ""}
        size="xl"
      >
        {open && <Raw advisory={advisory.key} record={open.id} />}
      </Modal>
    </section>
  );
}

type Props = { advisory: Advisory; source: Source; disputed: Set<string>; onOpen: () => void };

function OneSource({ advisory, source, disputed, onOpen }: Props) {
  const hidden = advisory.severity === null;
  const fact = (name: string, value: ReactNode, ...about: string[]) => (
    <div className={classes.fact}>
      <dt>
        {name}
        {about.some((one) => disputed.has(one)) && <span className={classes.differs}>≠ differs</span>}
      </dt>
      <dd>{value || "–"}</dd>
    </div>
  );
  const classified = (value: ReactNode) => (hidden ? "hidden" : value);
  return (
    <article className={classes.source} aria-label={`${source.identifier} (${source.format})`}>
      <Title order={3} size="h5">
        {source.identifier} <span className={classes.format}>{source.format}</span>
        {source.withdrawn_at && <span className={classes.differs}>withdrawn</span>}
      </Title>
      <dl className={classes.facts}>
        {fact("Severity", classified(source.severity), "severity", "band")}
        {fact("CVSS", classified(<Vectors source={source} />), "cvss_v3", "cvss_v4")}
        {fact("Weaknesses", classified(source.cwes.join(", ")), "cwes")}
        {fact(
          "Affected",
          source.affected.length > 0 && (
            <AffectedList ranges={source.affected} leftOut={source.affected_left_out} />
          ),
          "fixed",
        )}
        {fact("Published", source.published_at?.slice(0, 10))}
        {fact("Modified", source.modified_at?.slice(0, 10))}
        {fact("Withdrawn", source.withdrawn_at?.slice(0, 10), "withdrawn")}
        {fact("References", source.references)}
        {fact("Imported", `${dateTime(source.imported_at)} from ${source.origin}`)}
      </dl>
      <div>
        {source.problem && (
          <Text size="sm" className={classes.problem} mb="xs">
            {source.problem}
          </Text>
        )}
        {hidden ? (
          <Text size="xs" c="dimmed">
            The record itself opens when the round closes: it holds the severity.
          </Text>
        ) : (
          <Group gap="sm">
            <Button variant="default" size="xs" onClick={onOpen}>
              As it came<span className={classes.unseen}>: {source.identifier}</span>
            </Button>
            <Anchor href={recordAddress(advisory.key, source.id)} download size="sm">
              Download<span className={classes.unseen}> {source.identifier}</span>
            </Anchor>
          </Group>
        )}
      </div>
    </article>
  );
}

function Vectors({ source }: { source: Source }) {
  if (!source.vectors.length) return "–";
  return source.vectors.map(({ vector, score, band }) => (
    <div key={vector}>
      {score === null ? "cannot be computed" : `${score.toFixed(1)} ${band || "none"}`}
      <div className={classes.vector}>{vector}</div>
    </div>
  ));
}

function Raw({ advisory, record }: { advisory: string; record: number }) {
  return (
    <Loaded query={useQuery(recordQuery(advisory, record))}>
      {(text) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by key
        <pre className={classes.raw} tabIndex={0}>
          {text}
        </pre>
      )}
    </Loaded>
  );
}
