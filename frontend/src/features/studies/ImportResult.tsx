import { Button, Group, Loader, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Link } from "react-router";
import { isRunning } from "../../api/jobs";
import { ImportRemarks } from "../../shared/ui/ImportRemarks";
import { Loaded } from "../../shared/ui/Loaded";
import { Warning } from "../../shared/ui/Warning";
import { type StudyImport, studyImportQuery } from "./api";
import { counted } from "./ImportPreview";

/** The progress of the import, and its result. */
export function ImportResult({ number }: { number: number }) {
  const found = useQuery(studyImportQuery(number));
  const cache = useQueryClient();
  const ended = found.data && !isRunning(found.data.job);
  useEffect(() => {
    // The list of studies may have one more, leads may import, and one job less runs.
    if (ended) void cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "study-imports" });
  }, [ended, cache]);
  return <Loaded query={found}>{(data) => <State {...data} />}</Loaded>;
}

const STOPPED = { failed: "The study was not made", cancelled: "The import was cancelled" } as const;

function State({ job, result }: StudyImport) {
  if (result) {
    const { study, units, raters, codes, codings, decided, remarks } = result;
    return (
      <Stack gap="md">
        <Text fw={600} role="status" style={{ overflowWrap: "anywhere" }}>
          The study is made: {counted(units, "unit")}, {counted(codes, "code")}, {counted(codings, "rating")}{" "}
          by {raters.join(", ")}; {counted(decided, "disagreement")} decided as in the file.
        </Text>
        <Group>
          <Button component={Link} to={`/studies/${study}`}>
            Open the study
          </Button>
        </Group>
        <ImportRemarks title="Changed or left out" lines={remarks} />
      </Stack>
    );
  }
  const again = (
    <Group mt="sm">
      <Button component={Link} to="/import-study" variant="default" size="xs">
        Choose a file again
      </Button>
    </Group>
  );
  if (job.state === "failed" || job.state === "cancelled") {
    return (
      <Warning title={STOPPED[job.state]} urgent>
        {job.message} Nothing of it is stored.
        {again}
      </Warning>
    );
  }
  return (
    <Stack gap="xs">
      <Group role="status" wrap="nowrap">
        <Loader size="sm" aria-hidden />
        <Text style={{ overflowWrap: "anywhere" }}>
          {isRunning(job) && job.state === "running" ? `${job.message} …` : "Waiting for the worker."}
        </Text>
      </Group>
      <Text size="sm" c="dimmed">
        A thousand texts of two raters take some seconds. You need not stay on this page: the job is listed
        above while it runs, and the study stands among yours when it is made.
      </Text>
    </Stack>
  );
}
