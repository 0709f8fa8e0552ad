import { Anchor, Button, Kbd, List, Text } from "@mantine/core";
import type { RefObject } from "react";
import { Link } from "react-router";
import type { Code } from "../../../api/types";
import { MutationError } from "../../../shared/ui/MutationError";
import { useCompare } from "../api";

interface Props {
  study: string;
  round: number;
  unit: number;
  codes: ReadonlyMap<number, Code>;
  path: (unit: number) => string;
  buttonRef: RefObject<HTMLButtonElement | null>;
}

const REASONS: Record<string, string> = { cannot_tell: "could not tell", not_applicable: "not applicable" };

/** Similar units among one's own: offered after the submission, recorded when it is looked at. */
export function Compare({ study, round, unit, codes, path, buttonRef }: Props) {
  const compare = useCompare(study, round, unit);
  if (!compare.data) {
    return (
      <div>
        <Button
          ref={buttonRef}
          fullWidth
          justify="space-between"
          variant="default"
          loading={compare.isPending}
          onClick={() => compare.mutate()}
          rightSection={
            <Kbd size="xs" visibleFrom="xs">
              s
            </Kbd>
          }
        >
          Compare with similar units of mine
        </Button>
        <Text size="xs" c="dimmed" mt={4}>
          For your own consistency. That you looked is recorded; agreement is also reported without such
          units.
        </Text>
        <MutationError of={compare} />
      </div>
    );
  }
  return (
    <section aria-label="Similar units of mine" aria-live="polite">
      <Text size="sm" fw={600}>
        Similar units of mine
      </Text>
      {compare.data.length === 0 && <Text size="sm">None of your submitted units reads like this one.</Text>}
      <List size="sm" spacing={4} listStyleType="none">
        {compare.data.map((row) => (
          <List.Item key={row.number}>
            <Anchor component={Link} to={path(row.number)} size="sm">
              {row.number}. {row.title}
            </Anchor>
            <Text size="sm" c="dimmed">
              {row.codes.map((id) => codes.get(id)?.label ?? "retired code").join(", ") ||
                REASONS[row.uncoded] ||
                "no code"}
              {" · "}
              {Math.round(100 * row.similarity)} % alike
            </Text>
          </List.Item>
        ))}
      </List>
    </section>
  );
}
