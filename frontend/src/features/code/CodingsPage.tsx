import { Button, Checkbox, FileButton, Group, List, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { address, post, type Schemas } from "../../api/client";
import { useNumber, useStudy } from "../../shared/study";
import { MutationError } from "../../shared/ui/MutationError";
import { Page } from "../../shared/ui/Page";

type Line = Schemas["EnteredProblem"];

const FORMATS = [
  ["csv", "CSV"],
  ["xlsx", "Excel"],
  ["json", "JSON"],
] as const;

/** One's own codings as files: out at any time, in while the round is open. */
export function CodingsPage() {
  const study = useStudy();
  const round = useNumber("round");
  return (
    <Page
      title={`Your codings in round ${round}`}
      lead="Take them with you at any time, or bring in what you coded in a spreadsheet or in Label Studio."
      actions={
        <Button component={Link} to={`/studies/${study.slug}/rounds/${round}/code`} variant="default">
          Back to coding
        </Button>
      }
    >
      <Stack gap="xl">
        <section>
          <Title order={2} size="h4" mb="xs">
            Download
          </Title>
          <Group>
            {FORMATS.map(([kind, label]) => (
              <Button
                key={kind}
                component="a"
                variant="default"
                href={address("/studies/{study}/rounds/{number}/codings/own/{file_format}/", {
                  path: { study: study.slug, number: round, file_format: kind },
                })}
                download
              >
                {label}
              </Button>
            ))}
          </Group>
          <Text size="sm" c="dimmed" mt="xs">
            Your submitted answers with codes, segments, memo, certainty and time on task. The CSV and Excel
            files can be entered again.
          </Text>
        </section>
        <Enter study={study.slug} round={round} />
      </Stack>
    </Page>
  );
}

function Enter({ study, round }: { study: string; round: number }) {
  const cache = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [sure, setSure] = useState(false);
  const send = useMutation({
    mutationFn: ({ tried, chosen }: { tried: boolean; chosen: File }) =>
      post("/studies/{study}/rounds/{number}/codings/import/", {
        params: { path: { study, number: round }, query: { dry_run: tried } },
        body: { file: chosen },
      }),
    onSuccess: (_, { tried }) => (tried ? null : cache.invalidateQueries({ queryKey: ["studies", study] })),
  });
  const done = send.data;
  const tried = send.variables?.tried ?? true;
  const choose = (chosen: File | null) => {
    setFile(chosen);
    setSure(false);
    if (chosen) send.mutate({ tried: true, chosen });
  };
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        Enter from a file
      </Title>
      <Text size="sm">
        CSV or Excel with the columns <b>unit</b> (number or identifier) and <b>codes</b> (or one with your
        name), and if you like <b>memo</b>, <b>certainty</b>, <b>uncoded</b>, <b>discuss</b>; or Label
        Studio's JSON export. Each line in order becomes a submission. First you see what would happen.
      </Text>
      <Group mt="sm">
        <FileButton onChange={choose} accept=".csv,.tsv,.txt,.xlsx,.json">
          {(props) => (
            <Button {...props} variant="default" loading={send.isPending}>
              Choose a file
            </Button>
          )}
        </FileButton>
        {file && <Text size="sm">{file.name}</Text>}
      </Group>
      <MutationError of={send} />
      {done && (
        <Stack gap="sm" mt="md" role="status">
          <Text fw={600}>
            {tried
              ? `${done.created} would be submitted, ${done.unchanged} are the same already, ${done.problems.length} cannot be used.`
              : `${done.created} submitted, ${done.unchanged} were the same already, ${done.problems.length} could not be used.`}
          </Text>
          {done.new_codes.length > 0 && (
            <Text size="sm">New codes: {done.new_codes.map((label) => `“${label}”`).join(", ")}.</Text>
          )}
          <Lines title="Not used" lines={done.problems} />
          <Lines title="Used, but" lines={done.remarks} />
          {tried && done.created > 0 && file && (
            <>
              <Checkbox
                label="A submission cannot be taken back; it can be changed with a reason while the round is open."
                checked={sure}
                onChange={(event) => setSure(event.currentTarget.checked)}
              />
              <Group>
                <Button
                  disabled={!sure}
                  loading={send.isPending}
                  onClick={() => send.mutate({ tried: false, chosen: file })}
                >
                  Submit {done.created} codings
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
