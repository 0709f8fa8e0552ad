import { Anchor, Button, Kbd, List, Text } from "@mantine/core";
import { Link } from "react-router";
import { MutationError } from "../../../shared/ui/MutationError";
import { type SimilarUnit, useSimilarUnits } from "../api";
import { useNoCodeLabel } from "../hooks/useNoCodeLabel";
import { texts } from "../texts";
import { useCoding } from "./CodingContext";

/** Units of the rater with a similar text: offered after the submission, and recorded when opened. */
export function SimilarUnits() {
  const { study, round, state, fields } = useCoding();
  const similar = useSimilarUnits(study.slug, round.number, state.unit);
  if (similar.data) return <UnitLines units={similar.data} />;
  return (
    <div>
      <Button
        ref={fields.similarUnits}
        fullWidth
        justify="space-between"
        variant="default"
        loading={similar.isPending}
        onClick={() => similar.mutate()}
        rightSection={
          <Kbd size="xs" visibleFrom="xs">
            s
          </Kbd>
        }
      >
        {texts.similar.compare}
      </Button>
      <Text size="xs" c="dimmed" mt={4}>
        {texts.similar.help}
      </Text>
      <MutationError of={similar} />
    </div>
  );
}

function UnitLines({ units }: { units: readonly SimilarUnit[] }) {
  const { codes, navigation } = useCoding();
  const noCode = useNoCodeLabel();
  return (
    <section aria-label={texts.similar.title} aria-live="polite">
      <Text size="sm" fw={600}>
        {texts.similar.title}
      </Text>
      {units.length === 0 && <Text size="sm">{texts.similar.none}</Text>}
      <List size="sm" spacing={4} listStyleType="none">
        {units.map((unit) => (
          <List.Item key={unit.number}>
            <Anchor component={Link} to={navigation.path(unit.number)} size="sm">
              {unit.number}. {unit.title}
            </Anchor>
            <Text size="sm" c="dimmed">
              {unit.codes.map((id) => codes.byId.get(id)?.label ?? texts.similar.retiredCode).join(", ") ||
                noCode(unit.no_code_reason)}
              {" · "}
              {texts.similar.similarity(Math.round(100 * unit.similarity))}
            </Text>
          </List.Item>
        ))}
      </List>
    </section>
  );
}
