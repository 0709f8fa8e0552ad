import { Table, Text } from "@mantine/core";
import { useCoefficients } from "../../../shared/coefficients";
import { interval, number, percentOf } from "../../../shared/numbers";
import { WideTable } from "../../../shared/ui/WideTable";
import type { MachineAgreement, PublicRelease } from "../api";
import { isOfDecisions, perActivity } from "../state/activityAgreement";
import { texts } from "../texts";
import classes from "./Results.module.css";

/** Agreement by activity: of the raters with each other, and beside it of the decisions with the rules. */
export function ActivityAgreement({ release }: { release: PublicRelease }) {
  const coefficients = useCoefficients();
  const rows = perActivity(release);
  const name = coefficients.symbol(release.agreement.raters.length > 2 ? "fleiss_kappa" : "cohen_kappa");
  return (
    <>
      <WideTable label={texts.byActivity.label} minWidth={720}>
        <Table captionSide="bottom" aria-label={texts.byActivity.label}>
          <Table.Caption ta="left">{texts.byActivity.caption}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Td rowSpan={2} />
              <Table.Th scope="colgroup" colSpan={2}>
                {texts.byActivity.people(release.agreement.raters)}
              </Table.Th>
              <Table.Th scope="colgroup" colSpan={4} c="dimmed">
                {texts.byActivity.machine}
              </Table.Th>
            </Table.Tr>
            <Table.Tr>
              <Table.Th scope="col" className={classes.number}>
                {name}
              </Table.Th>
              <Table.Th scope="col">{texts.agreement.interval}</Table.Th>
              <Table.Th scope="col" className={classes.number}>
                {coefficients.symbol("cohen_kappa")}
              </Table.Th>
              <Table.Th scope="col">{texts.agreement.interval}</Table.Th>
              <Table.Th scope="col" className={classes.number}>
                {texts.byActivity.equal}
              </Table.Th>
              <Table.Th scope="col" className={classes.number}>
                {texts.byActivity.precisionRecall}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ activity, people, machine }) => (
              <Table.Tr key={activity}>
                <Table.Th scope="row" fw={400} className={classes.consequence} dir="auto">
                  {activity}
                </Table.Th>
                {people && !people.undefined ? (
                  <>
                    <Table.Td className={classes.number}>{number(people.value)}</Table.Td>
                    <Table.Td>{interval(people)}</Table.Td>
                  </>
                ) : (
                  <Undefined reason={people?.undefined} />
                )}
                <Machine row={machine} />
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
      <ByRater rows={release.machine} />
    </>
  );
}

function Undefined({ reason }: { reason: string | null | undefined }) {
  return (
    <Table.Td colSpan={2}>
      <Text size="sm" c="dimmed">
        {reason ? texts.byActivity.undefined(reason) : "–"}
      </Text>
    </Table.Td>
  );
}

function Machine({ row }: { row: MachineAgreement | undefined }) {
  if (!row) return <Table.Td colSpan={4}>–</Table.Td>;
  return (
    <>
      {row.undefined === null && row.kappa !== null ? (
        <>
          <Table.Td className={classes.number}>{number(row.kappa)}</Table.Td>
          <Table.Td>{interval(row)}</Table.Td>
        </>
      ) : (
        <Undefined reason={row.undefined} />
      )}
      <Table.Td className={classes.number}>{share(row.percent)}</Table.Td>
      <Table.Td className={classes.number}>
        {texts.byActivity.both(share(row.precision), share(row.recall))}
      </Table.Td>
    </>
  );
}

const share = (value: number | null) => (value === null ? "–" : percentOf(value));

/** The counts behind the comparison with the rules, per rater and for the decisions. */
function ByRater({ rows }: { rows: readonly MachineAgreement[] }) {
  if (rows.length === 0) return null;
  const columns = texts.byActivity.counts;
  const names = Object.keys(columns) as (keyof typeof columns)[];
  return (
    <details className={classes.units}>
      <summary>{texts.byActivity.byRater}</summary>
      <WideTable label={texts.byActivity.byRater} minWidth={760}>
        <Table fz="sm" aria-label={texts.byActivity.byRater}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{texts.activities.activity}</Table.Th>
              <Table.Th scope="col">{texts.byActivity.rater}</Table.Th>
              {names.map((name) => (
                <Table.Th key={name} scope="col" className={classes.number}>
                  {columns[name]}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={`${row.activity} ${row.rater} ${isOfDecisions(row)}`}>
                <Table.Td dir="auto">{row.activity}</Table.Td>
                <Table.Td dir="auto">{isOfDecisions(row) ? texts.byActivity.decisions : row.rater}</Table.Td>
                {names.map((name) => (
                  <Table.Td key={name} className={classes.number}>
                    {row[name]}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </details>
  );
}
