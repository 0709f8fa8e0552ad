import { Button, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { corporaQuery } from "../../api/corpora";
import type { ReadingOptions } from "../../api/ratings";
import { FileZone } from "../../shared/ui/FileZone";
import { ImportRemarks } from "../../shared/ui/ImportRemarks";
import { MutationError } from "../../shared/ui/MutationError";
import { useStudyOfFiles, useTryStudy } from "./api";
import type { FilesOfStudy } from "./state/filesOfStudy";
import { texts } from "./texts";

const BESIDE = ["decisions", "codebook", "matching"] as const;
const words = texts.fromFiles;

type Props = {
  files: readonly File[];
  options: ReadingOptions;
  /** Every warning was opened. */
  opened: boolean;
  raters: readonly string[];
  onStarted: (job: number) => void;
};

/** What belongs to the ratings: advisories, who is who, style; then what would be made, and the button that makes it. */
export function FilesStudyForm({ files, options, opened, raters, onStarted }: Props) {
  const shared = useQuery(corporaQuery).data ?? [];
  const [beside, setBeside] = useState<FilesOfStudy["beside"]>({});
  const form = useForm({
    mode: "controlled",
    initialValues: { title: "", corpus: "", style: "shared", final_rater: "", own_rater: "" },
  });
  const tried = useTryStudy();
  const start = useStudyOfFiles(onStarted);
  const sent = { files, options, beside, values: form.values };
  const change = (changed: FilesOfStudy["beside"]) => {
    setBeside({ ...beside, ...changed });
    tried.reset();
  };
  const advisories = beside.advisories ?? [];
  const names = raters.map((name) => ({ value: name, label: name }));
  const ofProjects = files.every(({ name }) => /\.qdpx$/i.test(name));
  const complete = ofProjects || advisories.length > 0 || form.values.corpus !== "";
  return (
    <Stack gap="lg" component="section" aria-labelledby="study-of-files">
      <Title order={2} size="h4" id="study-of-files">
        {words.study}
      </Title>
      <FileZone
        label={words.advisories}
        what={words.advisoriesWhat}
        multiple
        busy={false}
        quiet
        onFiles={(more) => change({ advisories: [...advisories, ...more] })}
      >
        {ofProjects ? words.advisoriesOfProjects : words.advisoriesHelp}
      </FileZone>
      {advisories.length > 0 && (
        <Group>
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            {words.chosen(advisories.map(({ name }) => name))}
          </Text>
          <Button size="xs" variant="subtle" onClick={() => change({ advisories: [] })}>
            {words.removeAdvisories}
          </Button>
        </Group>
      )}
      <form
        onChange={() => tried.reset()}
        onSubmit={form.onSubmit(() => tried.mutate(sent, { onError: () => undefined }))}
      >
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="md">
            <NativeSelect
              label={words.corpus}
              data={[
                { value: "", label: words.noCorpus },
                ...shared.map(({ slug, name }) => ({ value: slug, label: name })),
              ]}
              {...form.getInputProps("corpus")}
            />
            <TextInput label={words.studyTitle} maxLength={200} {...form.getInputProps("title")} />
            <NativeSelect
              label={texts.preview.finalRater}
              description={texts.preview.finalRaterHelp}
              data={[{ value: "", label: texts.preview.myself }, ...names]}
              {...form.getInputProps("final_rater")}
            />
            <NativeSelect
              label={words.ownRater}
              description={words.ownRaterHelp}
              data={[{ value: "", label: words.nobody }, ...names]}
              {...form.getInputProps("own_rater")}
            />
            <NativeSelect
              label={words.style}
              description={words.styleHelp}
              data={[
                { value: "shared", label: words.shared },
                { value: "open", label: words.open },
              ]}
              {...form.getInputProps("style")}
            />
            {BESIDE.map((role) => (
              <TextInput
                key={role}
                type="file"
                label={words[role]}
                description={words[`${role}Help`]}
                onChange={({ currentTarget }) => change({ [role]: [...(currentTarget.files ?? [])] })}
              />
            ))}
          </SimpleGrid>
          <MutationError of={tried} />
          <Group>
            <Button
              type="submit"
              variant={tried.data ? "default" : "filled"}
              loading={tried.isPending}
              disabled={!complete || !opened}
            >
              {words.check}
            </Button>
            {!(complete && opened) && <Text size="sm">{opened ? words.incomplete : words.openWarnings}</Text>}
          </Group>
        </Stack>
      </form>
      {tried.data && (
        <Stack gap="sm" role="status">
          <Text fw={600}>{tried.data.result ? words.wouldBe(tried.data.result) : words.wouldBeTooLarge}</Text>
          <ImportRemarks title={texts.import.remarks} lines={tried.data.result?.remarks ?? []} />
          <Text size="sm">{words.account}</Text>
          <MutationError of={start} />
          <Group>
            <Button loading={start.isPending} onClick={() => start.mutate(sent)}>
              {texts.preview.create}
            </Button>
          </Group>
        </Stack>
      )}
    </Stack>
  );
}
