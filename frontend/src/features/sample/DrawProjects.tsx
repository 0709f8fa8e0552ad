import { Anchor, Button, Group, MultiSelect, Paper, Radio, Select, Stack, Text, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Link } from "react-router";
import { fieldErrors } from "../../api/client";
import { corpusNamed, OWN, ownCorpus } from "../../api/corpora";
import { inspectedProjectsQuery } from "../../api/projects";
import { type Study, studiesQuery } from "../../api/studies";
import { CorpusSelect } from "../../shared/ui/CorpusSelect";
import { MutationError } from "../../shared/ui/MutationError";
import { previewQuery, type SampleRequest, useDraw } from "./api";
import { numberOrNull, type RandomFields, SizeAndSeed } from "./SizeAndSeed";
import { texts } from "./texts";

const PREVIEW_DELAY = 300; // ms after the last change

interface Fields extends RandomFields {
  corpus: string;
  source: "all" | "study" | "chosen";
  study: string | null;
  projects: string[];
  method: "all" | "random";
}

/** Draws projects: all that were inspected, those of another study, or chosen ones. */
export function DrawProjects({ study }: { study: Study }) {
  const draw = useDraw(study.slug);
  const form = useForm<Fields>({
    mode: "controlled",
    initialValues: {
      corpus: OWN,
      source: "all",
      study: null,
      projects: [],
      method: "all",
      size: "",
      seed: "",
    },
  });
  const fields = form.values;
  const studies = (useQuery(studiesQuery).data ?? []).filter(({ slug }) => slug !== study.slug);
  const inspected = inspectedProjectsQuery(corpusNamed(fields.corpus, study.slug));
  const projects = useQuery({ ...inspected, enabled: fields.source === "chosen" }).data ?? [];
  const request = useMemo(() => toRequest(fields), [fields]);
  const [previewed] = useDebouncedValue(request, PREVIEW_DELAY);
  const complete =
    (fields.source !== "study" || fields.study !== null) &&
    (fields.source !== "chosen" || fields.projects.length > 0) &&
    (fields.method !== "random" || fields.size !== "");
  const preview = useQuery({ ...previewQuery(study.slug, previewed), enabled: complete });
  const submit = form.onSubmit(() =>
    draw.mutate(request, { onError: (error) => form.setErrors(fieldErrors(error)) }),
  );
  return (
    <Paper withBorder p="lg">
      <Title order={2} size="h4" mb="xs">
        {texts.draw.title}
      </Title>
      <Text size="sm" c="dimmed" mb="md" maw="44rem">
        {texts.projects.help}{" "}
        <Anchor component={Link} to={`${ownCorpus(study.slug)}/inspections`} size="sm">
          {texts.projects.inspect}
        </Anchor>
      </Text>
      <form onSubmit={submit}>
        <Stack>
          <CorpusSelect
            label={texts.draw.corpus}
            value={fields.corpus}
            onChange={(corpus) => form.setValues({ corpus, projects: [] })}
          />
          <Radio.Group label={texts.projects.source} {...form.getInputProps("source")}>
            <Stack gap={6} mt={6}>
              <Radio value="all" label={texts.projects.all} />
              <Radio value="study" label={texts.projects.ofStudy} disabled={studies.length === 0} />
              <Radio value="chosen" label={texts.projects.chosen} />
            </Stack>
          </Radio.Group>
          {fields.source === "study" && (
            <Select
              label={texts.projects.study}
              description={texts.projects.studyHelp}
              placeholder={texts.projects.chooseStudy}
              data={studies.map(({ slug, title }) => ({ value: slug, label: title }))}
              searchable
              maw="28rem"
              {...form.getInputProps("study")}
            />
          )}
          {fields.source === "chosen" && (
            <MultiSelect
              label={texts.projects.projects}
              data={projects.map(({ slug, name }) => ({ value: slug, label: name }))}
              searchable
              clearable
              maw="28rem"
              {...form.getInputProps("projects")}
            />
          )}
          <Radio.Group label={texts.size.size} {...form.getInputProps("method")}>
            <Stack gap={6} mt={6}>
              <Radio value="all" label={texts.projects.wholeSample} />
              <Radio value="random" label={texts.size.random} />
            </Stack>
          </Radio.Group>
          {fields.method === "random" && (
            <Group align="flex-start">
              <SizeAndSeed getInputProps={form.getInputProps} />
            </Group>
          )}
          {complete && <MutationError of={preview} />}
          <MutationError of={draw} atFields={["size", "seed"]} />
          {draw.isSuccess && (
            <Text size="sm" role="status">
              {texts.size.drawn(draw.data.sampling_description)}
            </Text>
          )}
          <Group>
            <Button
              type="submit"
              loading={draw.isPending}
              disabled={!complete || preview.isError || !preview.data?.sampled}
            >
              {texts.projects.draw((complete && preview.data?.sampled) || undefined)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}

function toRequest({ corpus, source, study, projects, method, size, seed }: Fields): SampleRequest {
  const random = method === "random";
  return {
    corpus,
    size: random ? numberOrNull(size) : null,
    seed: random ? numberOrNull(seed) : null,
    stratify: "",
    allocation: "proportional",
    ...(source === "study" && study !== null ? { from_study: study } : {}),
    ...(source === "chosen" ? { keys: projects } : {}),
  };
}
