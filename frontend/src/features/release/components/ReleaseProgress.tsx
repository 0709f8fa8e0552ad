import { Alert, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useNavigate } from "react-router";
import type { Job } from "../../../api/jobs";
import { isRunning, jobQuery, jobsQuery } from "../../../api/jobs";
import type { Study } from "../../../api/studies";
import { useRefreshStudy } from "../../../api/studies";
import { MutationError } from "../../../shared/ui/MutationError";
import { releasesInProgressQuery, useCancelJob } from "../api";
import { texts } from "../texts";

type Props = {
  study: Study;
  /** The job that this page started, until its end was shown. */
  begun: number | null;
  onBegun: (job: number | null) => void;
};

/** Progress of the release that is being created, by anyone. At its end, shows the new release. */
export function ReleaseProgress({ study, begun, onBegun }: Props) {
  const go = useNavigate();
  const refresh = useRefreshStudy(study.slug);
  const inProgress = useQuery(releasesInProgressQuery(study.slug)).data?.[0];
  const jobs = useQuery({ ...jobsQuery, enabled: Boolean(inProgress) }).data;
  const mine = useQuery({ ...jobQuery(begun ?? 0), enabled: begun !== null }).data;
  const running = mine && isRunning(mine) ? mine : inProgress;
  const wasRunning = useRef(false);
  useEffect(() => {
    // Started by the same user in another window, or before this page was reloaded.
    if (inProgress && jobs?.some(({ id }) => id === inProgress.id)) onBegun(inProgress.id);
  }, [inProgress, jobs, onBegun]);
  useEffect(() => {
    // A release that someone else started has ended.
    if (wasRunning.current && !running) void refresh();
    wasRunning.current = Boolean(running);
  }, [running, refresh]);
  useEffect(() => {
    if (mine?.state === "cancelled") onBegun(null);
    if (mine?.state !== "done") return;
    void refresh();
    onBegun(null);
    void go(`/studies/${study.slug}/releases/${Number(mine.result?.release)}`);
  }, [mine, refresh, onBegun, go, study.slug]);
  if (running) return <Running job={running} study={study} mine={running.id === begun} />;
  if (mine?.state === "failed")
    return (
      <Alert
        color="red"
        title={texts.progress.failed}
        mb="md"
        withCloseButton
        closeButtonLabel={texts.progress.dismiss}
        onClose={() => onBegun(null)}
      >
        {mine.message}
      </Alert>
    );
  return null;
}

function Running({ job, study, mine }: { job: Job; study: Study; mine: boolean }) {
  const cancel = useCancelJob(study.slug);
  return (
    <Stack gap="xs" mb="md" className="no-print">
      <Group justify="space-between">
        <Text role="status">
          {job.state === "queued" ? texts.progress.queued : texts.progress.running(job.message)}
        </Text>
        {mine && (
          <Button
            variant="default"
            size="xs"
            loading={cancel.isPending}
            onClick={() => cancel.mutate(job.id)}
          >
            {texts.progress.cancel}
          </Button>
        )}
      </Group>
      <Progress value={job.total ? (100 * job.done) / job.total : 0} aria-label={texts.progress.bar} />
      <MutationError of={cancel} />
    </Stack>
  );
}
