import { Button, Group } from "@mantine/core";
import { address, at } from "../../../api/client";
import { atVersion } from "../api";

const FORMATS = [
  ["md", "Markdown"],
  ["tex", "LaTeX"],
  ["json", "JSON"],
] as const;

/** The report as a file. */
export function Downloads({ study, round, codebook }: { study: string; round: number; codebook: string }) {
  return (
    <Group gap="xs" role="group" aria-label="Download the report">
      {FORMATS.map(([kind, label]) => (
        <Button
          key={kind}
          component="a"
          variant="default"
          size="compact-md"
          href={address(at`studies/${study}/rounds/${round}/agreement/report/${kind}/`) + atVersion(codebook)}
          download
        >
          {label}
        </Button>
      ))}
    </Group>
  );
}
