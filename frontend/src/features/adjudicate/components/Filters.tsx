import { Select } from "@mantine/core";
import { type DisagreementBrief, pairOf, pairText } from "../../../api/answers";
import { useAnswerText } from "../../../api/disagreements";
import { useLabel } from "../../../api/meta";
import { countPairs, type Filter, filtered, labelsOf } from "../state/adjudication";
import { texts } from "../texts";

const CERTAINTIES = ["unsure", "fairly", "certain"] as const;

interface Props {
  rows: DisagreementBrief[];
  filter: Filter;
  onFilter: (filter: Filter) => void;
}

/** Filters by pair of codings, code, certainty and discussion. */
export function Filters({ rows, filter, onFilter }: Props) {
  const answerText = useAnswerText();
  const certaintyLabel = useLabel("certainty");
  const textOf = (pair: string) => {
    const row = rows.find((candidate) => pairOf(candidate) === pair);
    return row ? pairText(row, answerText) : pair;
  };
  // Each filter offers the values of the rows that pass the other filters, and its current value.
  const shownWith = (without: Partial<Filter>) => filtered(rows, { ...filter, ...without });
  const pairCounts = countPairs(rows).length > 1 ? countPairs(shownWith({ pair: null })) : [];
  if (filter.pair && !pairCounts.some(({ pair }) => pair === filter.pair)) {
    pairCounts.push({ pair: filter.pair, count: 0, open: 0 });
  }
  const codes = labelsOf(rows).length > 2 ? labelsOf(shownWith({ code: null })) : [];
  if (filter.code && !codes.includes(filter.code)) codes.push(filter.code);
  const rowsByCertainty = shownWith({ certainty: null });
  const certainties = CERTAINTIES.filter(
    (value) =>
      value === filter.certainty ||
      rowsByCertainty.some(({ codings }) => codings.some(({ certainty }) => certainty === value)),
  );
  return (
    <>
      {pairCounts.length > 0 && (
        <Select
          size="xs"
          w={200}
          clearable
          searchable
          aria-label={texts.filters.pair}
          placeholder={texts.filters.allPairs}
          value={filter.pair}
          onChange={(pair) => onFilter({ ...filter, pair })}
          data={pairCounts.map(({ pair, count, open }) => ({
            value: pair,
            label: texts.filters.pairCount(textOf(pair), open, count),
          }))}
        />
      )}
      {codes.length > 0 && (
        <Select
          size="xs"
          w={150}
          clearable
          searchable
          aria-label={texts.filters.code}
          placeholder={texts.filters.allCodes}
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
          aria-label={texts.filters.certainty}
          placeholder={texts.filters.anyCertainty}
          value={filter.certainty}
          onChange={(certainty) => onFilter({ ...filter, certainty })}
          data={certainties.map((value) => ({
            value,
            label: texts.filters.hasCertainty(certaintyLabel(value)),
          }))}
        />
      )}
      {(filter.discussion || rows.some(({ awaiting_response }) => awaiting_response.length > 0)) && (
        <Select
          size="xs"
          w={150}
          clearable
          aria-label={texts.filters.discussion}
          placeholder={texts.filters.anyDiscussion}
          value={filter.discussion}
          onChange={(discussion) => onFilter({ ...filter, discussion: discussion ? "decidable" : null })}
          data={[{ value: "decidable", label: texts.filters.canBeDecided }]}
        />
      )}
    </>
  );
}
