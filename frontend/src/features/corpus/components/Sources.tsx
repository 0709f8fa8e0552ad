import { Anchor, Button, Group, Modal, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Advisory } from "../../../api/advisories";
import { useCorpus } from "../../../shared/corpus";
import { Loaded } from "../../../shared/ui/Loaded";
import { dateTime } from "../../../shared/ui/TimeAgo";
import { recordAddress, recordQuery, type Source } from "../api";
import { texts } from "../texts";
import { AffectedList } from "./Facts";
import classes from "./Sources.module.css";

/** The current records of an advisory side by side, by precedence; on a phone, one below the other. */
export function Sources({ advisory }: { advisory: Advisory }) {
  const [open, setOpen] = useState<Source | null>(null);
  const disputed = new Set(advisory.conflicts.map(({ fact }) => fact));
  return (
    <section>
      <Title order={2} size="h4" mb={4}>
        {texts.sources.title}
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
        title={open ? texts.sources.rawTitle(open.identifier) : ""}
        size="xl"
      >
        {open && <RawRecord advisory={advisory.key} record={open.id} />}
      </Modal>
    </section>
  );
}

type Props = { advisory: Advisory; source: Source; disputed: Set<string>; onOpen: () => void };

function OneSource({ advisory, source, disputed, onOpen }: Props) {
  const corpus = useCorpus();
  const hidden = advisory.severity === null;
  const fact = (label: string, value: ReactNode, ...about: string[]) => (
    <div className={classes.fact}>
      <dt>
        {label}
        {about.some((name) => disputed.has(name)) && (
          <span className={classes.differs}>{texts.sources.differs}</span>
        )}
      </dt>
      <dd>{value || "–"}</dd>
    </div>
  );
  const classified = (value: ReactNode) => (hidden ? texts.sources.hidden : value);
  return (
    <article className={classes.source} aria-label={`${source.identifier} (${source.format})`}>
      <Title order={3} size="h5">
        {source.identifier} <span className={classes.format}>{source.format}</span>
        {source.withdrawn_at && <span className={classes.differs}>{texts.sources.withdrawn}</span>}
      </Title>
      <dl className={classes.facts}>
        {fact(texts.sources.severity, classified(source.severity), "severity", "band")}
        {fact(texts.sources.cvss, classified(<Vectors source={source} />), "cvss_v3", "cvss_v4")}
        {fact(texts.sources.weaknesses, classified(source.cwes.join(", ")), "cwes")}
        {fact(
          texts.sources.affected,
          source.affected.length > 0 && (
            <AffectedList ranges={source.affected} leftOut={source.affected_left_out} />
          ),
          "fixed",
        )}
        {fact(texts.sources.published, source.published_at?.slice(0, 10))}
        {fact(texts.sources.modified, source.modified_at?.slice(0, 10))}
        {fact(texts.sources.withdrawnOn, source.withdrawn_at?.slice(0, 10), "withdrawn")}
        {fact(texts.sources.references, source.references)}
        {source.related.length > 0 && fact(texts.sources.related, source.related.join(", "))}
        {fact(
          texts.sources.imported,
          texts.sources.importedFrom(dateTime(source.imported_at), source.origin),
        )}
      </dl>
      <div>
        {source.problem && (
          <Text size="sm" className={classes.problem} mb="xs">
            {source.problem}
          </Text>
        )}
        {hidden ? (
          <Text size="xs" c="dimmed">
            {texts.sources.hiddenRecord}
          </Text>
        ) : (
          <Group gap="sm">
            <Button variant="default" size="xs" onClick={onOpen}>
              {texts.sources.showRaw}
              <span className={classes.unseen}>: {source.identifier}</span>
            </Button>
            <Anchor href={recordAddress(corpus, advisory.key, source.id)} download size="sm">
              {texts.sources.download}
              <span className={classes.unseen}> {source.identifier}</span>
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
      {score === null
        ? texts.sources.notComputable
        : `${score.toFixed(1)} ${band || texts.sources.noSeverity}`}
      <div className={classes.vector}>{vector}</div>
    </div>
  ));
}

function RawRecord({ advisory, record }: { advisory: string; record: number }) {
  return (
    <Loaded query={useQuery(recordQuery(useCorpus(), advisory, record))}>
      {(text) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling text must be reachable by keyboard
        <pre className={classes.raw} tabIndex={0}>
          {text}
        </pre>
      )}
    </Loaded>
  );
}
