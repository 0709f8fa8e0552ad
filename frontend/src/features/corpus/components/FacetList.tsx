import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { CorpusFilter, Facets } from "../../../api/advisories";
import { toggled } from "../state/filter";
import { Facet, type Option } from "./Facet";
import classes from "./Facet.module.css";
import { SearchField } from "./SearchField";

type Props = {
  facets: Facets;
  filter: CorpusFilter;
  onChange: (name: keyof CorpusFilter, value: string) => void;
  /** Words in the names of the projects that are listed. */
  projects: string;
  onProjects: (words: string) => void;
};

const MANY = 7; // projects, from which on they can be searched

/** What the corpus can be narrowed by, with counts under the present filter. Folded away on a phone. */
export function FacetList({ facets, filter, onChange, projects, onProjects }: Props) {
  const [shown, fold] = useDisclosure(false);
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
  const found = facets.projects.map(({ slug, name, count }) => ({ value: slug, label: name, count }));
  return (
    <>
      <Button variant="default" size="xs" hiddenFrom="sm" onClick={fold.toggle} aria-expanded={shown}>
        {shown ? "Hide filters" : "Show filters"}
      </Button>
      <div className={classes.all} data-shown={shown || undefined}>
        {facet("Severity", "severity", facets.severities)}
        <div className={classes.searched}>
          {facet("Project", "project", found)}
          {(projects || found.length > MANY) && (
            <SearchField
              label="Search the projects"
              placeholder="Find a project …"
              size="xs"
              value={projects}
              onChange={onProjects}
            />
          )}
          {projects && !found.length && <p className={classes.none}>No project of this name.</p>}
        </div>
        {facet(
          "Published",
          "year",
          facets.years.map(({ value, count }) => ({ value: String(value), count })),
        )}
        {facet("Ecosystem", "ecosystem", facets.ecosystems)}
        {facet(
          "Weakness",
          "cwe",
          facets.cwes.map(({ value, count }) => ({ value: String(value), label: `CWE-${value}`, count })),
        )}
        <Facet
          title="Withdrawn"
          options={[
            { value: "yes", label: "with the others" },
            { value: "only", label: "alone" },
          ]}
          chosen={[filter.withdrawn ?? ""]}
          onToggle={(value) => onChange("withdrawn", filter.withdrawn === value ? "" : value)}
        />
      </div>
    </>
  );
}

/** A chosen value stays in sight, to be taken out again, also where it counts nothing or is not listed. */
function withChosen(options: Option[], chosen: string[]): Option[] {
  const listed = new Set(options.map(({ value }) => value));
  return [...options, ...chosen.filter((value) => !listed.has(value)).map((value) => ({ value }))];
}
