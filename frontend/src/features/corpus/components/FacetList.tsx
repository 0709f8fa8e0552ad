import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { CorpusFilter, Facets } from "../../../api/advisories";
import { toggled } from "../state/filter";
import { texts } from "../texts";
import { Facet, type Option } from "./Facet";
import classes from "./Facet.module.css";
import { SearchField } from "./SearchField";

type Props = {
  facets: Facets;
  filter: CorpusFilter;
  onChange: (name: keyof CorpusFilter, value: string) => void;
  /** The search for projects by name. */
  projects: string;
  onProjects: (words: string) => void;
};

const SEARCH_FROM = 7; // projects; fewer need no search

/** The filters of the corpus, with counts under the current filter. A button shows them on a phone. */
export function FacetList({ facets, filter, onChange, projects, onProjects }: Props) {
  const [shown, filters] = useDisclosure(false);
  const facet = (title: string, name: keyof CorpusFilter, options: Option[]) => {
    const chosen = (filter[name] ?? "").split(",").filter(Boolean);
    return (
      <Facet
        title={title}
        options={withChosen(options, chosen)}
        chosen={chosen}
        onToggle={(value) => onChange(name, toggled(filter[name], value))}
      />
    );
  };
  const listed = facets.projects.map(({ slug, name, count }) => ({ value: slug, label: name, count }));
  return (
    <>
      <Button variant="default" size="xs" hiddenFrom="sm" onClick={filters.toggle} aria-expanded={shown}>
        {shown ? texts.facets.hide : texts.facets.show}
      </Button>
      <div className={classes.all} data-shown={shown || undefined}>
        {facet(texts.facets.severity, "severity", facets.severities)}
        <div className={classes.searched}>
          {facet(texts.facets.project, "project", listed)}
          {(projects || listed.length > SEARCH_FROM) && (
            <SearchField
              label={texts.facets.searchProjects}
              placeholder={texts.facets.searchProjectsPlaceholder}
              size="xs"
              value={projects}
              onChange={onProjects}
            />
          )}
          {projects && !listed.length && <p className={classes.none}>{texts.facets.noProject}</p>}
        </div>
        {facet(
          texts.facets.published,
          "year",
          facets.years.map(({ value, count }) => ({ value: String(value), count })),
        )}
        {facet(texts.facets.ecosystem, "ecosystem", facets.ecosystems)}
        {facet(
          texts.facets.weakness,
          "cwe",
          facets.cwes.map(({ value, count }) => ({
            value: String(value),
            label: texts.facets.cwe(value),
            count,
          })),
        )}
        {facets.kev.length > 0 && (
          <Facet
            title={texts.facets.kev}
            options={facets.kev.map(({ value, count }) => ({
              value,
              label: texts.facets.kevOptions[value],
              count,
            }))}
            chosen={[filter.kev ?? ""]}
            onToggle={(value) => onChange("kev", filter.kev === value ? "" : value)}
          />
        )}
        {facets.epss.length > 0 && (
          <Facet
            title={texts.facets.epss}
            options={facets.epss.map(({ value, count }) => ({
              value,
              label: texts.facets.epssAtLeast(value),
              count,
            }))}
            chosen={[filter.epss_min ?? ""]}
            onToggle={(value) => onChange("epss_min", filter.epss_min === value ? "" : value)}
          />
        )}
        <Facet
          title={texts.facets.identifiers}
          options={[{ value: "true", label: texts.facets.onlyJoined }]}
          chosen={[filter.joined ?? ""]}
          onToggle={(value) => onChange("joined", filter.joined === value ? "" : value)}
        />
        <Facet
          title={texts.facets.withdrawn}
          options={[
            { value: "yes", label: texts.facets.includeWithdrawn },
            { value: "only", label: texts.facets.onlyWithdrawn },
          ]}
          chosen={[filter.withdrawn ?? ""]}
          onToggle={(value) => onChange("withdrawn", filter.withdrawn === value ? "" : value)}
        />
      </div>
    </>
  );
}

/** The options with all chosen values, so that each can be removed, even if it is not listed. */
function withChosen(options: Option[], chosen: string[]): Option[] {
  const values = new Set(options.map(({ value }) => value));
  return [...options, ...chosen.filter((value) => !values.has(value)).map((value) => ({ value }))];
}
