import { Button, Group, Loader, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Link } from "react-router";
import { isRunning } from "../../api/jobs";
import { ImportRemarks } from "../../shared/ui/ImportRemarks";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { Warning } from "../../shared/ui/Warning";
import { type StudyImport, studyImportQuery, useCancelImport } from "./api";
import { texts } from "./texts";

/** The progress of the import, and its result. */
export function ImportResult({ job, again = "/import-study" }: { job: number; again?: string }) {
  const query = useQuery(studyImportQuery(job));
  const cache = useQueryClient();
  const ended = query.data && !isRunning(query.data.job);
  useEffect(() => {
    // The lists of studies and jobs change. A lead may import, so the session changes too.
    if (ended) void cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "study-imports" });
  }, [ended, cache]);
  return <Loaded query={query}>{(data) => <ImportState {...data} again={again} />}</Loaded>;
}

function ImportState({ job, result, again }: StudyImport & { again: string }) {
  const cancel = useCancelImport(job.id);
  if (result) {
    const { study, units, raters, codes, codings, decided, remarks } = result;
    return (
      <Stack gap="md">
        <Text fw={600} role="status" style={{ overflowWrap: "anywhere" }}>
          {texts.result.done(units, codes, codings, raters, decided)}
        </Text>
        <Group>
          <Button component={Link} to={`/studies/${study}`}>
            {texts.result.open}
          </Button>
        </Group>
        <ImportRemarks title={texts.import.remarks} lines={remarks} />
      </Stack>
    );
  }
  if (job.state === "failed" || job.state === "cancelled") {
    return (
      <Warning title={texts.result[job.state]} urgent>
        {texts.result.reason(job.message)}
        <Group mt="sm">
          <Button component={Link} to={again} variant="default" size="xs">
            {texts.result.again}
          </Button>
        </Group>
      </Warning>
    );
  }
  return (
    <Stack gap="xs">
      <Group role="status" wrap="nowrap">
        <Loader size="sm" aria-hidden />
        <Text style={{ overflowWrap: "anywhere" }}>
          {job.state === "running" ? texts.result.running(job.message) : texts.result.queued}
        </Text>
      </Group>
      <Text size="sm" c="dimmed">
        {texts.result.note}
      </Text>
      <MutationError of={cancel} />
      <Group>
        <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {texts.result.cancel}
        </Button>
      </Group>
    </Stack>
  );
}
