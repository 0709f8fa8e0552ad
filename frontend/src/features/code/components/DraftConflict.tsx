import { Button, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { Warning } from "../../../shared/ui/Warning";
import { type CodingDraft, EMPTY_DRAFT } from "../state/draft";
import { ChosenCodes } from "./ChosenCodes";
import { useCoding } from "./CodingContext";

/** Both versions of a unit that was edited in two windows, for the rater to choose from. */
export function DraftConflict() {
  const { state, actions } = useCoding();
  const { mode, save } = state;
  if (mode !== "conflict" || save.phase !== "conflict") return null;
  return (
    <Warning title="You wrote this unit in two places" urgent>
      <Text size="sm" mb="sm">
        Nothing is overwritten until you choose. The one you leave is gone afterwards.
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Version title="In this window" draft={save.mine} action="Keep this one" onClick={actions.keepMine} />
        <Version
          title="Saved from elsewhere"
          draft={save.theirs ?? EMPTY_DRAFT}
          action="Keep the saved one"
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
  return (
    <Stack gap="xs" align="flex-start">
      <Title order={2} size="h6">
        {title}
      </Title>
      <ChosenCodes draft={draft} inText={false} />
      <Text size="sm">{draft.memo ? `Memo: ${draft.memo}` : "No memo"}</Text>
      <Text size="sm">{draft.certainty || "No certainty given"}</Text>
      <Button size="xs" variant="default" onClick={onClick}>
        {action}
      </Button>
    </Stack>
  );
}
