import { Button, Menu, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { address } from "../../api/client";
import type { Code } from "../../api/studies";
import { codesQuery } from "../../api/studies";
import { useWrittenFormats } from "../../shared/formats";
import { useStudy } from "../../shared/study";
import { Empty } from "../../shared/ui/Empty";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import classes from "./CodebookPage.module.css";
import { CodeForm } from "./CodeForm";
import { CodeList } from "./CodeList";
import { CodeOrder } from "./CodeOrder";
import { CodeText } from "./CodeText";
import { texts } from "./texts";
import { Versions } from "./Versions";

const NEW = "new";

/** The shared codebook: its tree, the open code and the frozen versions. */
export function CodebookPage() {
  const study = useStudy();
  const [search, setSearch] = useSearchParams();
  const codes = useQuery(codesQuery(study.slug));
  const lead = study.roles.includes("lead");
  const open = (code: string | null) => setSearch(code ? { code } : {}, { preventScrollReset: true });
  const add = lead && <Button onClick={() => open(NEW)}>{texts.page.add}</Button>;
  const importButton = (
    <Button component={Link} to="import" variant="default">
      {texts.page.import}
    </Button>
  );
  return (
    <Page
      title={texts.page.title}
      lead={texts.page.lead}
      actions={
        <>
          <Downloads study={study.slug} />
          {lead && importButton}
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
                  <Empty title={texts.page.emptyTitle} action={add}>
                    {texts.page.empty}
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
              <CodeOrder study={study.slug} codes={shared} lead={lead && study.kind === "advisories"} />
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
    <aside className={classes.panel} aria-label={code ? code.label : texts.form.newTitle}>
      {lead ? (
        <CodeForm key={chosen} study={study} codes={codes} code={code ?? null} onDone={onDone} />
      ) : (
        code && <CodeText code={code} />
      )}
    </aside>
  );
}

function Downloads({ study }: { study: string }) {
  const codebook = useWrittenFormats("codebook");
  const changes = useWrittenFormats("change log of the codebook");
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 100 }}>
      <Menu.Target>
        <Button variant="default">{texts.downloads.open}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {codebook.map(({ name, label }) => (
          <Menu.Item
            key={name}
            component="a"
            href={address("/studies/{study}/codebook/export/{file_format}/", {
              path: { study, file_format: name },
            })}
            download
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Label>{texts.downloads.changeLog}</Menu.Label>
        {changes.map(({ name, label }) => (
          <Menu.Item
            key={name}
            component="a"
            href={address("/studies/{study}/codebook/changes/{file_format}/", {
              path: { study, file_format: name },
            })}
            download
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
