import { Button, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import type { Code } from "../../../api/types";
import { Caution } from "../../../shared/ui/Warning";
import { type Answer, NO_ANSWER } from "../state/draft";
import type { SaveState } from "../state/draftSaver";
import { Chosen } from "./ChosenCodes";

interface Props {
  state: Extract<SaveState, { phase: "conflict" }>;
  codes: ReadonlyMap<number, Code>;
  onMine: () => void;
  onTheirs: () => void;
}

/** The same unit was written in two windows: both are shown, and the rater chooses. */
export function Conflict({ state, codes, onMine, onTheirs }: Props) {
  return (
    <Caution title="You wrote this unit in two places" urgent>
      <Text size="sm" mb="sm">
        Nothing is overwritten until you choose. The one you leave is gone afterwards.
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Side
          title="In this window"
          answer={state.mine}
          codes={codes}
          action="Keep this one"
          onClick={onMine}
        />
        <Side
          title="Saved from elsewhere"
          answer={state.theirs ?? NO_ANSWER}
          codes={codes}
          action="Keep the saved one"
          onClick={onTheirs}
        />
      </SimpleGrid>
    </Caution>
  );
}

interface SideProps {
  title: string;
  answer: Answer;
  codes: ReadonlyMap<number, Code>;
  action: string;
  onClick: () => void;
}

function Side({ title, answer, codes, action, onClick }: SideProps) {
  return (
    <Stack gap="xs" align="flex-start">
      <Title order={2} size="h6">
        {title}
      </Title>
      <Chosen answer={answer} codes={codes} onPoint={() => {}} />
      <Text size="sm">{answer.memo ? `Memo: ${answer.memo}` : "No memo"}</Text>
      <Text size="sm">{answer.certainty || "No certainty given"}</Text>
      <Button size="xs" variant="default" onClick={onClick}>
        {action}
      </Button>
    </Stack>
  );
}
