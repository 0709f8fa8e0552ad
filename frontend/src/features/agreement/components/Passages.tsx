import { Table, Text } from "@mantine/core";
import type { Schemas } from "../../../api/client";
import classes from "../../../shared/agreement/Agreement.module.css";
import { number, percentOf } from "../../../shared/numbers";
import { capitalised } from "../../../shared/text/capitalised";
import { WideTable } from "../../../shared/ui/WideTable";
import type { Report } from "../api";
import { texts } from "../texts";
import { UnitsWithPassages } from "./UnitsWithPassages";

type OfCode = Schemas["PassagesOfCode"];

const words = texts.passages;

/** Agreement on the marked passages, over all codes and per code; without passages, that only units were compared. */
export function Passages({ segments, round }: { segments: Report["segments"]; round: number }) {
  if (!segments) return <Text size="sm">{words.none}</Text>;
  const { remark, segment_dice: common, per_code: codes } = segments;
  const rows: [string, OfCode][] = [...Object.entries(codes), [words.all, segments]];
  return (
    <>
      {remark && (
        <Text fw={600} mb="xs">
          {remark}
        </Text>
      )}
      <Text size="sm" mb="xs">
        {common.undefined ? words.undefined(common.undefined) : words.common(share(common.value))}
        {common.note && ` ${capitalised(common.note)}.`}
      </Text>
      <WideTable minWidth={760} label={words.title}>
        <Table verticalSpacing={5} aria-label={words.title}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" miw={150}>
                {words.code}
              </Table.Th>
              {words.columns.map((column) => (
                <Table.Th key={column} scope="col" ta="right">
                  {column}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(([label, block]) => (
              <Table.Tr key={label}>
                <Table.Th scope="row" fw={block === segments ? 600 : 400} className={classes.label}>
                  {label}
                </Table.Th>
                {cells(block).map((cell, index) => (
                  <Table.Td key={words.columns[index]} className={classes.number}>
                    {cell}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
      <Text size="sm" c="dimmed" mt="xs">
        {words.help}
      </Text>
      <UnitsWithPassages round={round} codes={Object.keys(codes)} />
    </>
  );
}

function cells(block: OfCode): string[] {
  const { segment_dice: common, segment_alpha: alpha } = block;
  return [
    words.marked(block.segment_both_marked, block.segment_both_gave),
    common.low === null
      ? share(common.value)
      : words.interval(share(common.value), share(common.low), share(common.high)),
    share(block.segment_exact.value),
    share(block.segment_any_overlap.value),
    alpha ? (alpha.undefined ? words.noAlpha : number(alpha.value)) : "",
  ];
}

const share = (value: number | null) => (value === null ? "–" : `${percentOf(value)} %`);
