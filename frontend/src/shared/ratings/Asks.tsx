import { Button, Group, Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { ReadingAsk, ReadingOptions } from "../../api/ratings";
import { Warning } from "../ui/Warning";
import { withOptions } from "./options";
import { texts } from "./texts";

interface Props {
  asks: readonly ReadingAsk[];
  options: ReadingOptions;
  allQuestions: boolean;
  onAnswer: (options: ReadingOptions) => void;
}

/** The questions about a reading as radio buttons, none chosen. */
export function Asks({ asks, options, allQuestions, onAnswer }: Props) {
  const [chosen, setChosen] = useState<Readonly<Record<number, string>>>({});
  const questions = asks.map((ask) => ({ ...ask, choices: choicesOf(ask, allQuestions) }));
  const toAnswer = questions.filter(({ choices }) => choices.length);
  const answer = () => {
    const answers = questions.flatMap(({ choices }, index) => choices[Number(chosen[index])] ?? []);
    onAnswer(withOptions(options, Object.fromEntries(answers.map(({ option, value }) => [option, value]))));
  };
  return (
    <Warning title={texts.asks.title} urgent>
      <Stack gap="md">
        {questions.map(({ option, sentence, choices }, index) =>
          choices.length ? (
            <Radio.Group
              key={sentence}
              label={sentence}
              value={chosen[index] ?? ""}
              onChange={(value) => setChosen({ ...chosen, [index]: value })}
            >
              <Stack gap="xs" mt="xs">
                {choices.map((choice, position) => (
                  <Radio
                    key={`${choice.option} ${choice.value}`}
                    value={String(position)}
                    label={
                      choice.value === ALL && choice.option === "question"
                        ? texts.asks.all
                        : texts.asks.answer(
                            choice.option === option
                              ? ""
                              : (texts.asks.option[choice.option] ?? choice.option),
                            choice.value,
                          )
                    }
                    description={choice.says}
                  />
                ))}
              </Stack>
            </Radio.Group>
          ) : (
            <Text key={sentence} size="sm">
              {sentence} {option === MEMBER ? texts.asks.members : texts.asks.column}
            </Text>
          ),
        )}
        {toAnswer.length > 0 && (
          <Group>
            <Button disabled={Object.keys(chosen).length < toAnswer.length} onClick={answer}>
              {texts.asks.read}
            </Button>
          </Group>
        )}
      </Stack>
    </Warning>
  );
}

const ALL = "all";
/** No option of a reading: the person is added on the page of members. */
const MEMBER = "add_rater";

function choicesOf({ option, choices }: ReadingAsk, allQuestions: boolean) {
  const given = choices
    .map((choice) => ({ ...choice, option: choice.option ?? option }))
    .filter((choice) => choice.option !== MEMBER);
  return option === "question" && allQuestions ? [...given, { option, value: ALL, says: "" }] : given;
}
