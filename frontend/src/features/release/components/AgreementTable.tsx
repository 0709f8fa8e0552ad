import { Table, Text } from "@mantine/core";
import type { Coefficient } from "../../../api/agreement";
import { type Coefficients, useCoefficients } from "../../../shared/coefficients";
import { WideTable } from "../../../shared/ui/WideTable";
import type { PublicRelease } from "../api";
import { texts } from "../texts";
import classes from "./Results.module.css";

const OTHERS = [
  "percent_agreement",
  "exact_match",
  "cohen_kappa",
  "fleiss_kappa",
  "krippendorff_alpha",
  "krippendorff_alpha_masi",
  "gwet_ac1",
];

/** The primary coefficient, then the usual ones; before the matching as well if there was one. */
export function AgreementTable({ release }: { release: PublicRelease }) {
  const coefficients = useCoefficients();
  const { agreement, agreement_before: before } = release;
  const names = [agreement.primary, ...OTHERS.filter((name) => name !== agreement.primary)];
  const rows = names.flatMap((name) => {
    const estimate = agreement.coefficients[name];
    return estimate ? [{ name, estimate }] : [];
  });
  return (
    <>
      <WideTable label={texts.agreement.label} minWidth={before ? 620 : 480}>
        <Table captionSide="bottom">
          <Table.Caption ta="left">
            {texts.agreement.caption(agreement.raters.join(" and "), agreement.units_used, agreement.units)}
          </Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{texts.agreement.coefficient}</Table.Th>
              {before && <Table.Th className={classes.number}>{texts.agreement.before}</Table.Th>}
              <Table.Th className={classes.number}>
                {before ? texts.agreement.after : texts.agreement.value}
              </Table.Th>
              <Table.Th className={classes.number}>{texts.agreement.interval}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ name, estimate }) => (
              <Table.Tr key={name}>
                <Table.Td fw={name === agreement.primary ? 600 : undefined}>
                  {name === agreement.primary
                    ? texts.agreement.primary(coefficients.name(name))
                    : coefficients.name(name)}
                </Table.Td>
                {before && (
                  <Table.Td className={classes.number}>
                    {value(coefficients, name, before.coefficients[name])}
                  </Table.Td>
                )}
                <Table.Td className={classes.number}>{value(coefficients, name, estimate)}</Table.Td>
                <Table.Td className={classes.number}>{coefficients.interval(name, estimate)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
      <Reasons agreement={agreement} names={rows.map(({ name }) => name)} />
    </>
  );
}

function value(coefficients: Coefficients, name: string, estimate: Coefficient | undefined): string {
  return estimate === undefined || estimate.value === null ? "–" : coefficients.value(name, estimate.value);
}

/** Why a coefficient has no value. */
function Reasons({ agreement, names }: { agreement: PublicRelease["agreement"]; names: string[] }) {
  const coefficients = useCoefficients();
  return names.map((name) => {
    const reason = agreement.coefficients[name]?.undefined;
    return (
      reason && (
        <Text key={name} size="sm" c="dimmed">
          {texts.agreement.undefined(coefficients.name(name), reason)}
        </Text>
      )
    );
  });
}
