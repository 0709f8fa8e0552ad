import { Anchor, Button, Group, Table, Text } from "@mantine/core";
import { Link } from "react-router";
import { codesText, type DisagreementBrief, withUnclear } from "../../../api/answers";
import { useAnswerText } from "../../../api/disagreements";
import classes from "../../../shared/agreement/Agreement.module.css";
import { CodeSwatch } from "../../../shared/ui/CodeSwatch";
import { MergeTarget } from "../../../shared/ui/MergeTarget";
import { WideTable } from "../../../shared/ui/WideTable";
import { texts } from "../texts";

interface Props {
  rows: DisagreementBrief[];
  raters: string[];
  /** Codes after merges by rater, as in the confusion matrix: only disagreements with these are shown. */
  only: Record<string, string> | null;
  onAll: () => void;
  path: (unit: number) => string;
}

export function DisagreementList({ rows, raters, only, onAll, path }: Props) {
  const fits = (row: DisagreementBrief) =>
    !only ||
    row.codings.every(
      ({ rater, merged_codes }) => !(rater in only) || codesText(merged_codes) === only[rater],
    );
  const answerText = useAnswerText();
  const shown = rows.filter(fits);
  if (rows.length === 0) return <Text>{texts.disagreements.none}</Text>;
  return (
    <>
      {only && (
        <Group mb="sm" gap="xs">
          <Text size="sm">{texts.disagreements.shown(shown.length, rows.length, Object.values(only))}</Text>
          <Button size="compact-sm" variant="default" onClick={onAll}>
            {texts.disagreements.all}
          </Button>
        </Group>
      )}
      <WideTable minWidth={640} label={texts.disagreements.label}>
        <Table verticalSpacing={6} aria-label={texts.disagreements.label}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{texts.disagreements.unit}</Table.Th>
              {raters.map((rater) => (
                <Table.Th key={rater} scope="col">
                  {rater}
                </Table.Th>
              ))}
              <Table.Th scope="col">{texts.disagreements.decision}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((row) => (
              <Table.Tr key={row.unit}>
                <Table.Th scope="row" fw={400} className={classes.label}>
                  <Anchor component={Link} to={path(row.unit)} size="sm">
                    {row.unit} {row.title}
                  </Anchor>
                </Table.Th>
                {raters.map((rater) => (
                  <Table.Td key={rater}>
                    <Coding coding={row.codings.find((coding) => coding.rater === rater)} />
                  </Table.Td>
                ))}
                <Table.Td>
                  {row.decision ? (
                    texts.disagreements.decided(
                      withUnclear(
                        row.decision.merged_codes,
                        row.decision.no_code_reason,
                        row.decision.unclear,
                        answerText,
                      ),
                      row.status,
                    )
                  ) : (
                    <Text c="dimmed">
                      {row.awaiting_response.length > 0
                        ? texts.disagreements.discussed
                        : texts.disagreements.undecided}
                    </Text>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </>
  );
}

function Coding({ coding }: { coding?: DisagreementBrief["codings"][number] }) {
  const answerText = useAnswerText();
  if (!coding) return "–";
  const { codes, unclear } = coding;
  if (codes.length === 0) return withUnclear(codes, coding.no_code_reason, unclear, answerText);
  return (
    <>
      {codes.map((code) => (
        <div key={code.id}>
          <CodeSwatch code={code} />
          <MergeTarget code={code} merged={coding.merged_codes} />
        </div>
      ))}
      {unclear.length > 0 && withUnclear([], "", unclear, answerText)}
    </>
  );
}
