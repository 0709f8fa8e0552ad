import { Select } from "@mantine/core";
import type { DisagreementBrief } from "../../../api/disagreements";
import { codesGiven, type Filter, filtered, pairs } from "../state/adjudication";

interface Props {
  rows: DisagreementBrief[];
  filter: Filter;
  onFilter: (filter: Filter) => void;
}

/** Which disagreements are gone through: one pair of answers, one code, one certainty, those ready to be decided. */
export function Filters({ rows, filter, onFilter }: Props) {
  // Each offers what the others leave, and what is chosen already.
  const left = (without: Partial<Filter>) => filtered(rows, { ...filter, ...without });
  const groups = pairs(rows).length > 1 ? pairs(left({ pair: null })) : [];
  if (filter.pair && !groups.some(({ pair }) => pair === filter.pair)) {
    groups.push({ pair: filter.pair, count: 0, open: 0 });
  }
  const codes = codesGiven(rows).length > 2 ? codesGiven(left({ code: null })) : [];
  if (filter.code && !codes.includes(filter.code)) codes.push(filter.code);
  const unsure = left({ certainty: null });
  const certainties = ["unsure", "fairly", "certain"].filter(
    (one) =>
      one === filter.certainty ||
      unsure.some(({ answers }) => answers.some(({ certainty }) => certainty === one)),
  );
  return (
    <>
      {groups.length > 0 && (
        <Select
          size="xs"
          w={200}
          clearable
          searchable
          aria-label="Only one pair of codes"
          placeholder="All pairs"
          value={filter.pair}
          onChange={(pair) => onFilter({ ...filter, pair })}
          data={groups.map((group) => ({
            value: group.pair,
            label: `${group.pair} (${group.open} of ${group.count} open)`,
          }))}
        />
      )}
      {codes.length > 0 && (
        <Select
          size="xs"
          w={150}
          clearable
          searchable
          aria-label="Only one code"
          placeholder="All codes"
          value={filter.code}
          onChange={(code) => onFilter({ ...filter, code })}
          data={codes}
        />
      )}
      {certainties.length > 0 && (
        <Select
          size="xs"
          w={150}
          clearable
          aria-label="Only one certainty"
          placeholder="Any certainty"
          value={filter.certainty}
          onChange={(certainty) => onFilter({ ...filter, certainty })}
          data={certainties.map((value) => ({
            value,
            label: value === "fairly" ? "a rater is fairly certain" : `a rater is ${value}`,
          }))}
        />
      )}
      {(filter.discussed || rows.some(({ waits_for }) => waits_for.length > 0)) && (
        <Select
          size="xs"
          w={150}
          clearable
          aria-label="Only those that can be decided"
          placeholder="Discussed or not"
          value={filter.discussed}
          onChange={(discussed) => onFilter({ ...filter, discussed: discussed ? "over" : null })}
          data={[{ value: "over", label: "can be decided" }]}
        />
      )}
    </>
  );
}
