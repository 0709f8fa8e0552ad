import { Button, Group, Paper, Select, Stack, Tabs, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useNavigate } from "react-router";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { type LiveSource, liveSourcesQuery, useLiveImport } from "./api";
import { type Days, daysOf, ECOSYSTEMS } from "./liveSources";

/** Imports straight from GitHub and OSV.dev, where this server may ask them. */
export function LiveSources() {
  return (
    <Loaded query={useQuery(liveSourcesQuery)}>
      {(sources) => {
        const [github, osv] = (["github", "osv"] as const).map((name) =>
          sources.find(({ source, address }) => source === name && address),
        );
        if (!github && !osv) {
          return (
            <Text c="dimmed">
              This server asks no source over the network; its administrator has switched them off.
            </Text>
          );
        }
        return (
          <Paper withBorder p="md">
            <Tabs defaultValue={github ? "github" : "osv"}>
              <Tabs.List mb="md">
                {github && <Tabs.Tab value="github">GitHub advisories</Tabs.Tab>}
                {osv && <Tabs.Tab value="osv">OSV.dev</Tabs.Tab>}
              </Tabs.List>
              {github && (
                <Tabs.Panel value="github">
                  <GitHub source={github} />
                </Tabs.Panel>
              )}
              {osv && (
                <Tabs.Panel value="osv">
                  <Osv source={osv} />
                </Tabs.Panel>
              )}
            </Tabs>
          </Paper>
        );
      }}
    </Loaded>
  );
}

const ANY = { value: "", label: "Any" };
const named = (values: readonly string[]) => [ANY, ...values.map((value) => ({ value, label: value }))];

function GitHub({ source }: { source: LiveSource }) {
  const go = useNavigate();
  const start = useLiveImport();
  const [type, setType] = useState("reviewed");
  const [ecosystem, setEcosystem] = useState("");
  const [severity, setSeverity] = useState("");
  const [affects, setAffects] = useState("");
  const [days, setDays] = useState<Days>({ from: "", to: "" });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const github = { type, ecosystem, severity, affects, published: daysOf(days) };
    const asked = Object.fromEntries(Object.entries(github).filter(([, value]) => value));
    start.mutate({ source: "github", github: asked }, { onSuccess: ({ id }) => void go(`/imports/${id}`) });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Group align="flex-end">
          <Select
            label="Kind"
            data={[
              { value: "reviewed", label: "Reviewed by GitHub" },
              { value: "unreviewed", label: "Not reviewed" },
              { value: "malware", label: "Malware" },
            ]}
            value={type}
            allowDeselect={false}
            onChange={(value) => setType(value ?? "reviewed")}
          />
          <Select
            label="Ecosystem"
            data={named(ECOSYSTEMS.github)}
            value={ecosystem}
            allowDeselect={false}
            onChange={(value) => setEcosystem(value ?? "")}
          />
          <Select
            label="Severity"
            data={named(["critical", "high", "medium", "low"])}
            value={severity}
            allowDeselect={false}
            onChange={(value) => setSeverity(value ?? "")}
          />
        </Group>
        <Group align="flex-end">
          <TextInput
            label="Published from"
            type="date"
            value={days.from}
            onChange={(event) => setDays({ ...days, from: event.currentTarget.value })}
          />
          <TextInput
            label="to"
            type="date"
            value={days.to}
            onChange={(event) => setDays({ ...days, to: event.currentTarget.value })}
          />
          <TextInput
            label="Packages"
            placeholder="mlflow, ray"
            value={affects}
            onChange={(event) => setAffects(event.currentTarget.value)}
          />
        </Group>
        <MutationError of={start} />
        <Group>
          <Button type="submit" loading={start.isPending}>
            Import from GitHub
          </Button>
          <Text size="sm" c="dimmed">
            {source.address}
            {source.token ? ", with a token" : ", without a token: 60 pages an hour, then it waits"}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}

function Osv({ source }: { source: LiveSource }) {
  const go = useNavigate();
  const start = useLiveImport();
  const [ecosystem, setEcosystem] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate({ source: "osv", osv: { ecosystem } }, { onSuccess: ({ id }) => void go(`/imports/${id}`) });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label="Ecosystem"
          description="As OSV.dev spells it."
          list="osv-ecosystems"
          required
          withAsterisk={false}
          maxLength={60}
          value={ecosystem}
          onChange={(event) => setEcosystem(event.currentTarget.value)}
          maw="20rem"
        />
        <datalist id="osv-ecosystems">
          {ECOSYSTEMS.osv.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <MutationError of={start} />
        <Group>
          <Button type="submit" loading={start.isPending} disabled={!ecosystem.trim()}>
            Import from OSV.dev
          </Button>
          <Text size="sm" c="dimmed">
            {source.address}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}
