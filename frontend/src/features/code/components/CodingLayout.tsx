import { Button, Drawer, Group, Kbd, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type ReactNode, useRef, useState } from "react";
import { useLabel } from "../../../api/meta";
import { useShortcuts } from "../../../shared/keyboard/useShortcuts";
import { readingKeys } from "../../../shared/text/readingKeys";
import { useFillHeight } from "../../../shared/ui/useFillHeight";
import { useScrollPosition } from "../hooks/useScrollPosition";
import { texts } from "../texts";
import { useCoding } from "./CodingContext";
import classes from "./CodingScreen.module.css";
import { SaveStatus } from "./SaveStatus";
import { UnitList } from "./UnitList";

type Width = "phone" | "tablet" | "wide";

function useWidth(): Width {
  const phone = useMediaQuery("(max-width: 47.99em)", undefined, { getInitialValueInEffect: false });
  const wide = useMediaQuery("(min-width: 75em)", undefined, { getInitialValueInEffect: false });
  return phone ? "phone" : wide ? "wide" : "tablet";
}

/** Units, text and panel: three columns on a wide screen, two on a tablet; on a phone the text with drawers. */
export function CodingLayout({ text, panel }: { text: ReactNode; panel: ReactNode }) {
  const { study, round, state, dispatch, navigation } = useCoding();
  const width = useWidth();
  const frame = useRef<HTMLDivElement>(null);
  useFillHeight(frame);
  const textArea = useRef<HTMLElement>(null);
  // In a study of projects the arrow keys move between the activities.
  useShortcuts(readingKeys(textArea, { arrows: study.kind !== "projects" }));
  useScrollPosition(textArea, `intercoder:${study.slug}/${round.number}/${study.me}/scroll/${state.unit}`);
  const [unitsShown, setUnitsShown] = useState(false);
  const units = (
    <UnitList
      onOpen={(unit) => {
        setUnitsShown(false);
        navigation.open(unit);
      }}
    />
  );
  return (
    <div ref={frame} className={classes.screen} data-width={width}>
      <Head width={width} showUnits={() => setUnitsShown(true)} />
      {width === "wide" && <div className={classes.units}>{units}</div>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard */}
      <section ref={textArea} className={classes.text} tabIndex={0} aria-label={texts.text.region}>
        {text}
      </section>
      {width === "phone" ? (
        <PhoneBar showUnits={() => setUnitsShown(true)} />
      ) : (
        <div className={classes.panel}>{panel}</div>
      )}
      <Drawer
        opened={width === "phone" && state.codesShown}
        onClose={() => dispatch({ type: "showCodes", shown: false })}
        position="bottom"
        size="85%"
        title={texts.head.unit(state.unit)}
      >
        <div className={classes.panelDrawer}>{panel}</div>
      </Drawer>
      <Drawer
        opened={unitsShown}
        onClose={() => setUnitsShown(false)}
        size="20rem"
        title={texts.unitList.region}
      >
        <div className={classes.unitsDrawer}>{units}</div>
      </Drawer>
    </div>
  );
}

function Head({ width, showUnits }: { width: Width; showUnits: () => void }) {
  const { study, round, worklist, state, dispatch, actions } = useCoding();
  const style = useLabel("round_style");
  const phone = width === "phone";
  const flagged = worklist.units.filter((unit) => unit.flagged).length;
  return (
    <Group className={classes.head} justify="space-between" gap="xs">
      <Text size="sm">
        {phone ? texts.head.unit(state.unit) : texts.head.round(round.number, style(round.style))} ·{" "}
        {!round.sealed ? texts.head.unsealed : phone ? texts.head.sealed : texts.head.sealedUntilClose}
      </Text>
      <Group gap="xs">
        <SaveStatus />
        <Text size="sm" className={classes.count}>
          {texts.head.submitted(worklist.submitted, worklist.total)}
          {flagged > 0 && texts.head.flagged(flagged)}
        </Text>
        {width === "tablet" && (
          <Button size="compact-sm" variant="default" onClick={showUnits}>
            {texts.head.unit(state.unit)}
          </Button>
        )}
        {width === "wide" && (
          <Text size="sm" c="dimmed">
            <Kbd size="xs">?</Kbd> {texts.head.shortcuts}
          </Text>
        )}
        {actions.editable && state.past.length > 0 && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => dispatch({ type: "undo" })}
            title={study.kind === "projects" ? texts.head.undoActivityHelp : texts.head.undoHelp}
          >
            {texts.head.undo}
          </Button>
        )}
      </Group>
    </Group>
  );
}

function PhoneBar({ showUnits }: { showUnits: () => void }) {
  const { state, dispatch, navigation, actions, activities, offersSuggestion } = useCoding();
  const count = activities.length > 0 ? state.draft.answered.length : state.draft.codes.length;
  return (
    <Group className={classes.phoneBar} gap="xs" wrap="nowrap">
      <Button variant="default" px="xs" onClick={() => navigation.goBy(-1)} aria-label={texts.phone.previous}>
        ←
      </Button>
      <Button variant="default" px="xs" onClick={showUnits}>
        {state.unit}
      </Button>
      <Button className={classes.grow} onClick={() => dispatch({ type: "showCodes", shown: true })}>
        {!actions.editable
          ? offersSuggestion
            ? texts.phone.suggestion
            : texts.phone.submitted
          : activities.length > 0
            ? texts.phone.activities(count, activities.length)
            : count > 0
              ? texts.phone.codes(count)
              : texts.phone.choose}
      </Button>
      <Button variant="default" px="xs" onClick={() => navigation.goBy(1)} aria-label={texts.phone.next}>
        →
      </Button>
    </Group>
  );
}
