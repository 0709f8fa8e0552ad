import { Anchor, Button, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { advisoriesQuery, type CorpusFilter, facetsQuery } from "../../api/advisories";
import { corpusQuery } from "../../api/corpora";
import { filterOf } from "../../api/savedFilters";
import { useCorpus, useMayImport } from "../../shared/corpus";
import { useShortcuts } from "../../shared/keyboard/useShortcuts";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import classes from "./CorpusPage.module.css";
import { AdvisoryTable } from "./components/AdvisoryTable";
import { EmptyCorpus } from "./components/EmptyCorpus";
import { FacetList } from "./components/FacetList";
import { MoreRows } from "./components/MoreRows";
import { ReadingPane } from "./components/ReadingPane";
import { SampleMenu } from "./components/SampleMenu";
import { SearchField } from "./components/SearchField";
import { SearchRemarks } from "./components/SearchRemarks";
import { Selection } from "./components/Selection";
import { Severities } from "./components/Severities";
import { Toolbar } from "./components/Toolbar";
import { WaitingRecords } from "./components/WaitingRecords";
import { isFiltered, withParameter } from "./state/filter";
import { orderOf } from "./state/order";
import { corpusShortcuts } from "./state/shortcuts";
import { texts } from "./texts";

/** The keys with one of them added, or removed if it is among them. */
const toggledKeys = (keys: ReadonlySet<string>, key: string): ReadonlySet<string> =>
  keys.has(key) ? new Set([...keys].filter((other) => other !== key)) : new Set([...keys, key]);

const WIDE = "(min-width: 82em)";

/** The advisories as a table, with filters at the left and the chosen one at the right. The address has the state. */
export function CorpusPage() {
  const { study, corpus: shared } = useParams();
  const corpus = useCorpus();
  const name = useQuery({ ...corpusQuery(shared ?? ""), enabled: Boolean(shared) }).data?.name;
  const [search, setSearch] = useSearchParams();
  const wide = useMediaQuery(WIDE, false, { getInitialValueInEffect: false });
  const phone = useMediaQuery("(width < 48em)", false, { getInitialValueInEffect: false });
  const mayImport = useMayImport();
  const [projects, setProjects] = useState("");
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const table = useRef<HTMLTableElement>(null);
  const field = useRef<HTMLInputElement>(null);

  const filter = filterOf(search);
  const facets = useQuery({ ...facetsQuery(corpus, filter, projects), placeholderData: keepPreviousData });
  const hidden = facets.data !== undefined && !facets.data.severities.length;
  const order = orderOf(search, hidden);
  const advisories = useInfiniteQuery({
    ...advisoriesQuery(corpus, filter, order),
    // The facets show whether the user may sort by severity.
    enabled: !(facets.isPending && order.endsWith("severity")),
    placeholderData: keepPreviousData,
  });

  const unindexed = facets.data?.unindexed ?? 0;
  const { refetch } = advisories;
  // Texts that were indexed since the list was read may match the search.
  useEffect(() => {
    if (unindexed) return () => void refetch();
  }, [unindexed, refetch]);

  const chosen = wide ? search.get("advisory") : null;
  const bands = search.get("severities") === "shown";
  const set = (name: string, value: string) =>
    setSearch(withParameter(search, name, value), { replace: true, preventScrollReset: true });
  // Memoised, so that pages of rows are not drawn again without need.
  const to = useCallback(
    (key: string) =>
      wide ? `?${withParameter(search, "advisory", key)}` : `${corpus}/advisories/${encodeURIComponent(key)}`,
    [wide, search, corpus],
  );
  const select = useCallback((key: string) => setSelected((keys) => toggledKeys(keys, key)), []);
  const more = () => {
    if (advisories.hasNextPage && !advisories.isFetchingNextPage) void advisories.fetchNextPage();
  };
  useShortcuts(
    corpusShortcuts({
      table,
      search: field,
      onFocus: (key) => chosen && set("advisory", key),
      more,
      select,
      severities: () => set("severities", bands ? "" : "shown"),
      close: () => chosen && set("advisory", ""),
    }),
  );

  const total = facets.data?.total;
  const sample = study && total ? `/studies/${study}/sample?${new URLSearchParams(filter)}` : null;
  return (
    <Page
      title={name ?? texts.page.title}
      lead={shared && texts.page.sharedLead}
      width="wide"
      actions={
        <>
          {mayImport && (
            <Button component={Link} to={`${corpus}/imports`} variant="default">
              {texts.page.import}
            </Button>
          )}
          <Button component={Link} to={`${corpus}/projects`} variant="default">
            {texts.page.projects}
          </Button>
          {shared && Boolean(total) && <SampleMenu corpus={shared} filter={filter} total={total ?? 0} />}
          {sample && (
            <Button component={Link} to={sample}>
              {texts.page.sample(total ?? 0)}
            </Button>
          )}
        </>
      }
    >
      {mayImport && <WaitingRecords />}
      <div className={classes.layout} data-reading={Boolean(chosen) || undefined}>
        <div className={classes.facets}>
          <SearchField
            label={texts.page.search}
            placeholder={texts.page.searchPlaceholder}
            description={texts.page.searchHelp}
            field={field}
            value={filter.search ?? ""}
            onChange={(value) => set("search", value)}
          />
          <Loaded query={facets} rows={8}>
            {(data) => (
              <FacetList
                facets={data}
                filter={filter}
                onChange={(name: keyof CorpusFilter, value) => set(name, value)}
                projects={projects}
                onProjects={setProjects}
              />
            )}
          </Loaded>
        </div>
        <section aria-label={texts.page.advisories} className={classes.table}>
          <Toolbar
            total={total}
            filter={filter}
            order={order}
            hidden={hidden}
            onOrder={(value) => set("order", value)}
            bands={bands}
            onBands={() => set("severities", bands ? "" : "shown")}
          />
          <SearchRemarks remarks={facets.data?.remarks ?? []} />
          {bands && <Severities filter={filter} />}
          <Selection keys={[...selected]} onClear={() => setSelected(new Set())} />
          <Loaded query={advisories} rows={12}>
            {({ pages }) =>
              pages[0]?.results.length ? (
                <>
                  <AdvisoryTable
                    pages={pages.map((page) => page.results)}
                    total={total}
                    order={order}
                    onOrder={(value) => set("order", value)}
                    hidden={hidden}
                    table={table}
                    chosen={chosen}
                    oneColumn={chosen !== null || phone}
                    to={to}
                    selected={selected}
                    onSelect={select}
                  />
                  {advisories.hasNextPage && (
                    <MoreRows loading={advisories.isFetchingNextPage} onMore={more} />
                  )}
                </>
              ) : (
                <EmptyCorpus
                  filtered={isFiltered(filter)}
                  searched={Boolean(filter.search)}
                  mayImport={Boolean(mayImport)}
                />
              )
            }
          </Loaded>
        </section>
        {chosen && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling pane must be reachable by keyboard
          <aside className={classes.reading} aria-label={texts.page.advisory} tabIndex={0}>
            <Text size="sm" mb="xs" className={classes.paneHead}>
              <Anchor component={Link} to={`${corpus}/advisories/${encodeURIComponent(chosen)}`}>
                {texts.page.showSources}
              </Anchor>
              <Anchor component={Link} to={`?${withParameter(search, "advisory", "")}`} preventScrollReset>
                {texts.page.close}
              </Anchor>
            </Text>
            <ReadingPane advisory={chosen} />
          </aside>
        )}
      </div>
    </Page>
  );
}
