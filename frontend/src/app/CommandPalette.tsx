import { VisuallyHidden } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { Spotlight, type SpotlightActionGroupData } from "@mantine/spotlight";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { get } from "../api/client";
import { studiesQuery, studyQuery, unitsQuery } from "../api/studies";
import { STEPS, stepPath } from "../shared/study";
import classes from "./CommandPalette.module.css";

const SHOWN = 6;

/** Ctrl K: go to any study, step, unit or advisory by name. */
export default function CommandPalette() {
  const [typed, setTyped] = useState("");
  const groups = useGroups(typed);
  return (
    <Spotlight
      query={typed}
      onQueryChange={setTyped}
      actions={groups}
      shortcut={["mod + K"]}
      nothingFound="Nothing by that name."
      // The dialog needs a name; the search field is all that shows of its head.
      title={<VisuallyHidden>Search and go</VisuallyHidden>}
      className={classes.palette}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, "aria-label": "What was found" } }}
      scrollable
      maxHeight={420}
      highlightQuery
      filter={(_query, actions) => actions}
      searchProps={{ placeholder: "A study, step, unit or advisory …", "aria-label": "Search and go" }}
    />
  );
}

function useGroups(typed: string): SpotlightActionGroupData[] {
  const go = useNavigate();
  const { study: slug = "" } = useParams();
  const [wanted] = useDebouncedValue(typed.trim(), 200);
  const searching = wanted.length > 1;
  const studies = useQuery(studiesQuery).data ?? [];
  const study = useQuery({ ...studyQuery(slug), enabled: Boolean(slug) }).data;
  const units = useQuery({ ...unitsQuery(slug), enabled: Boolean(slug) && searching }).data ?? [];
  const advisories = useQuery({
    queryKey: ["palette", wanted],
    queryFn: ({ signal }) => get("/advisories/", { params: { query: { search: wanted } }, signal }),
    enabled: searching,
    placeholderData: keepPreviousData,
  }).data?.results;

  const action = (label: string, path: string, description?: string) => ({
    id: path,
    label,
    description,
    onClick: () => void go(path),
  });
  const named = (label: string) => label.toLowerCase().includes(typed.trim().toLowerCase());
  const home = `/studies/${slug}`;
  const steps = study
    ? [
        ...study.flow.map(({ step, reason }) => action(STEPS[step], stepPath(study, step), reason)),
        action("Members", `${home}/members`),
        action("History", `${home}/history`),
      ]
    : [];
  const places = [
    action("All studies", "/"),
    action("Corpus", "/corpus"),
    action("Imports", "/imports"),
    action("Account", "/account"),
  ];
  const groups = [
    { group: "This study", actions: steps.filter(({ label }) => named(label)) },
    {
      group: "Units",
      actions: searching
        ? units
            .filter(({ number, title, identifier }) => named(`${number} ${title} ${identifier}`))
            .slice(0, SHOWN)
            .map((unit) =>
              action(`${unit.number}. ${unit.title}`, `${home}/sample?unit=${unit.number}`, unit.identifier),
            )
        : [],
    },
    {
      group: "Advisories",
      actions: searching
        ? (advisories ?? []).slice(0, SHOWN).map(({ key, title }) => action(title, `/advisories/${key}`, key))
        : [],
    },
    {
      group: "Studies",
      actions: studies
        .filter(({ title }) => named(title))
        .map((one) => action(one.title, `/studies/${one.slug}`)),
    },
    { group: "Places", actions: places.filter(({ label }) => named(label)) },
  ];
  return groups.filter(({ actions }) => actions.length);
}
