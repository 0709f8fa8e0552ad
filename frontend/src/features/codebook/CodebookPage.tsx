import { Button, Menu, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { address } from "../../api/client";
import type { Code } from "../../api/studies";
import { codesQuery } from "../../api/studies";
import { useStudy } from "../../shared/study";
import { Empty } from "../../shared/ui/Empty";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import classes from "./CodebookPage.module.css";
import { CodeForm } from "./CodeForm";
import { CodeList } from "./CodeList";
import { CodeText } from "./CodeText";
import { Versions } from "./Versions";

const NEW = "new";

/** The shared codebook: a tree, one code beside it, and the frozen versions. */
export function CodebookPage() {
  const study = useStudy();
  const [search, setSearch] = useSearchParams();
  const codes = useQuery(codesQuery(study.slug));
  const lead = study.roles.includes("lead");
  const open = (code: string | null) => setSearch(code ? { code } : {}, { preventScrollReset: true });
  const add = lead && <Button onClick={() => open(NEW)}>Add a code</Button>;
  const bring = (
    <Button component={Link} to="import" variant="default">
      Import
    </Button>
  );
  return (
    <Page
      title="Codebook"
      lead="The codes that all raters share, each with what it means and when to use it."
      actions={
        <>
          <Downloads study={study.slug} />
          {lead && bring}
          {add}
        </>
      }
    >
      <Loaded query={codes} rows={8}>
        {(all) => {
          const shared = all.filter((code) => code.owner === null);
          const chosen = search.get("code");
          return (
            <Stack gap="xl">
              <div className={classes.layout}>
                {shared.length || chosen === NEW ? (
                  <CodeList codes={shared} chosen={Number(chosen)} />
                ) : (
                  <Empty title="No shared code yet" action={add}>
                    In an open round each rater codes in their own words; the matching then fills this
                    codebook. For a shared or closed round, write the codes here first, or import them from
                    another program's codebook.
                  </Empty>
                )}
                <Panel
                  study={study.slug}
                  codes={shared}
                  chosen={chosen}
                  lead={lead}
                  onDone={() => open(null)}
                />
              </div>
              <Versions study={study.slug} lead={lead && shared.some((code) => !code.retired)} />
            </Stack>
          );
        }}
      </Loaded>
    </Page>
  );
}

type PanelProps = { study: string; codes: Code[]; chosen: string | null; lead: boolean; onDone: () => void };

function Panel({ study, codes, chosen, lead, onDone }: PanelProps) {
  const code = codes.find(({ id }) => String(id) === chosen);
  if (!code && !(lead && chosen === NEW)) return null;
  return (
    <aside className={classes.panel} aria-label={code ? code.label : "New code"}>
      {lead ? (
        <CodeForm key={chosen} study={study} codes={codes} code={code ?? null} onDone={onDone} />
      ) : (
        code && <CodeText code={code} />
      )}
    </aside>
  );
}

const FORMATS = [
  ["qdc", "REFI-QDA codebook (.qdc)"],
  ["xlsx", "Excel (.xlsx)"],
  ["csv", "CSV"],
  ["md", "Markdown"],
  ["json", "JSON"],
] as const;

const HISTORY = [
  ["md", "Markdown"],
  ["csv", "CSV"],
  ["json", "JSON"],
] as const;

function Downloads({ study }: { study: string }) {
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 100 }}>
      <Menu.Target>
        <Button variant="default">Download</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map(([format, label]) => (
          <Menu.Item
            key={format}
            component="a"
            href={address("/studies/{study}/codebook/export/{kind}/", { path: { study, kind: format } })}
            download
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Label>History of changes</Menu.Label>
        {HISTORY.map(([format, label]) => (
          <Menu.Item
            key={format}
            component="a"
            href={address("/studies/{study}/codebook/history/{kind}/", { path: { study, kind: format } })}
            download
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
