import { Button, Group } from "@mantine/core";
import { address } from "../../../api/client";

const FORMATS = [
  ["md", "Markdown"],
  ["tex", "LaTeX"],
  ["json", "JSON"],
] as const;

/** The report as a file. */
export function Downloads({
  study,
  round,
  codebook,
}: {
  study: string;
  round: number;
  codebook: number | undefined;
}) {
  return (
    <Group gap="xs" role="group" aria-label="Download the report">
      {FORMATS.map(([kind, label]) => (
        <Button
          key={kind}
          component="a"
          variant="default"
          size="compact-md"
          href={address("/studies/{study}/rounds/{number}/agreement/report/{file_format}/", {
            path: { study, number: round, file_format: kind },
            query: { codebook },
          })}
          download
        >
          {label}
        </Button>
      ))}
    </Group>
  );
}
