import { Button, Group, Text } from "@mantine/core";
import { useId } from "react";
import { address } from "../../../api/client";
import { texts } from "../texts";

const FORMATS = ["md", "tex", "json"] as const;

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
  const label = useId();
  return (
    <Group gap="xs" role="group" aria-labelledby={label}>
      <Text size="sm" id={label}>
        {texts.downloads.label}
      </Text>
      {FORMATS.map((kind) => (
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
          {texts.downloads.formats[kind]}
        </Button>
      ))}
    </Group>
  );
}
