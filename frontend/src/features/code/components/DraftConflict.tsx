import { Button, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useLabel } from "../../../api/meta";
import { Warning } from "../../../shared/ui/Warning";
import { type CodingDraft, EMPTY_DRAFT } from "../state/draft";
import { texts } from "../texts";
import { ChosenCodes } from "./ChosenCodes";
import { useCoding } from "./CodingContext";

/** Both versions of a unit that was edited in two windows, for the rater to choose from. */
export function DraftConflict() {
  const { state, actions } = useCoding();
  const { mode, save } = state;
  if (mode !== "conflict" || save.phase !== "conflict") return null;
  return (
    <Warning title={texts.conflict.title} urgent>
      <Text size="sm" mb="sm">
        {texts.conflict.help}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Version
          title={texts.conflict.mine}
          draft={save.mine}
          action={texts.conflict.keepMine}
          onClick={actions.keepMine}
        />
        <Version
          title={texts.conflict.theirs}
          draft={save.theirs ?? EMPTY_DRAFT}
          action={texts.conflict.keepTheirs}
          onClick={actions.takeTheirs}
        />
      </SimpleGrid>
    </Warning>
  );
}

interface VersionProps {
  title: string;
  draft: CodingDraft;
  action: string;
  onClick: () => void;
}

function Version({ title, draft, action, onClick }: VersionProps) {
  const certainty = useLabel("certainty");
  return (
    <Stack gap="xs" align="flex-start">
      <Title order={2} size="h6">
        {title}
      </Title>
      <ChosenCodes draft={draft} inText={false} />
      <Text size="sm">{texts.conflict.memo(draft.memo)}</Text>
      <Text size="sm">
        {draft.certainty ? texts.submitted.certainty(certainty(draft.certainty)) : texts.conflict.noCertainty}
      </Text>
      <Button size="xs" variant="default" onClick={onClick}>
        {action}
      </Button>
    </Stack>
  );
}
