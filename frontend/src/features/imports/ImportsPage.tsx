import { Anchor, Button, Table, Text, Title } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { sessionQuery } from "../../api/session";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { TimeAgo } from "../../shared/ui/TimeAgo";
import { WideTable } from "../../shared/ui/WideTable";
import { importsQuery } from "./api";
import { DropZone } from "./DropZone";
import classes from "./Imports.module.css";
import { LiveSources } from "./LiveSources";

export function ImportsPage() {
  const mayImport = useQuery(sessionQuery).data?.user?.may_import;
  const imports = useInfiniteQuery(importsQuery);
  return (
    <Page
      title="Import"
      lead="Advisories as OSV, GitHub, CVE or table files (CSV, XLSX), single or packed (zip, tar.gz, NDJSON). The format is recognised. What was imported before is recognised too: nothing is doubled, and no text that raters read is ever changed."
    >
      {mayImport ? (
        <>
          <DropZone />
          <Title order={2} size="h4" mt="xl" mb="sm">
            From the network
          </Title>
          <LiveSources />
        </>
      ) : (
        <Text>
          Only a study's lead or the staff can import. Ask one of them, or start a study of your own.
        </Text>
      )}
      <Title order={2} size="h4" mt="xl" mb="sm">
        Earlier imports
      </Title>
      <Loaded query={imports}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.results);
          if (!rows.length) return <p className={classes.quiet}>None yet.</p>;
          return (
            <WideTable label="Imports" minWidth={560}>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Source</Table.Th>
                    <Table.Th>When</Table.Th>
                    <Table.Th ta="right">New</Table.Th>
                    <Table.Th ta="right">Updated</Table.Th>
                    <Table.Th ta="right">Unchanged</Table.Th>
                    <Table.Th ta="right">Rejected</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rows.map((row) => (
                    <Table.Tr key={row.id}>
                      <Table.Td className={classes.source}>
                        <Anchor component={Link} to={`/imports/${row.id}`} size="sm">
                          {row.source || `Import ${row.id}`}
                        </Anchor>
                      </Table.Td>
                      <Table.Td>
                        <TimeAgo at={row.started_at} />
                      </Table.Td>
                      <Table.Td ta="right">{row.created}</Table.Td>
                      <Table.Td ta="right">{row.updated}</Table.Td>
                      <Table.Td ta="right">{row.unchanged}</Table.Td>
                      <Table.Td ta="right">{row.rejected}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
              {imports.hasNextPage && (
                <Button variant="default" mt="sm" onClick={() => void imports.fetchNextPage()}>
                  Show more
                </Button>
              )}
            </WideTable>
          );
        }}
      </Loaded>
    </Page>
  );
}
