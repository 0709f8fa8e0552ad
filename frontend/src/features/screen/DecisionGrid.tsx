import { Button, Checkbox, Group, SegmentedControl, Select, Table, Text, TextInput } from "@mantine/core";
import { useDeferredValue, useRef, useState } from "react";
import { useLabel } from "../../api/meta";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { useStudy } from "../../shared/study";
import { MutationError } from "../../shared/ui/MutationError";
import { WideTable } from "../../shared/ui/WideTable";
import { type Candidate, type Screening, useRemoveCandidate, useSetVerdicts, type VerdictInput } from "./api";
import {
  type CandidateState,
  inverse,
  matchingCandidates,
  reasonsOf,
  STATES,
  VERDICT_VALUES,
  VERDICTS,
  type VerdictValue,
  verdictInput,
  verdictOf,
} from "./gridState";
import { ReasonDialog } from "./ReasonDialog";
import classes from "./Screen.module.css";
import { screeningShortcuts } from "./shortcuts";
import { texts } from "./texts";

type Props = { screening: Screening; candidates: Candidate[]; lead: boolean };
/** A verdict that still needs a reason. */
type Judgement = { projects: Candidate[]; criterion: number; verdict: VerdictValue };
type Judge = (projects: Candidate[], criterion: number, verdict: VerdictValue | null) => void;

const ROWS = 100; // shown at first, and added by each click

