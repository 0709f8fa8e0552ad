import { Button, NumberInput, Stack, Table, Text, TextInput } from "@mantine/core";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useStudy } from "../../shared/study";
import { formatted } from "../../shared/text/count";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { Suspended } from "../../shared/ui/Suspended";
import { type Assumed, type SampleSize, sampleSizeQuery } from "./api";
import { texts } from "./texts";

const words = texts.planning;

/** How many units two raters need, from assumed values or those of a pilot. */
export function SampleSizePage() {
  return (
    <Page title={words.title} lead={words.lead}>
      <Suspended>
        <Planning />
      </Suspended>
    </Page>
  );
}

type Field = number | string;

function Planning() {
  const study = useStudy();
  const { pilot } = useSuspenseQuery(sampleSizeQuery(study.slug, {})).data;
  const [kappa, setKappa] = useState<Field>(rounded(pilot?.kappa ?? null));
  const [margins, setMargins] = useState(pilot?.margins.join("; ") ?? "");
  const [width, setWidth] = useState<Field>(0.1);
  const [threshold, setThreshold] = useState<Field>("");
  const [power, setPower] = useState<Field>(0.8);
  const [assumed, setAssumed] = useState<Assumed | null>(null);
  const compute = (event: FormEvent) => {
    event.preventDefault();
    setAssumed({
      kappa: given(kappa),
      margins: margins.trim() || undefined,
      half_width: given(width),
      threshold: given(threshold),
      power: given(threshold) === undefined ? undefined : given(power),
    });
  };
  return (
    <Stack gap="lg" maw="44rem">
      <Text size="sm">{pilot ? words.pilot(pilot.round) : words.noPilot}</Text>
      <form onSubmit={compute} noValidate>
        <Stack gap="sm">
          <NumberInput
            label={words.kappa}
            value={kappa}
            onChange={setKappa}
            step={0.05}
            required
            maw="16rem"
          />
          <TextInput
            label={words.margins}
            description={words.marginsHelp(pilot?.codes.join(", ") ?? "")}
            value={margins}
            onChange={(event) => setMargins(event.currentTarget.value)}
            required
          />
          <NumberInput label={words.width} value={width} onChange={setWidth} step={0.05} maw="16rem" />
          <NumberInput
            label={words.threshold}
            description={words.optional}
            value={threshold}
            onChange={setThreshold}
            step={0.05}
            maw="16rem"
          />
          {threshold !== "" && (
            <NumberInput label={words.power} value={power} onChange={setPower} step={0.05} maw="16rem" />
          )}
          <Button
            type="submit"
            style={{ alignSelf: "flex-start" }}
            disabled={kappa === "" || !margins.trim()}
          >
            {words.compute}
          </Button>
        </Stack>
      </form>
      {assumed && <Result study={study.slug} assumed={assumed} />}
    </Stack>
  );
}

function Result({ study, assumed }: { study: string; assumed: Assumed }) {
  const query = useQuery({ ...sampleSizeQuery(study, assumed), retry: false });
  return (
    <Loaded query={query}>{({ needed }) => needed && <Needed needed={needed} assumed={assumed} />}</Loaded>
  );
}

function Needed({ needed, assumed }: { needed: NonNullable<SampleSize["needed"]>; assumed: Assumed }) {
  const rows: [string, number | null][] = [
    [words.forWidth(String(assumed.half_width)), needed.units_for_width],
    [words.forPower(String(assumed.threshold), String(assumed.power ?? 0.8)), needed.units_for_power],
    [words.forMinority, needed.units_for_minority],
    [words.forCodes, Math.max(...needed.units_for_codes)],
  ];
  return (
    <div>
      <Text role="status" fw={600} mb="xs">
        {words.result(formatted(needed.units))}
      </Text>
      <Table aria-label={words.table} verticalSpacing={5}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{words.purpose}</Table.Th>
            <Table.Th scope="col" ta="right">
              {words.units}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(
            ([purpose, units]) =>
              units !== null && (
                <Table.Tr key={purpose}>
                  <Table.Th scope="row" fw={400}>
                    {purpose}
                  </Table.Th>
                  <Table.Td ta="right">{formatted(units)}</Table.Td>
                </Table.Tr>
              ),
          )}
        </Table.Tbody>
      </Table>
      <Text size="sm" c="dimmed" mt="xs">
        {words.assumed}
      </Text>
    </div>
  );
}

const given = (value: Field) => (value === "" ? undefined : Number(value));
const rounded = (value: number | null): Field => (value === null ? "" : Math.round(value * 100) / 100);
