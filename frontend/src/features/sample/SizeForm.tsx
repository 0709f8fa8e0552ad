import { Button, Group, Radio, Select, Stack, Table, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type CorpusFilter, facetsQuery } from "../../api/advisories";
import { fieldErrors } from "../../api/client";
import { corpusNamed } from "../../api/corpora";
import type { Study } from "../../api/studies";
import { formatted } from "../../shared/text/count";
import { MutationError } from "../../shared/ui/MutationError";
import { WideTable } from "../../shared/ui/WideTable";
import { type Plan, previewQuery, type SampleRequest, useDraw } from "./api";
import { numberOrNull, type RandomFields, SizeAndSeed } from "./SizeAndSeed";
import { texts } from "./texts";

const PREVIEW_DELAY = 300; // ms after the last change

interface Fields extends RandomFields {
  method: string;
  stratify: SampleRequest["stratify"];
  allocation: SampleRequest["allocation"];
}

/** The size of the sample and its strata, with a preview before it is drawn. */
export function SizeForm({ study, corpus, filter }: { study: Study; corpus: string; filter: CorpusFilter }) {
  const matching = useQuery(facetsQuery(corpusNamed(corpus, study.slug), filter)).data?.total;
  const draw = useDraw(study.slug);
  const form = useForm<Fields>({
    mode: "controlled",
    initialValues: { method: "all", size: "", seed: "", stratify: "", allocation: "proportional" },
  });
  const fields = form.values;
  const random = fields.method === "random";
  const request = useMemo(() => toRequest(fields, corpus, filter), [fields, corpus, filter]);
  const [previewed] = useDebouncedValue(request, PREVIEW_DELAY);
  const complete = !random || fields.size !== "";
  const preview = useQuery({ ...previewQuery(study.slug, previewed), enabled: complete && !!matching });
  const count = random ? request.size : (preview.data?.sampled ?? matching);
  const submit = form.onSubmit(() =>
    draw.mutate(request, { onError: (error) => form.setErrors(fieldErrors(error)) }),
  );
  return (
    <form onSubmit={submit}>
      <Stack>
        <Radio.Group label={texts.size.matching(matching)} {...form.getInputProps("method")}>
          <Stack gap={6} mt={6}>
            <Radio value="all" label={texts.size.all} />
            <Radio value="random" label={texts.size.random} />
          </Stack>
        </Radio.Group>
        {random && (
          <Group align="flex-start">
            <SizeAndSeed getInputProps={form.getInputProps} max={matching} />
            <Select
              label={texts.size.strata}
              data={optionsOf(texts.size.strataOptions)}
              allowDeselect={false}
              w="12rem"
              {...form.getInputProps("stratify")}
            />
            {fields.stratify && (
              <Select
                label={texts.size.allocation}
                data={optionsOf(texts.size.allocationOptions)}
                allowDeselect={false}
                w="15rem"
                {...form.getInputProps("allocation")}
              />
            )}
          </Group>
        )}
        {complete && preview.data && <Preview plan={preview.data} matching={matching} />}
        {complete && <MutationError of={preview} />}
        <MutationError of={draw} atFields={random ? Object.keys(fields) : []} />
        {draw.isSuccess && (
          <Text size="sm" role="status">
            {texts.size.drawn(draw.data.sampling_description)}
          </Text>
        )}
        <Group>
          <Button type="submit" loading={draw.isPending} disabled={!matching || !complete}>
            {texts.size.draw(count ?? undefined)}
          </Button>
          {matching === 0 && (
            <Text size="sm" c="dimmed">
              {texts.size.noMatch}
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}

function toRequest(
  { method, size, seed, stratify, allocation }: Fields,
  corpus: string,
  filter: CorpusFilter,
): SampleRequest {
  const random = method === "random";
  return {
    corpus,
    filter,
    size: random ? numberOrNull(size) : null,
    seed: random ? numberOrNull(seed) : null,
    stratify: random ? stratify : "",
    allocation,
  };
}

const optionsOf = (labels: Record<string, string>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

function Preview({ plan, matching }: { plan: Plan; matching: number | undefined }) {
  const { population } = plan;
  return (
    <>
      {matching !== undefined && population !== null && population !== matching && (
        <Text size="sm">{texts.size.screened(population, matching)}</Text>
      )}
      {plan.strata.length > 0 && <Strata plan={plan} />}
    </>
  );
}

/** The number of available and of drawn advisories per stratum. */
export function Strata({ plan }: { plan: Plan }) {
  return (
    <WideTable label={texts.strata.title} minWidth={280} maw={520} mah={320}>
      <Table withTableBorder stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{texts.strata.headings[plan.stratified_by] ?? plan.stratified_by}</Table.Th>
            <Table.Th ta="right">{texts.strata.available}</Table.Th>
            <Table.Th ta="right">{texts.strata.drawn}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {plan.strata.map(({ name, population, sampled }) => (
            <Table.Tr key={name}>
              <Table.Td>{name}</Table.Td>
              <Table.Td ta="right">{formatted(population)}</Table.Td>
              <Table.Td ta="right">{formatted(sampled)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}
