import { Anchor, Stack, Table, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { Advisory } from "../../api/advisories";
import { DocumentText } from "../../shared/text/DocumentText";
import { dateTime } from "../../shared/ui/Ago";
import { WideTable } from "../../shared/ui/WideTable";
import classes from "./AdvisoryText.module.css";

/** An advisory as it is read: its text, then the facts around it and where they come from. */
export function AdvisoryText({ advisory }: { advisory: Advisory }) {
  return (
    <Stack gap="lg">
      {advisory.withdrawn_at && <Text fw={600}>Withdrawn on {advisory.withdrawn_at.slice(0, 10)}.</Text>}
      <DocumentText html={advisory.html} text={advisory.text} />
      <dl className={classes.facts}>
        <Fact name="Identifier">
          {[advisory.key, ...advisory.aliases.filter((a) => a !== advisory.key)].join(", ")}
        </Fact>
        <Fact name="Project">{advisory.project?.name}</Fact>
        <Fact name="Package">{[advisory.package, advisory.ecosystem].filter(Boolean).join(" · ")}</Fact>
        <Fact name="Severity">{severityWords(advisory)}</Fact>
        <Fact name="Weaknesses">{advisory.cwes.join(", ")}</Fact>
        <Fact name="Published">{advisory.published_at?.slice(0, 10)}</Fact>
      </dl>
      <References urls={advisory.references} />
      <Sources advisory={advisory} />
    </Stack>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function severityWords(advisory: Advisory): string {
  const score = advisory.cvss_score === null ? "" : `, CVSS ${advisory.cvss_score.toFixed(1)}`;
  if (advisory.severity === null) return "hidden from you while you code in an open round";
  if (!advisory.severity) return "";
  const source = advisory.severity_source === "computed" ? " (computed from the CVSS score)" : "";
  return advisory.severity + source + score;
}

function References({ urls }: { urls: string[] }) {
  if (!urls.length) return null;
  return (
    <section>
      <Title order={3} size="h5" mb={4}>
        References ({urls.length})
      </Title>
      <ul className={classes.list}>
        {urls.map((url) => (
          <li key={url}>
            <Anchor href={url} target="_blank" rel="noreferrer noopener" size="sm">
              {url}
            </Anchor>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Sources({ advisory }: { advisory: Advisory }) {
  const texts = advisory.documents.length;
  return (
    <section>
      <Title order={3} size="h5" mb={4}>
        Where it comes from
      </Title>
      <WideTable label="Sources" minWidth={380}>
        <Table className={classes.sources}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Record</Table.Th>
              <Table.Th>File</Table.Th>
              <Table.Th>Imported</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {advisory.records.map((record) => (
              <Table.Tr key={`${record.format} ${record.identifier} ${record.imported_at}`}>
                <Table.Td>
                  {record.identifier} ({record.format}){!record.current && ", older"}
                </Table.Td>
                <Table.Td>{record.origin}</Table.Td>
                <Table.Td>{dateTime(record.imported_at)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
      <Text size="xs" c="dimmed">
        {texts === 1
          ? "One text was stored."
          : `${texts} texts were stored; raters keep the one they were given.`}
      </Text>
    </section>
  );
}