/** The projects by criteria. A key or a click judges a cell; an exclusion needs a reason. */
export function DecisionGrid({ screening, candidates, lead }: Props) {
  const study = useStudy();
  const stateLabel = useLabel("candidate_state");
  const verdictLabel = useLabel("verdict");
  const setVerdicts = useSetVerdicts(study.slug);
  const remove = useRemoveCandidate(study.slug);
  const grid = useRef<HTMLTableElement>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<CandidateState | "">("");
  const [search, setSearch] = useState("");
  const [limit, setLimit] = useState(ROWS);
  const [selected, setSelected] = useState<string[]>([]);
  const [unexplained, setUnexplained] = useState<Judgement | null>(null);
  const [done, setDone] = useState<{ verdicts: VerdictInput[]; previous: Candidate[] }[]>([]);
  const matching = matchingCandidates(candidates, state, useDeferredValue(search));
  const rows = matching.slice(0, limit);

  const send = (verdicts: VerdictInput[]) =>
    setVerdicts
      .mutateAsync(verdicts)
      .then(() => setDone((all) => [...all, { verdicts, previous: candidates }]))
      .catch(() => {}); // the error is shown above the grid
  const judge: Judge = (projects, criterion, verdict) => {
    if (!lead || !projects.length) return;
    if (verdict === "not_met" || verdict === "unclear") setUnexplained({ projects, criterion, verdict });
    else send(projects.map(({ project }) => verdictInput(project, criterion, verdict)));
  };
  const undo = () => {
    const last = done.at(-1);
    if (!last || setVerdicts.isPending) return;
    setVerdicts.mutate(inverse(last.verdicts, last.previous), {
      onSuccess: () => setDone((all) => all.slice(0, -1)),
    });
  };
  useShortcuts(
    screeningShortcuts({
      verdictLabel,
      grid,
      search: searchField,
      undo,
      judge: (project, criterion, verdict) =>
        judge(
          candidates.filter((candidate) => candidate.project === project),
          criterion,
          verdict,
        ),
    }),
  );
  const countOf = (wanted: CandidateState) =>
    candidates.filter((candidate) => candidate.state === wanted).length;
  const chosen = candidates.filter(({ project }) => selected.includes(project));
  return (
    <>
      <Group mb="sm">
        <TextInput
          ref={searchField}
          type="search"
          aria-label={texts.grid.search}
          placeholder={texts.grid.searchExample}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          className={classes.grow}
          maw="20rem"
        />
        <SegmentedControl
          size="xs"
          aria-label={texts.grid.state}
          value={state}
          onChange={(value) => setState(value as CandidateState | "")}
          data={[
            { value: "", label: texts.grid.all(candidates.length) },
            ...STATES.map((value) => ({
              value,
              label: texts.grid.inState(countOf(value), stateLabel(value)),
            })),
          ]}
        />
        {lead && (
          <Button
            variant="default"
            size="xs"
            onClick={undo}
            disabled={!done.length}
            loading={setVerdicts.isPending}
          >
            {texts.grid.undo}
          </Button>
        )}
      </Group>
      {lead && chosen.length > 0 && (
        <SelectionBar
          screening={screening}
          count={chosen.length}
          onJudge={(criterion, verdict) => judge(chosen, criterion, verdict)}
          onClear={() => setSelected([])}
        />
      )}
      <MutationError of={setVerdicts} />
      <MutationError of={remove} />
      <WideTable label={texts.grid.label} minWidth={320 + 180 * screening.criteria.length}>
        <Table ref={grid} withTableBorder verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              {lead && <Table.Td w="2.5rem" />}
              <Table.Th>{texts.grid.project}</Table.Th>
              {screening.criteria.map(({ id, label }) => (
                <Table.Th key={id}>{label}</Table.Th>
              ))}
              <Table.Th>{texts.grid.outcome}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((candidate) => (
              <Table.Tr key={candidate.project}>
                {lead && (
                  <Table.Td>
                    <Checkbox
                      aria-label={texts.grid.select(candidate.name)}
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
                    {texts.grid.advisories(candidate.advisories)}
                  </Text>
                </Table.Th>
                {screening.criteria.map(({ id, label }) => (
                  <Table.Td key={id}>
                    <Cell candidate={candidate} criterion={id} label={label} lead={lead} onJudge={judge} />
                  </Table.Td>
                ))}
                <Table.Td>
                  <Text size="sm">{stateLabel(candidate.state)}</Text>
                  {lead && !candidate.decisions.length && (
                    <Button
                      variant="subtle"
                      size="compact-xs"
                      aria-label={texts.grid.removeProject(candidate.name)}
                      onClick={() => remove.mutate(candidate.project)}
                    >
                      {texts.grid.remove}
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
          {candidates.length ? texts.grid.noMatch : texts.grid.empty}
        </Text>
      )}
      {matching.length > limit && (
        <Button variant="default" mt="sm" onClick={() => setLimit(limit + ROWS)}>
          {texts.grid.more(Math.min(ROWS, matching.length - limit), matching.length)}
        </Button>
      )}
      {unexplained && (
        <ReasonDialog
          title={titleOf(unexplained, screening, verdictLabel)}
          suggestions={reasonsOf(candidates, unexplained.criterion)}
          onClose={() => setUnexplained(null)}
          onSave={(reason) => {
            const { projects, criterion, verdict } = unexplained;
            send(projects.map(({ project }) => verdictInput(project, criterion, verdict, reason)));
            setUnexplained(null);
          }}
        />
      )}
    </>
  );
}

function titleOf(
  { projects, criterion, verdict }: Judgement,
  screening: Screening,
  verdictLabel: (verdict: string) => string,
): string {
  const label = screening.criteria.find(({ id }) => id === criterion)?.label ?? "";
  const [first, ...others] = projects;
  const name = first && !others.length ? first.name : texts.reason.projects(projects.length);
  return texts.reason.title(name, label, verdictLabel(verdict));
}

type CellProps = {
  candidate: Candidate;
  criterion: number;
  label: string;
  lead: boolean;
  onJudge: Judge;
};

/** A verdict. Each click changes it: no verdict, met, not met, no verdict. */
function Cell({ candidate, criterion, label, lead, onJudge }: CellProps) {
  const verdictLabel = useLabel("verdict");
  const { verdict, reason = "" } = verdictOf(candidate, criterion) ?? {};
  const mark = verdict ? VERDICTS[verdict].mark : "–";
  const name = verdict ? verdictLabel(verdict) : texts.noVerdict;
  const next = verdict === undefined ? "met" : verdict === "met" ? "not_met" : null;
  return (
    <button
      type="button"
      className={classes.cell}
      data-project={candidate.project}
      data-criterion={criterion}
      data-verdict={verdict}
      aria-disabled={!lead}
      title={reason || undefined}
      aria-label={texts.grid.cell(candidate.name, label, name, reason)}
      onClick={() => lead && onJudge([candidate], criterion, next)}
    >
      {mark} {name}
      {reason && <span className={classes.reason}>{reason}</span>}
    </button>
  );
}

type SelectionProps = {
  screening: Screening;
  count: number;
  onJudge: (criterion: number, verdict: VerdictValue) => void;
  onClear: () => void;
};

/** Gives all selected projects the same verdict. */
function SelectionBar({ screening, count, onJudge, onClear }: SelectionProps) {
  const verdictLabel = useLabel("verdict");
  const [criterion, setCriterion] = useState(String(screening.criteria[0]?.id ?? ""));
  return (
    <Group mb="sm" align="flex-end">
      <Select
        label={texts.grid.criterion(count)}
        data={screening.criteria.map(({ id, label }) => ({ value: String(id), label }))}
        value={criterion}
        onChange={(value) => setCriterion(value ?? criterion)}
        allowDeselect={false}
      />
      {VERDICT_VALUES.map((verdict) => (
        <Button key={verdict} variant="default" onClick={() => onJudge(Number(criterion), verdict)}>
          {VERDICTS[verdict].mark} {verdictLabel(verdict)}
        </Button>
      ))}
      <Button variant="subtle" onClick={onClear}>
        {texts.grid.clear}
      </Button>
    </Group>
  );
}
