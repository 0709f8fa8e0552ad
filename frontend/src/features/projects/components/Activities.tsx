import { Anchor, Text, Title } from "@mantine/core";
import type { ActivitySummary, Evidence, Snapshot } from "../api";
import classes from "../Projects.module.css";
import { grouped, location, sought } from "../state/evidence";
import { texts } from "../texts";
import { HistoryBar } from "./HistoryBar";

/** The evidence of a snapshot, an activity each, with what the rules suggest at the right. */
export function Activities({ snapshot, evidence }: { snapshot: Snapshot; evidence: readonly Evidence[] }) {
  return (
    <section aria-labelledby="activities">
      <Title order={2} size="h4" mb="sm" id="activities">
        {texts.project.activities}
      </Title>
      {snapshot.activities.map((activity) => (
        <ActivityRow
          key={activity.name}
          activity={activity}
          rows={evidence.filter((row) => row.activity === activity.name)}
        />
      ))}
    </section>
  );
}

function ActivityRow({ activity, rows }: { activity: ActivitySummary; rows: readonly Evidence[] }) {
  const { findings, notFound, unavailable } = grouped(rows);
  return (
    <section className={classes.activity} aria-label={activity.label}>
      <Title order={3} size="h5" className={classes.activityHead}>
        {activity.label}
      </Title>
      <div>
        {findings.length > 0 ? (
          <ol className={classes.lines} aria-label={texts.activity.findings}>
            {findings.map((row) => (
              <Finding key={row.number} row={row} />
            ))}
          </ol>
        ) : (
          <Text size="sm" mb="sm">
            {texts.activity.noFindings}
          </Text>
        )}
        <HistoryBar rows={rows} />
        <Sentences title={texts.activity.notFound} rows={notFound} sentence={sought} />
        <Sentences
          title={texts.activity.unavailable}
          rows={unavailable}
          sentence={(row) => row.reason || row.tool}
        />
      </div>
      <Suggestion activity={activity} />
    </section>
  );
}

function Suggestion({ activity: { suggestion, reason, evidence } }: { activity: ActivitySummary }) {
  if (suggestion === null) return null;
  return (
    <div className={classes.suggestion}>
      <Text size="sm" fw={600}>
        {texts.activity.suggestion(texts.activity.answers[suggestion])}
      </Text>
      <Text size="sm">{reason}</Text>
      {evidence.length > 0 && (
        <Text size="sm" c="dimmed">
          {texts.activity.restsOn(evidence)}
        </Text>
      )}
    </div>
  );
}

function Finding({ row }: { row: Evidence }) {
  const { number, url, tool, scope, state, outcome, reason, excerpt, source } = row;
  const lines = location(row);
  const facts = [
    tool || (!lines && originOf(row)),
    scope && texts.activity.scope(scope),
    state && texts.activity.states[state],
    source !== "clone" && texts.activity.scorecard,
    outcome && outcome !== "true" && texts.activity.outcomes[outcome],
  ].filter(Boolean);
  return (
    <li className={classes.line} id={`finding-${number}`}>
      <div className={classes.lineHead}>
        <Text span size="sm" c="dimmed">
          {texts.activity.finding(number)}
        </Text>
        {lines && (
          <span className={classes.path} dir="auto">
            {url ? (
              <Anchor href={url} target="_blank" rel="noopener noreferrer" inherit>
                {lines}
              </Anchor>
            ) : (
              lines
            )}
          </span>
        )}
        {facts.length > 0 && <span>{facts.join(" · ")}</span>}
      </div>
      {reason && <Text size="sm">{reason}</Text>}
      {excerpt && <pre className={classes.excerpt}>{excerpt}</pre>}
    </li>
  );
}

/** What a finding without a file rests on. */
function originOf({ probe }: Evidence): string {
  return probe.startsWith("fuzz.") ? texts.activity.list : texts.activity.history;
}

interface SentencesProps {
  title: string;
  rows: readonly Evidence[];
  sentence: (row: Evidence) => string;
}

function Sentences({ title, rows, sentence }: SentencesProps) {
  if (rows.length === 0) return null;
  return (
    <>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <ul className={classes.plain} aria-label={title}>
        {rows.map((row) => (
          <li key={row.number}>{sentence(row)}</li>
        ))}
      </ul>
    </>
  );
}
