import { Button, Kbd, Text } from "@mantine/core";
import type { SharedGroup } from "../state/pairs";
import { texts } from "../texts";
import { CodeCard, EditableCodeCard } from "./CodeCard";
import classes from "./Match.module.css";
import { useMatching } from "./MatchingContext";

interface Props {
  group: SharedGroup;
  raters: readonly string[];
  kind: "suggested" | "unpaired" | "matched" | "readOnly";
  /** Whether a key accepts this suggestion. */
  first?: boolean;
}

/** A shared code in the middle, and the private codes of its raters at the sides. */
export function GroupRow({ group, raters, kind, first = false }: Props) {
  return (
    <li className={classes.row} data-suggested={kind === "suggested" || undefined} aria-label={group.label}>
      <div className={classes.middle}>
        <Text fw={650} className={classes.label}>
          {group.label}
        </Text>
        {kind === "suggested" && <AcceptButton group={group} first={first} />}
        {kind === "matched" && <AddButton group={group} />}
      </div>
      {raters.map((rater, index) => {
        const codes = group.codes.filter((code) => code.rater === rater);
        return (
          <div
            key={rater}
            className={classes.cell}
            data-side={index === 0 ? "left" : "right"}
            data-line={(codes.length > 0 && group.label !== "") || undefined}
          >
            {codes.map((code) =>
              kind === "readOnly" ? (
                <CodeCard key={code.id} code={code} />
              ) : (
                <EditableCodeCard key={code.id} code={code} removable={kind === "matched"} />
              ),
            )}
            {codes.length === 0 && group.label && (
              <Text size="sm" c="dimmed" className={classes.noCode}>
                {texts.table.noCode(rater)}
              </Text>
            )}
          </div>
        );
      })}
    </li>
  );
}

function AcceptButton({ group, first }: { group: SharedGroup; first: boolean }) {
  const { accept } = useMatching();
  return (
    <Button size="compact-sm" variant="default" onClick={() => accept(group)}>
      {texts.table.accept}
      {first && (
        <Kbd size="xs" ml={6}>
          a
        </Kbd>
      )}
    </Button>
  );
}

function AddButton({ group }: { group: SharedGroup }) {
  const { selected, match } = useMatching();
  if (selected.every(({ id }) => group.codes.some((code) => code.id === id))) return null;
  return (
    <Button size="compact-sm" variant="default" onClick={() => match(group.label)}>
      {texts.table.addSelected}
    </Button>
  );
}
