import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { CorpusFilter, Facets } from "../../api/advisories";
import { Facet, type Option } from "./Facet";
import classes from "./Facet.module.css";
import { toggled } from "./filter";

type Props = {
  facets: Facets;
  filter: CorpusFilter;
  onChange: (name: keyof CorpusFilter, value: string) => void;
};

/** What the corpus can be narrowed by, with counts under the present filter. Folded away on a phone. */
export function FacetList({ facets, filter, onChange }: Props) {
  const [shown, fold] = useDisclosure(false);
  const facet = (title: string, name: keyof CorpusFilter, options: Option[]) => (
    <Facet
      title={title}
      options={options}
      chosen={(filter[name] ?? "").split(",")}
      onToggle={(value) => onChange(name, toggled(filter[name], value))}
    />
  );
  return (
    <>
      <Button variant="default" size="xs" hiddenFrom="sm" onClick={fold.toggle} aria-expanded={shown}>
        {shown ? "Hide filters" : "Show filters"}
      </Button>
      <div className={classes.all} data-shown={shown || undefined}>
        {facet("Severity", "severity", facets.severities)}
        {facet(
          "Project",
          "project",
          facets.projects.map(({ slug, name, count }) => ({ value: slug, label: name, count })),
        )}
        {facet(
          "Published",
          "year",
          facets.years.map(({ value, count }) => ({ value: String(value), count })),
        )}
        {facet("Ecosystem", "ecosystem", facets.ecosystems)}
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
