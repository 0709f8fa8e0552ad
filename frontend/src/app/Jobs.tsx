import { Button, Popover, Progress, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Job } from "../api/jobs";
import { isRunning, jobsQuery } from "../api/jobs";
import { texts } from "./texts";

/** The running jobs of the user with their progress. */
export default function Jobs() {
  const running = useQuery(jobsQuery).data?.filter(isRunning) ?? [];
  if (!running.length) return null;
  return (
    <Popover position="bottom-end" width={300} transitionProps={{ duration: 100 }}>
      <Popover.Target>
        <Button variant="light" size="xs">
          {texts.jobs.running(running.length)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          {running.map((job) => (
            <JobLine key={job.id} job={job} />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function JobLine({ job }: { job: Job }) {
  const kind = texts.jobs.kinds[job.kind] ?? job.kind;
  const progress = texts.jobs.progress(job.done, job.total);
  return (
    <div>
      <Text size="sm">{job.message || kind}</Text>
      <Progress
        value={job.total ? (100 * job.done) / job.total : 0}
        aria-label={texts.jobs.bar(kind, progress)}
        mt={4}
      />
      <Text size="xs" c="dimmed" mt={2}>
        {job.state === "queued" ? texts.jobs.queued : progress}
      </Text>
    </div>
  );
}
