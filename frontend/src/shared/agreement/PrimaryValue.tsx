import { Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { BaseReport } from "../../api/agreement";
import { useCoefficients } from "../coefficients";
import { Axis } from "../figures/Axis";
import { number } from "../numbers";
import { Warning } from "../ui/Warning";
import classes from "./Agreement.module.css";
import { texts } from "./texts";

interface Props {
  report: BaseReport;
  /** The primary coefficient in words. */
  sentence: string;
  /** The left end of the axis. */
  from: number;
  threshold?: number | null;
  /** What follows the notes. */
  children?: ReactNode;
}

/** The primary coefficient with its interval, in a figure and in words, and what to keep in mind. */
export function PrimaryValue({ report, sentence, from, threshold = null, children }: Props) {
  const coefficients = useCoefficients();
  const estimate = report.coefficients[report.primary];
  if (!estimate) return null;
  const name = coefficients.symbol(report.primary);
  return (
    <Stack gap="sm">
      <Group align="baseline" gap="md">
        <span className={classes.value}>{number(estimate.value)}</span>
        <Text size="lg">{name}</Text>
      </Group>
      <Axis rows={[{ name, estimate }]} from={from} threshold={threshold} />
      <Text>{sentence}</Text>
      {report.rare.remark && <Warning title={texts.primary.rare}>{report.rare.remark}.</Warning>}
      {report.remarks.map((remark) => (
        <Warning key={remark} title={texts.primary.remark}>
          {remark}
        </Warning>
      ))}
      {children}
      {report.band && (
        <Text size="sm" c="dimmed" maw="46rem">
          {texts.primary.band(report.band.scale, report.band.word)}
          {report.band.supported &&
            report.band.supported !== report.band.word &&
            texts.primary.supported(report.band.supported)}
          . {report.band.caveat}
        </Text>
      )}
    </Stack>
  );
}
