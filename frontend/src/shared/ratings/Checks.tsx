import { Badge, Button, Group, List, Table, Text, Title } from "@mantine/core";
import { useId } from "react";
import type { SheetReading } from "../../api/ratings";
import { WideTable } from "../ui/WideTable";
import type { SheetAnswer } from "./SheetReader";
import { texts } from "./texts";

type Check = SheetReading["checks"][number];
type Rows = SheetAnswer["check_rows"][number];

interface Props {
  raters: readonly string[];
  checks: readonly Check[];
  /** The rows of each check. */
  rows: readonly Rows[];
  /** The sentences of the checks that were opened. */
  opened: ReadonlySet<string>;
  onOpen: (opened: ReadonlySet<string>) => void;
}

/** The checks of a sheet, warnings first, each with its rows. */
export function Checks({ raters, checks, rows, opened, onOpen }: Props) {
  const id = useId();
  const warnings = checks.filter(({ severity }) => severity !== "note").length;
  return (
    <section aria-labelledby={id}>
      <Title order={2} size="h4" mb="xs" id={id}>
        {texts.checks.title}
      </Title>
      {checks.length === 0 ? (
        <Text size="sm">{texts.checks.none}</Text>
      ) : (
        <>
          <Text size="sm" c="dimmed" mb="xs">
            {texts.checks.counts(warnings, checks.length - warnings)}
          </Text>
          <List listStyleType="none" spacing="sm" aria-labelledby={id}>
            {checks.map((check, index) => (
              <OneCheck
                key={check.sentence}
                check={check}
                raters={raters}
                rows={rows[index] ?? { count: 0, rows: [] }}
                open={opened.has(check.sentence)}
                onToggle={(open) => onOpen(toggled(opened, check.sentence, open))}
              />
            ))}
          </List>
        </>
      )}
    </section>
  );
}

function toggled(opened: ReadonlySet<string>, sentence: string, open: boolean): ReadonlySet<string> {
  const next = new Set(opened);
  if (open) next.add(sentence);
  else next.delete(sentence);
  return next;
}

interface OneCheckProps {
  check: Check;
  raters: readonly string[];
  rows: Rows;
  open: boolean;
  onToggle: (open: boolean) => void;
}

function OneCheck({ check, raters, rows, open, onToggle }: OneCheckProps) {
  const id = useId();
  const words = rows.count
    ? [texts.checks.show, texts.checks.hide]
    : [texts.checks.details, texts.checks.hideDetails];
  // A note about the whole sheet says all in its sentence.
  const hasMore = rows.count > 0 || check.severity !== "note";
  return (
    <List.Item styles={{ itemWrapper: { width: "100%" }, itemLabel: { width: "100%" } }}>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <Badge
          variant={check.severity === "note" ? "default" : "outline"}
          color={check.severity === "note" ? undefined : "orange"}
          tt="none"
          styles={{ label: { color: "var(--mantine-color-text)" } }}
          style={{ flexShrink: 0 }}
        >
          {texts.checks.severities[check.severity]}
        </Badge>
        <div style={{ minWidth: 0, flexGrow: 1 }}>
          <Text size="sm" dir="auto" id={id} style={{ overflowWrap: "anywhere" }}>
            {check.sentence}
          </Text>
          {hasMore && (
            <Button
              size="compact-sm"
              variant="subtle"
              aria-expanded={open}
              aria-describedby={id}
              onClick={() => onToggle(!open)}
              mt={4}
              px={4}
              ml={-4}
            >
              {words[open ? 1 : 0]}
            </Button>
          )}
          {open &&
            (rows.count ? (
              <EvidenceRows label={texts.checks.label(check.sentence)} raters={raters} rows={rows} />
            ) : (
              <Text size="sm" c="dimmed">
                {texts.checks.whole}
              </Text>
            ))}
        </div>
      </Group>
    </List.Item>
  );
}

function EvidenceRows({ label, raters, rows }: { label: string; raters: readonly string[]; rows: Rows }) {
  return (
    <>
      <WideTable label={label} minWidth={200 + 110 * raters.length} mt="xs">
        <Table withTableBorder aria-label={label} verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{texts.checks.line}</Table.Th>
              <Table.Th scope="col">{texts.checks.unit}</Table.Th>
              {raters.map((rater) => (
                <Table.Th key={rater} scope="col" dir="auto">
                  {rater}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.rows.map(({ line, unit, answers }, index) => (
              <Table.Tr key={`${line} ${unit} ${index}`}>
                <Table.Td c="dimmed">{line}</Table.Td>
                <Table.Td dir="auto">{unit}</Table.Td>
                {answers.map((answer, rater) => (
                  <Table.Td key={raters[rater]} dir="auto" c={answer === null ? "dimmed" : undefined}>
                    {answer ?? texts.checks.empty}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
      {rows.count > rows.rows.length && (
        <Text size="sm" c="dimmed" mt={4}>
          {texts.checks.first(rows.rows.length, rows.count)}
        </Text>
      )}
    </>
  );
}
