import { Button, Group, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import type { Study } from "../../api/studies";
import { useNumber, useStudy } from "../../shared/study";
import { Empty } from "../../shared/ui/Empty";
import { Loaded, Loading } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { date } from "../../shared/ui/TimeAgo";
import { type ReleaseBrief, releaseQuery, releasesQuery } from "./api";
import { PublicAccess } from "./components/PublicAccess";
import { Publish } from "./components/Publish";
import { ReleaseProgress } from "./components/ReleaseProgress";
import { Results } from "./components/Results";
import { downloadsOf } from "./state/downloads";
import { texts } from "./texts";

/** The published study: the newest release, or the numbered one. */
export function ReleasePage() {
  const study = useStudy();
  const releases = useQuery(releasesQuery(study.slug));
  const [begun, setBegun] = useState<number | null>(null);
  return (
    <>
      <ReleaseProgress study={study} begun={begun} onBegun={setBegun} />
      <Loaded query={releases}>
        {(all) =>
          all.length ? (
            <Published study={study} releases={all} fresh={!releases.isFetching} onBegun={setBegun} />
          ) : (
            <Unpublished study={study} onBegun={setBegun} />
          )
        }
      </Loaded>
    </>
  );
}

type Props = { study: Study; onBegun: (job: number) => void };

type PublishedProps = Props & {
  releases: ReleaseBrief[];
  /** Whether the list is current. While it is being fetched, a new release may be missing. */
  fresh: boolean;
};

function Published({ study, releases, fresh, onBegun }: PublishedProps) {
  const go = useNavigate();
  const requested = useNumber("number");
  const newest = releases.at(-1)?.number ?? 1;
  const number = Number.isNaN(requested) ? newest : requested;
  const brief = releases.find((release) => release.number === number);
  const release = useQuery({ ...releaseQuery(study.slug, number), enabled: brief?.withheld === false });
  const downloads = downloadsOf(study.slug, number);
  if (!brief) return fresh ? <Missing study={study} number={number} newest={newest} /> : <Loading rows={8} />;
  return (
    <Page
      title={release.data?.title ?? study.title}
      lead={release.data?.question}
      actions={
        <Group gap="xs" className="no-print">
          {releases.length > 1 && (
            <Select
              aria-label={texts.page.select}
              allowDeselect={false}
              data={[...releases].reverse().map((listed) => ({
                value: String(listed.number),
                label: texts.page.option(listed.number, date(listed.created_at)),
              }))}
              value={String(number)}
              onChange={(value) => void go(`/studies/${study.slug}/releases/${value}`)}
              w="14rem"
            />
          )}
          <PublicAccess study={study} release={brief} />
          {canPublish(study) && <Publish study={study} next={newest + 1} onBegun={onBegun} />}
          {!brief.withheld && (
            <>
              <Button variant="default" onClick={() => window.print()}>
                {texts.page.print}
              </Button>
              <Button component="a" href={downloads.archive} download>
                {texts.page.download}
              </Button>
            </>
          )}
        </Group>
      }
    >
      {brief.withheld ? (
        <Empty title={texts.page.withheldTitle(number)}>{texts.page.withheld}</Empty>
      ) : (
        <Loaded query={release} rows={8}>
          {(shown) => <Results downloads={downloads} study={study} release={shown} />}
        </Loaded>
      )}
    </Page>
  );
}

function Missing({ study, number, newest }: { study: Study; number: number; newest: number }) {
  return (
    <Page title={texts.page.unknownTitle} width="narrow">
      <Empty
        title={texts.page.unknown(number)}
        action={
          <Button component={Link} to={`/studies/${study.slug}/releases/${newest}`}>
            {texts.page.toNewest(newest)}
          </Button>
        }
      >
        {texts.page.unknownBody(study.title, newest)}
      </Empty>
    </Page>
  );
}

function Unpublished({ study, onBegun }: Props) {
  const stop = study.steps.find(({ step }) => step === "release");
  return (
    <Page title={texts.page.title}>
      <Empty
        title={texts.page.noneTitle}
        action={canPublish(study) && <Publish study={study} next={1} onBegun={onBegun} />}
      >
        {texts.page.none(stop?.reason)}
      </Empty>
    </Page>
  );
}

/** Whether a round is settled; the server checks the same. */
function canPublish(study: Study): boolean {
  return study.roles.includes("lead") && study.round_list.some(({ state }) => state === "settled");
}
