import { Button, Kbd, Text } from "@mantine/core";
import { useEffect, useRef } from "react";
import { texts as shared } from "../../../shared/texts";
import { MutationError } from "../../../shared/ui/MutationError";
import { type SubmittedCoding, type SuggestedActivity, useShowSuggestion } from "../api";
import { answerOf, normalise } from "../state/draft";
import { texts } from "../texts";
import classes from "./ActivityPanel.module.css";
import { useCoding } from "./CodingContext";

/** What the rules suggest for the unit, once its rater asks after submitting. Their answer is final from then on. */
export function Suggestion({ coding }: { coding: SubmittedCoding }) {
  const { study, round, data, state, fields } = useCoding();
  const show = useShowSuggestion(study.slug, round.number, state.unit);
  if (round.suggestions !== "after") return null;
  if (show.data) return <SuggestedAnswers activities={show.data.activities} coding={coding} />;
  return (
    <div>
      <Button
        ref={fields.suggestion}
        fullWidth
        justify="space-between"
        variant="default"
        loading={show.isPending}
        onClick={() => show.mutate()}
        rightSection={
          <Kbd size="xs" visibleFrom="xs">
            h
          </Kbd>
        }
      >
        {texts.suggestion.show}
      </Button>
      <Text size="xs" c="dimmed" mt={4}>
        {data.suggestion_shown ? texts.suggestion.shown : texts.suggestion.final}
      </Text>
      <MutationError of={show} />
    </div>
  );
}

function SuggestedAnswers({
  activities,
  coding,
}: {
  activities: readonly SuggestedActivity[];
  coding: SubmittedCoding;
}) {
  const { codes, activities: rows } = useCoding();
  const draft = normalise({ ...coding, answered: [...rows] });
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    section.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <section ref={section} aria-label={texts.suggestion.title} aria-live="polite">
      <Text size="sm" fw={600}>
        {texts.suggestion.title}
      </Text>
      <table className={classes.suggestions}>
        <thead>
          <tr>
            <th scope="col">{texts.suggestion.activity}</th>
            <th scope="col">{texts.suggestion.yours}</th>
            <th scope="col">{texts.suggestion.rules}</th>
          </tr>
        </thead>
        <tbody>
          {activities.map(({ name, label, suggestion, reason }) => {
            const code = rows.find((id) => codes.byId.get(id)?.activity === name);
            const answer = code === undefined ? null : answerOf(draft, code);
            return (
              <tr key={name}>
                <th scope="row">{label}</th>
                <td>{answer ? shared.activities.answers[answer] : "–"}</td>
                <td className={classes.rules}>
                  <b>{shared.activities.suggested[suggestion]}</b>. {reason}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Text size="xs" c="dimmed" mt={4}>
        {texts.suggestion.nowFinal}
      </Text>
    </section>
  );
}
