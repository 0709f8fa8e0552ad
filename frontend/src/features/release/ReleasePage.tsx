import { Button, Group, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { address, at } from "../../api/client";
import type { Study } from "../../api/types";
import { useNumber, useStudy } from "../../shared/study";
import { Empty } from "../../shared/ui/Empty";
import { Loaded, Loading } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { date } from "../../shared/ui/TimeAgo";
import { type ReleaseBrief, releaseQuery, releasesQuery } from "./api";
import { InPublic } from "./components/PublicAccess";
import { Publish } from "./components/Publish";
import { Making } from "./components/ReleaseProgress";
import { Results } from "./components/Results";

/** The published study: the newest release, or the numbered one. */
export function ReleasePage() {
  const study = useStudy();
  const releases = useQuery(releasesQuery(study.slug));
  const [begun, setBegun] = useState<number | null>(null);
  return (
    <>
      <Making study={study} begun={begun} onBegun={setBegun} />
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

type Several = Props & {
  releases: ReleaseBrief[];
  /** Whether they are all that there are; one that was just made may be on its way. */
  fresh: boolean;
};

function Published({ study, releases, fresh, onBegun }: Several) {
  const go = useNavigate();
  const asked = useNumber("number");
  const newest = releases.at(-1)?.number ?? 1;
  const number = Number.isNaN(asked) ? newest : asked;
  const brief = releases.find((one) => one.number === number);
  const release = useQuery({ ...releaseQuery(study.slug, number), enabled: Boolean(brief) });
  const home = at`studies/${study.slug}/releases/${number}/`;
  if (!brief) return fresh ? <Missing study={study} number={number} newest={newest} /> : <Loading rows={8} />;
  return (
    <Page
      title={release.data?.title ?? study.title}
      lead={release.data?.question}
      actions={
        <Group gap="xs" className="no-print">
          {releases.length > 1 && (
            <Select
              aria-label="Release"
              allowDeselect={false}
              data={[...releases].reverse().map((one) => ({
                value: String(one.number),
                label: `Release ${one.number}, ${date(one.created_at)}`,
              }))}
              value={String(number)}
              onChange={(value) => void go(`/studies/${study.slug}/releases/${value}`)}
              w="14rem"
            />
          )}
          <InPublic study={study} release={brief} />
          {canPublish(study) && <Publish study={study} next={newest + 1} onBegun={onBegun} />}
          <Button variant="default" onClick={() => window.print()}>
            Print
          </Button>
          <Button component="a" href={address(`${home}archive/`)} download>
            Download everything
          </Button>
        </Group>
      }
    >
      <Loaded query={release} rows={8}>
        {(found) => <Results home={home} study={study} release={found} />}
      </Loaded>
    </Page>
  );
}

function Missing({ study, number, newest }: { study: Study; number: number; newest: number }) {
  return (
    <Page title="There is no such release" width="narrow">
      <Empty
        title={`There is no release ${number}`}
        action={
          <Button component={Link} to={`/studies/${study.slug}/releases/${newest}`}>
            To release {newest}, the newest
          </Button>
        }
      >
        {study.title} has {newest === 1 ? "one release" : `${newest} releases`} so far.
      </Empty>
    </Page>
  );
}

function Unpublished({ study, onBegun }: Props) {
  const stop = study.flow.find(({ step }) => step === "release");
  return (
    <Page title="Release">
      <Empty
        title="Nothing is published yet"
        action={canPublish(study) && <Publish study={study} next={1} onBegun={onBegun} />}
      >
        A release is the study's table, figures, agreement and first ratings, frozen and numbered, with
        everything needed to recompute them. {stop?.reason}
      </Empty>
    </Page>
  );
}

/** A round must be settled; the server says so too. */
function canPublish(study: Study): boolean {
  return study.roles.includes("lead") && study.round_list.some(({ state }) => state === "settled");
}
