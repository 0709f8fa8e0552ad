import { Alert, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useNavigate } from "react-router";
import { isRunning, jobQuery, jobsQuery } from "../../../api/jobs";
import { useRefreshStudy } from "../../../api/studies";
import type { Job, Study } from "../../../api/types";
import { MutationError } from "../../../shared/ui/MutationError";
import { underWayQuery, useCancelJob } from "../api";

type Props = {
  study: Study;
  /** The job that I began and whose end has not been seen. */
  begun: number | null;
  onBegun: (job: number | null) => void;
};

/** The release that is being made: how far it is, whoever began it, and where it leads. */
export function Making({ study, begun, onBegun }: Props) {
  const go = useNavigate();
  const refresh = useRefreshStudy(study.slug);
  const underWay = useQuery(underWayQuery(study.slug)).data?.[0];
  const jobs = useQuery({ ...jobsQuery, enabled: Boolean(underWay) }).data;
  const mine = useQuery({ ...jobQuery(begun ?? 0), enabled: begun !== null }).data;
  const running = mine && isRunning(mine) ? mine : underWay;
  const wasRunning = useRef(false);
  useEffect(() => {
    // Begun by me in another window, or before this page was loaded again.
    if (underWay && jobs?.some(({ id }) => id === underWay.id)) onBegun(underWay.id);
  }, [underWay, jobs, onBegun]);
  useEffect(() => {
    // Somebody else's has come to its end.
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
        title="The release was not made"
        mb="md"
        withCloseButton
        closeButtonLabel="Dismiss"
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
          {job.state === "queued"
            ? "The release waits for a worker."
            : `The release is being made. ${job.message}`}
        </Text>
        {mine && (
          <Button
            variant="default"
            size="xs"
            loading={cancel.isPending}
            onClick={() => cancel.mutate(job.id)}
          >
            Cancel
          </Button>
        )}
      </Group>
      <Progress value={job.total ? (100 * job.done) / job.total : 0} aria-label="Progress of the release" />
      <MutationError of={cancel} />
    </Stack>
  );
}
