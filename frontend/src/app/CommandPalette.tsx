import { VisuallyHidden } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { Spotlight, type SpotlightActionGroupData } from "@mantine/spotlight";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { advisoriesQuery } from "../api/advisories";
import { studiesQuery, studyQuery, unitsQuery } from "../api/studies";
import { useCorpus } from "../shared/corpus";
import { STEPS, stepPath } from "../shared/study";
import classes from "./CommandPalette.module.css";
import { menuOf } from "./screens";
import { texts } from "./texts";

const MAX_RESULTS = 6;

/** Opens any study, step, unit, advisory or screen by name. */
export default function CommandPalette() {
  const [typed, setTyped] = useState("");
  const groups = useGroups(typed);
  return (
    <Spotlight
      query={typed}
      onQueryChange={setTyped}
      actions={groups}
      shortcut={["mod + K"]}
      nothingFound={texts.palette.nothing}
      // A dialog needs a name. Only the search field is visible.
      title={<VisuallyHidden>{texts.palette.title}</VisuallyHidden>}
      className={classes.palette}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, "aria-label": texts.palette.results } }}
      scrollable
      maxHeight={420}
      highlightQuery
      filter={(_query, actions) => actions}
      searchProps={{ placeholder: texts.palette.placeholder, "aria-label": texts.palette.title }}
    />
  );
}

function useGroups(typed: string): SpotlightActionGroupData[] {
  const go = useNavigate();
  const { study: slug = "", corpus: shared } = useParams();
  const corpus = useCorpus();
  const [search] = useDebouncedValue(typed.trim(), 200);
  const searching = search.length > 1;
  const studies = useQuery(studiesQuery).data ?? [];
  const study = useQuery({ ...studyQuery(slug), enabled: Boolean(slug) }).data;
  const units = useQuery({ ...unitsQuery(slug), enabled: Boolean(slug) && searching }).data ?? [];
  const advisories = useInfiniteQuery({
    ...advisoriesQuery(corpus, { search }),
    enabled: searching && Boolean(slug || shared),
    placeholderData: keepPreviousData,
  }).data?.pages[0]?.results;

  const action = (label: string, path: string, description?: string) => ({
    id: path,
    label,
    description,
    onClick: () => void go(path),
  });
  const matches = (label: string) => label.toLowerCase().includes(typed.trim().toLowerCase());
  const home = `/studies/${slug}`;
  const steps = study
    ? [
        ...study.steps.map(({ step, reason }) => action(STEPS[step], stepPath(study, step), reason)),
        ...menuOf("study", { study: slug }).map(({ path, label }) => action(label, path)),
      ]
    : [];
  const screens = menuOf("site").map(({ path, label }) => action(label, path));
  const groups = [
    { group: texts.palette.study, actions: steps.filter(({ label }) => matches(label)) },
    {
      group: texts.palette.units,
      actions: searching
        ? units
            .filter(({ number, title, identifier }) => matches(`${number} ${title} ${identifier}`))
            .slice(0, MAX_RESULTS)
            .map((unit) =>
              action(`${unit.number}. ${unit.title}`, `${home}/sample?unit=${unit.number}`, unit.identifier),
            )
        : [],
    },
    {
      group: texts.palette.advisories,
      actions: searching
        ? (advisories ?? [])
            .slice(0, MAX_RESULTS)
            .map(({ key, title }) => action(title, `${corpus}/advisories/${encodeURIComponent(key)}`, key))
        : [],
    },
    {
      group: texts.palette.studies,
      actions: studies
        .filter(({ title }) => matches(title))
        .map(({ slug, title }) => action(title, `/studies/${slug}`)),
    },
    { group: texts.palette.screens, actions: screens.filter(({ label }) => matches(label)) },
  ];
  return groups.filter(({ actions }) => actions.length);
}
