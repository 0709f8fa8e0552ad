import { Button, Checkbox, Group, Paper, Select, Stack, Tabs, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useNavigate } from "react-router";
import { fieldErrors } from "../../api/client";
import { isShared, useCorpus } from "../../shared/corpus";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { type LiveSource, liveSourcesQuery, useLiveImport, useRepeatDaily } from "./api";
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

/** Starts an import and leads to its report; in a shared corpus, a box repeats it every day. */
function useStart() {
  const go = useNavigate();
  const corpus = useCorpus();
  const once = useLiveImport();
  const repeated = useRepeatDaily();
  const [every, setEvery] = useState(false);
  const run = (body: Parameters<typeof once.mutate>[0]) => {
    const opened = (id: number) => void go(`${corpus}/imports/${id}`);
    if (every) repeated.mutate(body, { onSuccess: (daily) => opened(daily.last_import) });
    else once.mutate(body, { onSuccess: ({ id }) => opened(id) });
  };
  const daily = isShared(corpus) && (
    <Checkbox
      label={texts.daily.repeat}
      description={texts.daily.repeatHelp}
      checked={every}
      onChange={(event) => setEvery(event.currentTarget.checked)}
    />
  );
  return { start: { run, mutation: every ? repeated : once }, daily };
}

const ANY = { value: "", label: texts.live.any };
const withAny = (values: readonly string[]) => [ANY, ...values.map((value) => ({ value, label: value }))];

const GITHUB_FIELDS = ["type", "ecosystem", "severity", "published", "affects"].map(
  (name) => `github.${name}`,
);

function GitHub({ source }: { source: LiveSource }) {
  const { start, daily } = useStart();
  const [type, setType] = useState("reviewed");
  const [ecosystem, setEcosystem] = useState("");
  const [severity, setSeverity] = useState("");
  const [affects, setAffects] = useState("");
  const [days, setDays] = useState<Days>({ from: "", to: "" });
  const errors = fieldErrors(start.mutation.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const github = { type, ecosystem, severity, affects, published: daysOf(days) };
    const query = Object.fromEntries(Object.entries(github).filter(([, value]) => value));
    start.run({ source: "github", github: query });
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
        {daily}
        <MutationError of={start.mutation} atFields={GITHUB_FIELDS} />
        <Group>
          <Button type="submit" loading={start.mutation.isPending}>
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
  const { start, daily } = useStart();
  const [ecosystem, setEcosystem] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.run({ source: "osv", osv: { ecosystem } });
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
          error={fieldErrors(start.mutation.error)["osv.ecosystem"]}
          maw="20rem"
        />
        <datalist id="osv-ecosystems">
          {ECOSYSTEMS.osv.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        {daily}
        <MutationError of={start.mutation} atFields={["osv.ecosystem"]} />
        <Group>
          <Button type="submit" loading={start.mutation.isPending} disabled={!ecosystem.trim()}>
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
