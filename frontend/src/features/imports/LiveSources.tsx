import { Button, Group, Paper, Select, Stack, Tabs, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useNavigate } from "react-router";
import { fieldErrors } from "../../api/client";
import { useCorpus } from "../../shared/corpus";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { type LiveSource, liveSourcesQuery, useLiveImport } from "./api";
import { type Days, daysOf, ECOSYSTEMS } from "./liveSources";
import { texts } from "./texts";

/** Imports from GitHub and OSV.dev, if this server uses them. */
export function LiveSources() {
  return (
    <Loaded query={useQuery(liveSourcesQuery(useCorpus()))}>
      {(sources) => {
        const [github, osv] = (["github", "osv"] as const).map((name) =>
          sources.find(({ source, address }) => source === name && address),
        );
        if (!github && !osv) {
          return <Text c="dimmed">{texts.live.none}</Text>;
        }
        return (
          <Paper withBorder p="md">
            <Tabs defaultValue={github ? "github" : "osv"}>
              <Tabs.List mb="md">
                {github && <Tabs.Tab value="github">{texts.live.github}</Tabs.Tab>}
                {osv && <Tabs.Tab value="osv">{texts.live.osv}</Tabs.Tab>}
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

const ANY = { value: "", label: texts.live.any };
const withAny = (values: readonly string[]) => [ANY, ...values.map((value) => ({ value, label: value }))];

const GITHUB_FIELDS = ["type", "ecosystem", "severity", "published", "affects"].map(
  (name) => `github.${name}`,
);

function GitHub({ source }: { source: LiveSource }) {
  const go = useNavigate();
  const corpus = useCorpus();
  const start = useLiveImport();
  const [type, setType] = useState("reviewed");
  const [ecosystem, setEcosystem] = useState("");
  const [severity, setSeverity] = useState("");
  const [affects, setAffects] = useState("");
  const [days, setDays] = useState<Days>({ from: "", to: "" });
  const errors = fieldErrors(start.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const github = { type, ecosystem, severity, affects, published: daysOf(days) };
    const query = Object.fromEntries(Object.entries(github).filter(([, value]) => value));
    start.mutate(
      { source: "github", github: query },
      { onSuccess: ({ id }) => void go(`${corpus}/imports/${id}`) },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Group align="flex-end">
          <Select
            label={texts.live.type}
            data={Object.entries(texts.live.types).map(([value, label]) => ({ value, label }))}
            value={type}
            allowDeselect={false}
            onChange={(value) => setType(value ?? "reviewed")}
            error={errors["github.type"]}
          />
          <Select
            label={texts.live.ecosystem}
            data={withAny(ECOSYSTEMS.github)}
            value={ecosystem}
            allowDeselect={false}
            onChange={(value) => setEcosystem(value ?? "")}
            error={errors["github.ecosystem"]}
          />
          <Select
            label={texts.live.severity}
            data={withAny(["critical", "high", "medium", "low"])}
            value={severity}
            allowDeselect={false}
            onChange={(value) => setSeverity(value ?? "")}
            error={errors["github.severity"]}
          />
        </Group>
        <Group align="flex-end">
          <TextInput
            label={texts.live.from}
            type="date"
            value={days.from}
            onChange={(event) => setDays({ ...days, from: event.currentTarget.value })}
            error={errors["github.published"]}
          />
          <TextInput
            label={texts.live.to}
            type="date"
            value={days.to}
            onChange={(event) => setDays({ ...days, to: event.currentTarget.value })}
          />
          <TextInput
            label={texts.live.packages}
            placeholder={texts.live.packagesExample}
            value={affects}
            onChange={(event) => setAffects(event.currentTarget.value)}
            error={errors["github.affects"]}
          />
        </Group>
        <MutationError of={start} atFields={GITHUB_FIELDS} />
        <Group>
          <Button type="submit" loading={start.isPending}>
            {texts.live.importGitHub}
          </Button>
          <Text size="sm" c="dimmed">
            {texts.live.token(source.address, source.token)}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}

function Osv({ source }: { source: LiveSource }) {
  const go = useNavigate();
  const corpus = useCorpus();
  const start = useLiveImport();
  const [ecosystem, setEcosystem] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate(
      { source: "osv", osv: { ecosystem } },
      { onSuccess: ({ id }) => void go(`${corpus}/imports/${id}`) },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={texts.live.ecosystem}
          description={texts.live.ecosystemHelp}
          list="osv-ecosystems"
          required
          withAsterisk={false}
          maxLength={60}
          value={ecosystem}
          onChange={(event) => setEcosystem(event.currentTarget.value)}
          error={fieldErrors(start.error)["osv.ecosystem"]}
          maw="20rem"
        />
        <datalist id="osv-ecosystems">
          {ECOSYSTEMS.osv.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <MutationError of={start} atFields={["osv.ecosystem"]} />
        <Group>
          <Button type="submit" loading={start.isPending} disabled={!ecosystem.trim()}>
            {texts.live.importOsv}
          </Button>
          <Text size="sm" c="dimmed">
            {source.address}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}
