import { Button, Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { CorpusFilter } from "../../../api/advisories";
import { studiesQuery } from "../../../api/studies";
import { texts } from "../texts";

type Props = { corpus: string; filter: CorpusFilter; total: number };

/** The studies that the user leads and that have no round yet, to draw the matching advisories of a shared corpus. */
export function SampleMenu({ corpus, filter, total }: Props) {
  const studies = (useQuery(studiesQuery).data ?? []).filter(
    ({ roles, rounds, kind }) => roles.includes("lead") && !rounds && kind === "advisories",
  );
  if (!studies.length) return null;
  const query = new URLSearchParams({ ...filter, corpus });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button>{texts.page.sample(total)}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{texts.page.sampleIn}</Menu.Label>
        {studies.map(({ slug, title }) => (
          <Menu.Item key={slug} component={Link} to={`/studies/${slug}/sample?${query}`}>
            {title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
