import { Button, Drawer, Group, Kbd, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type ReactNode, type RefObject, useRef, useState } from "react";
import { useNavigate } from "react-router";
import type { Round } from "../../../api/types";
import { useShortcuts } from "../../../shared/keyboard/useShortcuts";
import { useStudy } from "../../../shared/study";
import { readingKeys } from "../../../shared/text/readingKeys";
import { useFill } from "../../../shared/ui/useFillHeight";
import type { Queue } from "../api";
import { useOutbox } from "../hooks/useDraftSync";
import { usePlace } from "../hooks/useScrollPosition";
import type { SaveState } from "../state/draftSaver";
import type { Shelf } from "../state/localDrafts";
import classes from "./CodingScreen.module.css";
import { SaveSign } from "./SaveStatus";
import { UnitList } from "./UnitList";

interface Props {
  round: Round;
  queue: Queue;
  unit: number;
  path: (unit: number) => string;
  save: SaveState;
  shelf: Shelf;
  jumpRef: RefObject<HTMLInputElement | null>;
  go: (step: number) => void;
  chosen: number | null;
  codesShown: boolean;
  showCodes: (shown: boolean) => void;
  undo: (() => void) | null;
  text: ReactNode;
  sheet: ReactNode;
  children?: ReactNode;
}

const STYLES = { open: "open coding", shared: "shared codebook", closed: "fixed codebook" };

/** Three columns on a desk, two on a tablet; on a phone the text, with the codes and units a thumb away. */
export function SeatFrame(props: Props) {
  const { round, queue, unit, path, save, shelf, jumpRef, go, chosen, codesShown, showCodes, undo } = props;
  const study = useStudy();
  const navigate = useNavigate();
  const phone = useMediaQuery("(max-width: 47.99em)", undefined, { getInitialValueInEffect: false });
  const roomy = useMediaQuery("(min-width: 75em)", undefined, { getInitialValueInEffect: false });
  const frame = useRef<HTMLDivElement>(null);
  useFill(frame);
  const text = useRef<HTMLElement>(null);
  useShortcuts(readingKeys(text));
  usePlace(text, `intercoder:${study.slug}/${round.number}/${study.me}/place/${unit}`);
  const [unitsShown, showUnits] = useState(false);
  const elsewhere = useOutbox(study.slug, round.number, shelf, unit);
  const flagged = queue.units.filter((row) => row.flagged).length;
  const units = (
    <UnitList
      queue={queue}
      current={unit}
      path={path}
      files={`/studies/${study.slug}/rounds/${round.number}/codings`}
      jumpRef={jumpRef}
      onJump={(number) => {
        showUnits(false);
        void navigate(path(number));
      }}
    />
  );
  return (
    <div ref={frame} className={classes.seat} data-width={phone ? "phone" : roomy ? "roomy" : "tablet"}>
      <Group className={classes.head} justify="space-between" gap="xs">
        <Text size="sm">
          {phone ? `Unit ${unit}` : `Round ${round.number} · ${STYLES[round.style]}`} ·{" "}
          {round.sealed ? `sealed${phone ? "" : " until the round closes"}` : "seal lifted"}
        </Text>
        <Group gap="xs">
          <SaveSign state={save} elsewhere={elsewhere} />
          <Text size="sm" className={classes.count}>
            {queue.submitted} of {queue.total} submitted
            {flagged > 0 && ` · ${flagged} to discuss`}
          </Text>
          {!roomy && !phone && (
            <Button size="compact-sm" variant="default" onClick={() => showUnits(true)}>
              Unit {unit}
            </Button>
          )}
          {roomy && (
            <Text size="sm" c="dimmed">
              <Kbd size="xs">?</Kbd> all keys
            </Text>
          )}
          {undo && (
            <Button size="compact-sm" variant="default" onClick={undo} title="Undo your last change (u)">
              Undo
            </Button>
          )}
        </Group>
      </Group>
      {roomy && <div className={classes.units}>{units}</div>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, so keys must reach it */}
      <section ref={text} className={classes.text} tabIndex={0} aria-label="Text">
        {props.text}
      </section>
      {!phone && <div className={classes.sheet}>{props.sheet}</div>}
      {phone && (
        <Group className={classes.bottom} gap="xs" wrap="nowrap">
          <Button variant="default" px="xs" onClick={() => go(-1)} aria-label="Previous unit">
            ←
          </Button>
          <Button variant="default" px="xs" onClick={() => showUnits(true)}>
            {unit}
          </Button>
          <Button className={classes.wide} onClick={() => showCodes(true)}>
            {chosen === null ? "Your answer" : chosen > 0 ? `Codes (${chosen}) and submit` : "Choose a code"}
          </Button>
          <Button variant="default" px="xs" onClick={() => go(1)} aria-label="Next unit">
            →
          </Button>
        </Group>
      )}
      <Drawer
        opened={phone && codesShown}
        onClose={() => showCodes(false)}
        position="bottom"
        size="85%"
        title={`Unit ${unit}`}
      >
        <div className={classes.bottomSheet}>{props.sheet}</div>
      </Drawer>
      <Drawer opened={unitsShown} onClose={() => showUnits(false)} size="20rem" title="Units">
        <div className={classes.drawer}>{units}</div>
      </Drawer>
      {props.children}
    </div>
  );
}
