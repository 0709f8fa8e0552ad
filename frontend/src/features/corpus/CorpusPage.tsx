import { Anchor, Button, Group, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback, useMediaQuery } from "@mantine/hooks";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { advisoriesQuery, type CorpusFilter, facetsQuery } from "../../api/advisories";
import { sessionQuery } from "../../api/session";
import { Empty } from "../../shared/ui/Empty";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { AdvisoryTable } from "./AdvisoryTable";
import classes from "./CorpusPage.module.css";
import { FacetList } from "./FacetList";
import { filterOf, isFiltered, withFilter } from "./filter";
import { ReadingPane } from "./ReadingPane";

const WIDE = "(min-width: 82em)";

/** All advisories: facets at the left, a dense table, and the text of one at the right. */
export function CorpusPage() {
  const { study } = useParams();
  const [search, setSearch] = useSearchParams();
  const wide = useMediaQuery(WIDE, false, { getInitialValueInEffect: false });
  const phone = useMediaQuery("(width < 48em)", false, { getInitialValueInEffect: false });
  const mayImport = useQuery(sessionQuery).data?.user?.may_import;
  const filter = filterOf(search);
  const chosen = wide ? search.get("advisory") : null;
  const set = (name: keyof CorpusFilter, value: string) =>
    setSearch(withFilter(search, name, value), { replace: true });
  const open = (key: string) =>
    `?${new URLSearchParams([...without(search, "advisory"), ["advisory", key]])}`;
  const facets = useQuery({ ...facetsQuery(filter), placeholderData: keepPreviousData });
  const advisories = useInfiniteQuery({ ...advisoriesQuery(filter), placeholderData: keepPreviousData });

  const total = facets.data?.total;
  const sample = study && total ? `/studies/${study}/sample?${new URLSearchParams(filter)}` : null;
  return (
    <Page
      title="Corpus"
      width="wide"
      actions={
        <>
          {mayImport && (
            <Button component={Link} to="/imports" variant="default">
              Import
            </Button>
          )}
          {sample && (
            <Button component={Link} to={sample}>
              Sample from these {total}
            </Button>
          )}
        </>
      }
    >
      <div className={classes.layout} data-reading={Boolean(chosen) || undefined}>
        <div className={classes.facets}>
          <SearchField value={filter.search ?? ""} onChange={(value) => set("search", value)} />
          <Loaded query={facets} rows={8}>
            {(found) => <FacetList facets={found} filter={filter} onChange={set} />}
          </Loaded>
        </div>
        <section aria-label="Advisories" className={classes.table}>
          <Group justify="space-between" mb="xs" mih={24}>
            <Text size="sm" c="dimmed" role="status">
              {total === undefined ? "" : `${total} ${total === 1 ? "advisory" : "advisories"}`}
            </Text>
            {isFiltered(filter) && (
              <Anchor component={Link} to="?" size="sm" replace>
                Show all
              </Anchor>
            )}
          </Group>
          <Loaded query={advisories} rows={12}>
            {({ pages }) => {
              const rows = pages.flatMap((page) => page.results);
              if (!rows.length) return <Nothing filtered={isFiltered(filter)} />;
              return (
                <>
                  <AdvisoryTable
                    rows={rows}
                    chosen={chosen}
                    folded={chosen !== null || phone}
                    to={(key) => (wide ? open(key) : `/advisories/${encodeURIComponent(key)}`)}
                  />
                  {advisories.hasNextPage && (
                    <Button
                      variant="default"
                      mt="md"
                      loading={advisories.isFetchingNextPage}
                      onClick={() => void advisories.fetchNextPage()}
                    >
                      Show more
                    </Button>
                  )}
                </>
              );
            }}
          </Loaded>
        </section>
        {chosen && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by key
          <aside className={classes.reading} aria-label="Advisory" tabIndex={0}>
            <ReadingPane advisory={chosen} />
          </aside>
        )}
      </div>
    </Page>
  );
}

function without(search: URLSearchParams, name: string): [string, string][] {
  return [...search].filter(([key]) => key !== name);
}

function SearchField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  const [sent, setSent] = useState(value);
  // "Show all" and the back button change the address from outside.
  if (value !== sent) {
    setSent(value);
    setTyped(value);
  }
  const send = useDebouncedCallback((words: string) => {
    setSent(words);
    onChange(words);
  }, 250);
  return (
    <TextInput
      type="search"
      aria-label="Search the corpus"
      placeholder="Identifier, title, project …"
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        send(event.currentTarget.value.trim());
      }}
    />
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <Empty
        title="Nothing matches"
        action={
          <Button component={Link} to="?" replace variant="default">
            Show all
          </Button>
        }
      >
        Take a facet away, or search for fewer letters.
      </Empty>
    );
  }
  return (
    <Empty
      title="The corpus is empty"
      action={
        <Button component={Link} to="/imports">
          Import advisories
        </Button>
      }
    >
      The corpus holds every advisory that can be sampled for a study. Import files, folders as archives, or
      exports of any known format.
    </Empty>
  );
}
