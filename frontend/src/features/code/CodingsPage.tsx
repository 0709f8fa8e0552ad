import { Button, Checkbox, FileButton, Group, List, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { address, post, type Schemas } from "../../api/client";
import { useWrittenFormats } from "../../shared/formats";
import { useNumber, useStudy } from "../../shared/study";
import { MutationError } from "../../shared/ui/MutationError";
import { Page } from "../../shared/ui/Page";
import { texts } from "./texts";

type Line = Schemas["ImportProblem"];

/** Download and import of the rater's own codings. */
export function CodingsPage() {
  const study = useStudy();
  const round = useNumber("round");
  const written = useWrittenFormats("a rater's own ratings");
  return (
    <Page
      title={texts.codings.title(round)}
      lead={texts.codings.lead}
      actions={
        <Button component={Link} to={`/studies/${study.slug}/rounds/${round}/code`} variant="default">
          {texts.codings.back}
        </Button>
      }
    >
      <Stack gap="xl">
        <section>
          <Title order={2} size="h4" mb="xs">
            {texts.codings.download}
          </Title>
          <Group>
            {written.map(({ name, label }) => (
              <Button
                key={name}
                component="a"
                variant="default"
                href={address("/studies/{study}/rounds/{number}/codings/own/{file_format}/", {
                  path: { study: study.slug, number: round, file_format: name },
                })}
                download
              >
                {label}
              </Button>
            ))}
          </Group>
          <Text size="sm" c="dimmed" mt="xs">
            {texts.codings.downloadHelp}
          </Text>
        </section>
        <ImportCodings study={study.slug} round={round} />
      </Stack>
    </Page>
  );
}

function ImportCodings({ study, round }: { study: string; round: number }) {
  const cache = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [confirmed, setConfirmed] = useState(false);
  const send = useMutation({
    mutationFn: ({ dryRun, upload }: { dryRun: boolean; upload: File }) =>
      post("/studies/{study}/rounds/{number}/codings/import/", {
        params: { path: { study, number: round }, query: { dry_run: dryRun } },
        body: { file: [upload] },
      }),
    onSuccess: (_, { dryRun }) => (dryRun ? null : cache.invalidateQueries({ queryKey: ["studies", study] })),
  });
  const result = send.data;
  const dryRun = send.variables?.dryRun ?? true;
  const choose = (upload: File | null) => {
    setFile(upload);
    setConfirmed(false);
    if (upload) send.mutate({ dryRun: true, upload });
  };
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {texts.codings.import}
      </Title>
      <Text size="sm">{texts.codings.importColumns}</Text>
      <List size="sm">
        <List.Item>{texts.codings.importRequired}</List.Item>
        <List.Item>{texts.codings.importOptional}</List.Item>
      </List>
      <Text size="sm">{texts.codings.importHelp}</Text>
      <Group mt="sm">
        <FileButton onChange={choose} accept=".csv,.tsv,.txt,.xlsx,.json">
          {(props) => (
            <Button {...props} variant="default" loading={send.isPending}>
              {texts.codings.choose}
            </Button>
          )}
        </FileButton>
        {file && <Text size="sm">{file.name}</Text>}
      </Group>
      <MutationError of={send} />
      {result && (
        <Stack gap="sm" mt="md" role="status">
          <Text fw={600}>
            {texts.codings[dryRun ? "preview" : "done"](
              result.created,
              result.unchanged,
              result.problems.length,
            )}
          </Text>
          {result.new_codes.length > 0 && <Text size="sm">{texts.codings.newCodes(result.new_codes)}</Text>}
          <Lines title={texts.codings.invalid} lines={result.problems} />
          <Lines title={texts.codings.remarks} lines={result.remarks} />
          {dryRun && result.created > 0 && file && (
            <>
              <Checkbox
                label={texts.codings.confirm}
                checked={confirmed}
                onChange={(event) => setConfirmed(event.currentTarget.checked)}
              />
              <Group>
                <Button
                  disabled={!confirmed}
                  loading={send.isPending}
                  onClick={() => send.mutate({ dryRun: false, upload: file })}
                >
                  {texts.codings.submit(result.created)}
                </Button>
              </Group>
            </>
          )}
        </Stack>
      )}
    </section>
  );
}

function Lines({ title, lines }: { title: string; lines: Line[] }) {
  if (!lines.length) return null;
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <List size="sm">
        {lines.map(({ source, reason }) => (
          <List.Item key={`${source} ${reason}`}>
            {source}: {reason}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
