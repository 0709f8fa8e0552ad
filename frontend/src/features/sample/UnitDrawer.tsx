import { Anchor, Drawer, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { corpusNamed } from "../../api/corpora";
import type { SampledUnit } from "../../api/studies";
import { unitQuery } from "../../api/studies";
import { useStudy } from "../../shared/study";
import { DocumentText } from "../../shared/text/DocumentText";
import { Loaded } from "../../shared/ui/Loaded";
import { Warning } from "../../shared/ui/Warning";
import { DifferenceList } from "./SinceSample";
import { texts } from "./texts";

type Props = { study: string; unit: number | null; onClose: () => void };

/** The text and the facts of a unit, in a drawer next to the list. */
export function UnitDrawer({ study, unit, onClose }: Props) {
  return (
    <Drawer
      opened={unit !== null}
      onClose={onClose}
      position="right"
      size="xl"
      title={texts.unit.title(unit)}
    >
      {unit !== null && <LoadedUnit study={study} number={unit} />}
    </Drawer>
  );
}

function LoadedUnit({ study, number }: { study: string; number: number }) {
  return <Loaded query={useQuery(unitQuery(study, number))}>{(unit) => <UnitText unit={unit} />}</Loaded>;
}

function UnitText({ unit }: { unit: SampledUnit }) {
  const study = useStudy();
  const { classifications } = unit;
  return (
    <Stack>
      {unit.since_sample && unit.since_sample.length > 0 && (
        <Warning title={texts.since.title}>
          <DifferenceList differences={unit.since_sample} />
        </Warning>
      )}
      <DocumentText html={unit.html} text={unit.text} />
      <Text size="sm" c="dimmed">
        {texts.unit.facts([unit.identifier, ...unit.aliases], unit.project, unit.published)}
      </Text>
      {unit.corpus && unit.identifier && (
        <Anchor
          component={Link}
          to={`${corpusNamed(unit.corpus, study.slug)}/${study.kind}/${encodeURIComponent(unit.identifier)}`}
          size="sm"
        >
          {study.kind === "projects" ? texts.projects.evidence : texts.unit.advisory}
        </Anchor>
      )}
      {classifications && (
        <Text size="sm">
          {texts.unit.classifications(
            classifications.severity,
            classifications.cvss_score,
            classifications.cwes,
          )}
        </Text>
      )}
      {classifications?.values.map(({ name, value }) => (
        <Text key={name} size="sm" style={{ overflowWrap: "anywhere" }}>
          {texts.unit.value(name, value)}
        </Text>
      ))}
      <Stack gap={2}>
        {unit.references.map((url) => (
          <Anchor key={url} href={url} target="_blank" rel="noreferrer noopener" size="sm">
            {url}
          </Anchor>
        ))}
      </Stack>
      <Text size="xs" c="dimmed">
        {texts.unit.sha256(unit.sha256)}
      </Text>
    </Stack>
  );
}
