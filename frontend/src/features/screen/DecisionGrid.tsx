import { Button, Checkbox, Group, SegmentedControl, Select, Table, Text, TextInput } from "@mantine/core";
import { useDeferredValue, useRef, useState } from "react";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { useStudy } from "../../shared/study";
import { MutationError } from "../../shared/ui/MutationError";
import { WideTable } from "../../shared/ui/WideTable";
import { type Candidate, type Judged, type Screening, useJudge, useRemoveCandidate } from "./api";
import {
  inverse,
  judged,
  reasonsOf,
  STATES,
  type State,
  shownOf,
  VERDICTS,
  verdictOf,
  type Word,
} from "./gridState";
import { Reason } from "./Reason";
import classes from "./Screen.module.css";
import { screenKeys } from "./shortcuts";

type Props = { screening: Screening; candidates: Candidate[]; lead: boolean };
type Asking = { projects: Candidate[]; criterion: number; verdict: Word };

const AT_ONCE = 100;

/** Projects by criteria; each cell is judged with one key, and with a reason where it is not met. */
export function Grid({ screening, candidates, lead }: Props) {
  const study = useStudy();
  const judge = useJudge(study.slug);
  const drop = useRemoveCandidate(study.slug);
  const grid = useRef<HTMLTableElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<State | "">("");
  const [words, setWords] = useState("");
  const [limit, setLimit] = useState(AT_ONCE);
  const [selected, setSelected] = useState<string[]>([]);
  const [asking, setAsking] = useState<Asking | null>(null);
  const [done, setDone] = useState<{ decisions: Judged[]; before: Candidate[] }[]>([]);
  const shown = shownOf(candidates, state, useDeferredValue(words));
  const rows = shown.slice(0, limit);

  const send = (decisions: Judged[]) =>
    judge
      .mutateAsync(decisions)
      .then(() => setDone((all) => [...all, { decisions, before: candidates }]))
      .catch(() => {}); // said above the grid
  const say = (projects: Candidate[], criterion: number, verdict: Word | null) => {
    if (!lead || !projects.length) return;
    if (verdict === "not_met" || verdict === "unclear") setAsking({ projects, criterion, verdict });
    else send(projects.map(({ project }) => judged(project, criterion, verdict)));
  };
  const undo = () => {
    const last = done.at(-1);
    if (!last || judge.isPending) return;
    judge.mutate(inverse(last.decisions, last.before), {
      onSuccess: () => setDone((all) => all.slice(0, -1)),
    });
  };
  const one = (project: string) => candidates.filter((candidate) => candidate.project === project);
  useShortcuts(
    screenKeys({
      grid,
      search,
      undo,
      judge: (project, criterion, verdict) => say(one(project), criterion, verdict),
    }),
  );
  const count = (wanted: State) => candidates.filter((candidate) => candidate.state === wanted).length;
  const chosen = candidates.filter(({ project }) => selected.includes(project));
  return (
    <>
      <Group mb="sm">
        <TextInput
          ref={search}
          type="search"
          aria-label="Search the projects"
          placeholder="Name …"
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          className={classes.grow}
          maw="20rem"
        />
        <SegmentedControl
          size="xs"
          aria-label="Which projects"
          value={state}
          onChange={(value) => setState(value as State | "")}
          data={[
            { value: "", label: `All ${candidates.length}` },
            ...(Object.keys(STATES) as State[]).map((word) => ({
              value: word,
              label: `${count(word)} ${STATES[word]}`,
            })),
          ]}
        />
        {lead && (
          <Button
            variant="default"
            size="xs"
            onClick={undo}
            disabled={!done.length}
            loading={judge.isPending}
          >
            Undo
          </Button>
        )}
      </Group>
      {lead && chosen.length > 0 && (
        <Bulk
          screening={screening}
          count={chosen.length}
          onJudge={(criterion, verdict) => say(chosen, criterion, verdict)}
          onClear={() => setSelected([])}
        />
      )}
      <MutationError of={judge} />
      <MutationError of={drop} />
      <WideTable label="Projects by criteria" minWidth={320 + 180 * screening.criteria.length}>
        <Table ref={grid} withTableBorder verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              {lead && <Table.Td w="2.5rem" />}
              <Table.Th>Project</Table.Th>
              {screening.criteria.map(({ id, label }) => (
                <Table.Th key={id}>{label}</Table.Th>
              ))}
              <Table.Th>So far</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((candidate) => (
              <Table.Tr key={candidate.project}>
                {lead && (
                  <Table.Td>
                    <Checkbox
                      aria-label={`Select ${candidate.name}`}
                      checked={selected.includes(candidate.project)}
                      onChange={({ currentTarget: { checked } }) =>
                        setSelected((all) => [
                          ...all.filter((project) => project !== candidate.project),
                          ...(checked ? [candidate.project] : []),
                        ])
                      }
                    />
                  </Table.Td>
                )}
                <Table.Th scope="row" fw={500}>
                  {candidate.name}
                  <Text size="xs" c="dimmed" span display="block">
                    {candidate.advisories === 1 ? "1 advisory" : `${candidate.advisories} advisories`}
                  </Text>
                </Table.Th>
                {screening.criteria.map(({ id, label }) => (
                  <Table.Td key={id}>
                    <Cell candidate={candidate} criterion={id} label={label} lead={lead} onJudge={say} />
                  </Table.Td>
                ))}
                <Table.Td>
                  <Text size="sm">{STATES[candidate.state]}</Text>
                  {lead && !candidate.decisions.length && (
                    <Button variant="subtle" size="compact-xs" onClick={() => drop.mutate(candidate.project)}>
                      Take out
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
      {!rows.length && (
        <Text c="dimmed" py="md">
          {candidates.length ? "No project matches." : "No project was found yet. Add some to screen them."}
        </Text>
      )}
      {shown.length > limit && (
        <Button variant="default" mt="sm" onClick={() => setLimit(limit + AT_ONCE)}>
          Show {Math.min(AT_ONCE, shown.length - limit)} more of {shown.length}
        </Button>
      )}
      {asking && (
        <Reason
          title={titleOf(asking, screening)}
          suggestions={reasonsOf(candidates, asking.criterion)}
          onClose={() => setAsking(null)}
          onGive={(reason) => {
            send(
              asking.projects.map(({ project }) => judged(project, asking.criterion, asking.verdict, reason)),
            );
            setAsking(null);
          }}
        />
      )}
    </>
  );
}

function titleOf({ projects, criterion, verdict }: Asking, screening: Screening): string {
  const label = screening.criteria.find(({ id }) => id === criterion)?.label ?? "";
  const who = projects.length === 1 ? projects[0]?.name : `${projects.length} projects`;
  return `${who}: “${label}” is ${VERDICTS[verdict].name}. Why?`;
}

type CellProps = {
  candidate: Candidate;
  criterion: number;
  label: string;
  lead: boolean;
  onJudge: (projects: Candidate[], criterion: number, verdict: Word | null) => void;
};

/** One verdict. A click goes on to the next: open, met, not met. */
function Cell({ candidate, criterion, label, lead, onJudge }: CellProps) {
  const found = verdictOf(candidate, criterion);
  const verdict = found?.verdict as Word | undefined;
  const said = verdict ? VERDICTS[verdict] : { mark: "–", name: "open" };
  const next: Word | null = verdict === undefined ? "met" : verdict === "met" ? "not_met" : null;
  return (
    <button
      type="button"
      className={classes.cell}
      data-project={candidate.project}
      data-criterion={criterion}
      data-verdict={verdict}
      aria-disabled={!lead}
      title={found?.reason || undefined}
      aria-label={`${candidate.name}, ${label}: ${said.name}${found?.reason ? `, ${found.reason}` : ""}`}
      onClick={() => lead && onJudge([candidate], criterion, next)}
    >
      {said.mark} {said.name}
      {found?.reason && <span className={classes.reason}>{found.reason}</span>}
    </button>
  );
}

type BulkProps = {
  screening: Screening;
  count: number;
  onJudge: (criterion: number, verdict: Word) => void;
  onClear: () => void;
};

/** The same verdict for all that are selected. */
function Bulk({ screening, count, onJudge, onClear }: BulkProps) {
  const [criterion, setCriterion] = useState(String(screening.criteria[0]?.id ?? ""));
  return (
    <Group mb="sm" align="flex-end">
      <Select
        label={count === 1 ? "For the selected project" : `For ${count} selected projects`}
        data={screening.criteria.map(({ id, label }) => ({ value: String(id), label }))}
        value={criterion}
        onChange={(value) => setCriterion(value ?? criterion)}
        allowDeselect={false}
      />
      {(Object.keys(VERDICTS) as Word[]).map((word) => (
        <Button key={word} variant="default" onClick={() => onJudge(Number(criterion), word)}>
          {VERDICTS[word].mark} {VERDICTS[word].name}
        </Button>
      ))}
      <Button variant="subtle" onClick={onClear}>
        Select none
      </Button>
    </Group>
  );
}
