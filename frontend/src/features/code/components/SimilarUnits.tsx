import { Anchor, Button, Kbd, List, Text } from "@mantine/core";
import { Link } from "react-router";
import { MutationError } from "../../../shared/ui/MutationError";
import { type SimilarUnit, useSimilarUnits } from "../api";
import { useCoding } from "./CodingContext";

const NO_CODE: Record<string, string> = { cannot_tell: "could not tell", not_applicable: "not applicable" };

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
        Compare with similar units of mine
      </Button>
      <Text size="xs" c="dimmed" mt={4}>
        For your own consistency. That you looked is recorded; agreement is also reported without such units.
      </Text>
      <MutationError of={similar} />
    </div>
  );
}

function UnitLines({ units }: { units: readonly SimilarUnit[] }) {
  const { codes, navigation } = useCoding();
  return (
    <section aria-label="Similar units of mine" aria-live="polite">
      <Text size="sm" fw={600}>
        Similar units of mine
      </Text>
      {units.length === 0 && <Text size="sm">None of your submitted units reads like this one.</Text>}
      <List size="sm" spacing={4} listStyleType="none">
        {units.map((unit) => (
          <List.Item key={unit.number}>
            <Anchor component={Link} to={navigation.path(unit.number)} size="sm">
              {unit.number}. {unit.title}
            </Anchor>
            <Text size="sm" c="dimmed">
              {unit.codes.map((id) => codes.byId.get(id)?.label ?? "retired code").join(", ") ||
                NO_CODE[unit.no_code_reason] ||
                "no code"}
              {" · "}
              {Math.round(100 * unit.similarity)} % alike
            </Text>
          </List.Item>
        ))}
      </List>
    </section>
  );
}
