import { Button, Group, NumberInput, Radio, Select, Stack, Table, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type CorpusFilter, facetsQuery } from "../../api/advisories";
import type { Study } from "../../api/studies";
import { MutationError } from "../../shared/ui/MutationError";
import { WideTable } from "../../shared/ui/WideTable";
import { type Asked, type Plan, previewQuery, useDraw } from "./api";

const PAUSE = 300; // ms after the last change, before a preview is counted

/** All that match, or a part at random, from strata if wished; with a preview before anything is drawn. */
export function SizeForm({ study, filter }: { study: Study; filter: CorpusFilter }) {
  const found = useQuery(facetsQuery(filter)).data?.total;
  const [how, setHow] = useState("all");
  const [size, setSize] = useState<number | string>("");
  const [seed, setSeed] = useState<number | string>("");
  const [stratify, setStratify] = useState<Asked["stratify"]>("");
  const [allocation, setAllocation] = useState<Asked["allocation"]>("proportional");
  const draw = useDraw(study.slug);
  const random = how === "random";
  const asked: Asked = {
    filter,
    size: random && size !== "" ? Number(size) : null,
    seed: random && seed !== "" ? Number(seed) : null,
    stratify: random ? stratify : "",
    allocation,
  };
  const [settled] = useDebouncedValue(asked, PAUSE);
  const ready = !random || size !== "";
  const preview = useQuery({ ...previewQuery(study.slug, settled), enabled: ready && !!found });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    draw.mutate(asked);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Radio.Group
          value={how}
          onChange={setHow}
          label={`${found?.toLocaleString("en") ?? "…"} advisories match`}
        >
          <Stack gap={6} mt={6}>
            <Radio value="all" label="Take all of them" />
            <Radio value="random" label="Take a random sample" />
          </Stack>
        </Radio.Group>
        {random && (
          <Group align="flex-start">
            <NumberInput
              label="Size"
              required
              withAsterisk={false}
              min={1}
              max={found}
              allowDecimal={false}
              value={size}
              onChange={setSize}
              w="9rem"
            />
            <NumberInput
              label="Seed"
              description="Empty: one is chosen and written down."
              inputWrapperOrder={["label", "input", "description"]}
              min={0}
              allowDecimal={false}
              value={seed}
              onChange={setSeed}
              w="14rem"
            />
            <Select
              label="Strata"
              data={[
                { value: "", label: "None" },
                { value: "project", label: "Project" },
                { value: "severity", label: "Severity" },
                { value: "year", label: "Year of publication" },
              ]}
              value={stratify}
              allowDeselect={false}
              onChange={(value) => setStratify((value ?? "") as Asked["stratify"])}
              w="12rem"
            />
            {stratify && (
              <Select
                label="From each stratum"
                data={[
                  { value: "proportional", label: "in proportion to its size" },
                  { value: "equal", label: "equally many" },
                ]}
                value={allocation}
                allowDeselect={false}
                onChange={(value) => setAllocation((value ?? "proportional") as Asked["allocation"])}
                w="15rem"
              />
            )}
          </Group>
        )}
        {ready && preview.data && <Preview plan={preview.data} found={found} />}
        {ready && <MutationError of={preview} />}
        <MutationError of={draw} />
        {draw.isSuccess && (
          <Text size="sm" role="status">
            Drawn: {draw.data.sampling_description}
          </Text>
        )}
        <Group>
          <Button type="submit" loading={draw.isPending} disabled={!found || !ready}>
            Draw {(random ? size : (preview.data?.sampled ?? found))?.toLocaleString("en") || "the"} units
          </Button>
          {found === 0 && (
            <Text size="sm" c="dimmed">
              No advisory matches. Take a word away, or import some.
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}

function Preview({ plan, found }: { plan: Plan; found: number | undefined }) {
  const screened = found !== undefined && plan.population !== null && plan.population !== found;
  return (
    <>
      {screened && (
        <Text size="sm">
          Screening leaves {plan.population?.toLocaleString("en")} of the {found.toLocaleString("en")} that
          match.
        </Text>
      )}
      {plan.strata.length > 0 && <Strata plan={plan} />}
    </>
  );
}

/** How many there are in each stratum, and how many are drawn. */
export function Strata({ plan }: { plan: Plan }) {
  return (
    <WideTable label="Strata" minWidth={280} maw={520} mah={320}>
      <Table withTableBorder stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>
              {plan.stratified_by === "year"
                ? "Year"
                : plan.stratified_by.replace(/^./, (c) => c.toUpperCase())}
            </Table.Th>
            <Table.Th ta="right">There are</Table.Th>
            <Table.Th ta="right">Drawn</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {plan.strata.map(({ name, population, sampled }) => (
            <Table.Tr key={name}>
              <Table.Td>{name}</Table.Td>
              <Table.Td ta="right">{population.toLocaleString("en")}</Table.Td>
              <Table.Td ta="right">{sampled.toLocaleString("en")}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}
