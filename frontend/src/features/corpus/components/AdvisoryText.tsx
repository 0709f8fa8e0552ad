import { Stack, Text } from "@mantine/core";
import type { Advisory } from "../../../api/advisories";
import { DocumentText } from "../../../shared/text/DocumentText";
import { Facts, References } from "./Facts";
import { Disagreements } from "./SourceConflicts";
import { Withdrawn } from "./Withdrawn";

/** An advisory as it is read: its text, then the facts around it and what the sources disagree on. */
export function AdvisoryText({ advisory }: { advisory: Advisory }) {
  return (
    <Stack gap="lg">
      <Withdrawn advisory={advisory} />
      <DocumentText html={advisory.html} text={advisory.text} />
      <Facts advisory={advisory} />
      <Disagreements conflicts={advisory.conflicts} />
      <References urls={advisory.references} />
      <Text size="xs" c="dimmed">
        {sources(advisory)} {texts(advisory)}
      </Text>
    </Stack>
  );
}

function sources({ sources }: Advisory): string {
  return sources.length === 1 ? "One source." : `${sources.length} sources.`;
}

function texts({ documents }: Advisory): string {
  if (documents.length === 1) return "One text was stored.";
  return `${documents.length} texts were stored; raters keep the one they were given.`;
}
