import { Anchor, Drawer, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Unit } from "../../api/studies";
import { unitQuery } from "../../api/studies";
import { DocumentText } from "../../shared/text/DocumentText";
import { Loaded } from "../../shared/ui/Loaded";

type Props = { study: string; unit: number | null; onClose: () => void };

/** One unit to read, beside the list. */
export function UnitDrawer({ study, unit, onClose }: Props) {
  return (
    <Drawer opened={unit !== null} onClose={onClose} position="right" size="xl" title={`Unit ${unit ?? ""}`}>
      {unit !== null && <Body study={study} unit={unit} />}
    </Drawer>
  );
}

function Body({ study, unit }: { study: string; unit: number }) {
  return <Loaded query={useQuery(unitQuery(study, unit))}>{(found) => <UnitText unit={found} />}</Loaded>;
}

function UnitText({ unit }: { unit: Unit }) {
  return (
    <Stack>
      <DocumentText html={unit.html} text={unit.text} />
      <Text size="sm" c="dimmed">
        {[unit.identifier, ...unit.aliases].join(", ")}
        {unit.project && ` · ${unit.project}`}
        {unit.published && ` · published ${unit.published}`}
      </Text>
      {unit.classifications && (
        <Text size="sm">
          Severity {unit.classifications.severity || "unknown"}
          {unit.classifications.cvss_score !== null && `, CVSS ${unit.classifications.cvss_score}`}
          {unit.classifications.cwes.length > 0 && `, ${unit.classifications.cwes.join(", ")}`}
        </Text>
      )}
      {unit.classifications?.values.map(({ name, value }) => (
        <Text key={name} size="sm" style={{ overflowWrap: "anywhere" }}>
          {name}: {value}
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
        SHA-256 of the text: {unit.sha256}
      </Text>
    </Stack>
  );
}
