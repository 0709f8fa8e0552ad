import { Table, Text } from "@mantine/core";
import type { Coefficient } from "../../../api/types";
import { coefficientName, coefficientValue, interval } from "../../../shared/numbers";
import { WideTable } from "../../../shared/ui/WideTable";
import type { PublicRelease } from "../api";
import classes from "./Results.module.css";

const BESIDE = [
  "percent_agreement",
  "exact_match",
  "cohen_kappa",
  "fleiss_kappa",
  "krippendorff_alpha",
  "krippendorff_alpha_masi",
  "gwet_ac1",
];

/** The primary coefficient first, then the usual ones beside it, before the matching too where there was one. */
export function AgreementTable({ release }: { release: PublicRelease }) {
  const { agreement, agreement_before: before } = release;
  const names = [agreement.primary, ...BESIDE.filter((name) => name !== agreement.primary)];
  const rows = names.flatMap((name) => {
    const found = agreement.coefficients[name];
    return found ? [{ name, found }] : [];
  });
  return (
    <>
      <WideTable label="Agreement" minWidth={before ? 620 : 480}>
        <Table captionSide="bottom">
          <Table.Caption ta="left">
            First ratings of {agreement.raters.join(" and ")} on {agreement.units_used} of {agreement.units}{" "}
            units, 95 % intervals.
          </Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Coefficient</Table.Th>
              {before && <Table.Th className={classes.number}>Before matching</Table.Th>}
              <Table.Th className={classes.number}>{before ? "After matching" : "Value"}</Table.Th>
              <Table.Th className={classes.number}>Interval</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ name, found }) => (
              <Table.Tr key={name}>
                <Table.Td fw={name === agreement.primary ? 600 : undefined}>
                  {coefficientName(name)}
                  {name === agreement.primary && " (primary)"}
                </Table.Td>
                {before && (
                  <Table.Td className={classes.number}>{value(name, before.coefficients[name])}</Table.Td>
                )}
                <Table.Td className={classes.number}>{value(name, found)}</Table.Td>
                <Table.Td className={classes.number}>{interval(name, found)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
      <Reasons agreement={agreement} names={rows.map(({ name }) => name)} />
    </>
  );
}

function value(name: string, found: Coefficient | undefined): string {
  return found?.value === null || found === undefined ? "–" : coefficientValue(name, found.value);
}

/** Undefined is an answer: why there is no number. */
function Reasons({ agreement, names }: { agreement: PublicRelease["agreement"]; names: string[] }) {
  return names.map((name) => {
    const reason = agreement.coefficients[name]?.undefined;
    return (
      reason && (
        <Text key={name} size="sm" c="dimmed">
          {coefficientName(name)} is undefined: {reason}.
        </Text>
      )
    );
  });
}
