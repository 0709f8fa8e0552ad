import { Anchor, Button, Table, Text, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { isShared, useCorpus, useMayImport } from "../../shared/corpus";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { TimeAgo } from "../../shared/ui/TimeAgo";
import { WideTable } from "../../shared/ui/WideTable";
import { importsQuery } from "./api";
import { DailyImports } from "./DailyImports";
import { DropZone } from "./DropZone";
import classes from "./Imports.module.css";
import { LiveSources } from "./LiveSources";
import { sourceTitle } from "./sourceTitle";
import { texts } from "./texts";

/** The imports of a corpus, for those who may import into it. */
export function ImportsPage() {
  const mayImport = useMayImport();
  if (mayImport) return <Imports />;
  return <Page title={texts.list.title}>{mayImport === false && <Text>{texts.list.notAllowed}</Text>}</Page>;
}

function Imports() {
  const corpus = useCorpus();
  const imports = useInfiniteQuery(importsQuery(corpus));
  return (
    <Page
      title={texts.list.title}
      lead={texts.list.lead}
      actions={
        <>
          <Button component={Link} to={`${corpus}/inspections`} variant="default">
            {texts.list.inspect}
          </Button>
          <Button component={Link} to={corpus} variant="default">
            {texts.report.toCorpus}
          </Button>
        </>
      }
    >
      <DropZone />
      <Title order={2} size="h4" mt="xl" mb="sm">
        {texts.list.sources}
      </Title>
      <LiveSources />
      {isShared(corpus) && <DailyImports />}
      <Title order={2} size="h4" mt="xl" mb="sm">
        {texts.list.earlier}
      </Title>
      <Loaded query={imports}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.results);
          if (!rows.length) return <p className={classes.dimmed}>{texts.list.none}</p>;
          return (
            <WideTable label={texts.list.label} minWidth={560}>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{texts.list.source}</Table.Th>
                    <Table.Th>{texts.list.time}</Table.Th>
                    <Table.Th ta="right">{texts.list.created}</Table.Th>
                    <Table.Th ta="right">{texts.list.updated}</Table.Th>
                    <Table.Th ta="right">{texts.list.unchanged}</Table.Th>
                    <Table.Th ta="right">{texts.list.rejected}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rows.map((row) => (
                    <Table.Tr key={row.id}>
                      <Table.Td className={classes.source}>
                        <Anchor component={Link} to={`${corpus}/imports/${row.id}`} size="sm">
                          {sourceTitle(row.source) || texts.list.name(row.id)}
                        </Anchor>
                        {row.undone_at && (
                          <Text span size="sm" c="dimmed">
                            {" "}
                            ({texts.undo.mark})
                          </Text>
                        )}
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
                  {texts.list.more}
                </Button>
              )}
            </WideTable>
          );
        }}
      </Loaded>
    </Page>
  );
}
