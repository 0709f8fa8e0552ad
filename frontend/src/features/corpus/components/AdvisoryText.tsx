import { Stack, Text } from "@mantine/core";
import type { Advisory } from "../../../api/advisories";
import { DocumentText } from "../../../shared/text/DocumentText";
import { texts } from "../texts";
import { Facts, References } from "./Facts";
import { SourceConflicts } from "./SourceConflicts";
import { Withdrawn } from "./Withdrawn";

/** An advisory for reading: its text, its facts, and the differences between its sources. */
export function AdvisoryText({ advisory }: { advisory: Advisory }) {
  return (
    <Stack gap="lg">
      <Withdrawn advisory={advisory} />
      <DocumentText html={advisory.html} text={advisory.text} />
      <Facts advisory={advisory} />
      <SourceConflicts conflicts={advisory.conflicts} />
      <References urls={advisory.references} />
      <Text size="xs" c="dimmed">
        {texts.advisory.sources(advisory.sources.length)} {texts.advisory.texts(advisory.documents.length)}
      </Text>
    </Stack>
  );
}
