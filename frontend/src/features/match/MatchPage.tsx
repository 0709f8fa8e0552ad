import { Button, Group, Text } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { Link } from "react-router";
import type { Round } from "../../api/studies";
import { roundQuery } from "../../api/studies";
import { stepPath, useNumber, useStudy } from "../../shared/study";
import { listed } from "../../shared/text/list";
import { Empty } from "../../shared/ui/Empty";
import { Page } from "../../shared/ui/Page";
import { SealedNotice } from "../../shared/ui/SealedNotice";
import { StudyNotice } from "../../shared/ui/StudyNotice";
import { Suspended } from "../../shared/ui/Suspended";
import { TimeAgo } from "../../shared/ui/TimeAgo";
import { TypedConfirm } from "../../shared/ui/TypedConfirm";
import { Warning } from "../../shared/ui/Warning";
import { type Matching, matchingQuery, useConfirm } from "./api";
import { AgreementStrip } from "./components/AgreementStrip";
import { GroupRow } from "./components/GroupRow";
import classes from "./components/Match.module.css";
import { MatchingProvider, useMatching } from "./components/MatchingContext";
import { MatchTable } from "./components/MatchTable";
import { codesOf, groupByLabel } from "./state/pairs";
import { texts } from "./texts";

export function MatchPage() {
  const number = useNumber("round");
  return (
    <Page title={texts.page.title(number)} lead={texts.page.lead}>
      <StudyNotice />
      <Suspended>
        <MatchingOfRound number={number} />
      </Suspended>
    </Page>
  );
}

/** The matching of a round to edit or to read, or why there is none. */
function MatchingOfRound({ number }: { number: number }) {
  const study = useStudy();
  const round = useSuspenseQuery(roundQuery(study.slug, number)).data;
  if (round.style !== "open") {
    return (
      <Empty
        title={texts.page.notNeededTitle}
        action={
          <Button component={Link} to={stepPath(study, "agreement", round.number)}>
            {texts.page.toAgreement}
          </Button>
        }
      >
        {texts.page.notNeeded(round.number)}
      </Empty>
    );
  }
  if (round.sealed) return <SealedNotice round={round} what={texts.page.sealed} />;
  return <UnsealedMatching round={round} />;
}

function UnsealedMatching({ round }: { round: Round }) {
  const study = useStudy();
  const data = useSuspenseQuery(matchingQuery(study.slug, round.number)).data;
  const [confirmedByOther, setConfirmedByOther] = useState(false);
  const onConfirmed = useCallback(() => setConfirmedByOther(true), []);
  const mayMatch = study.roles.some((role) => role === "lead" || role === "adjudicator");
  if (data.confirmed_at || !mayMatch)
    return <ReadOnlyMatching round={round} data={data} changeRefused={confirmedByOther} />;
  return (
    <MatchingProvider round={round} data={data} onConfirmed={onConfirmed}>
      <EditableMatching />
    </MatchingProvider>
  );
}

function EditableMatching() {
  const { study, round, data, codes, groups, state, saving } = useMatching();
  const confirm = useConfirm(study.slug, round.number);
  const [confirming, setConfirming] = useState(false);
  const unmatched = codes.length - state.pairs.length;
  const single = groups.filter((group) => group.codes.length === 1).length;
  if (codes.length === 0) return <Empty title={texts.page.emptyTitle}>{texts.page.empty}</Empty>;
  return (
    <>
      <MatchTable
        confirm={
          <Group gap="xs">
            <Button disabled={unmatched > 0 || saving} onClick={() => setConfirming(true)}>
              {texts.confirm.open}
            </Button>
            {unmatched > 0 && (
              <Text size="xs" c="dimmed">
                {texts.confirm.unmatched(unmatched)}
              </Text>
            )}
          </Group>
        }
      />
      <TypedConfirm
        opened={confirming}
        onClose={() => setConfirming(false)}
        title={texts.confirm.title}
        word={texts.confirm.word}
        action={texts.confirm.action}
        busy={confirm.isPending}
        error={confirm.error}
        onConfirm={() => confirm.mutate(undefined, { onSuccess: () => setConfirming(false) })}
      >
        <Text>
          {texts.confirm.effect(
            codes.length,
            listed(data.raters.map(({ name }) => name)),
            groups.length,
            single,
          )}
        </Text>
        <Text>{texts.confirm.final}</Text>
      </TypedConfirm>
    </>
  );
}

interface ReadOnlyProps {
  round: Round;
  data: Matching;
  /** Whether the last change was refused because another member confirmed the matching. */
  changeRefused: boolean;
}

/** The matching that is confirmed, or that the member may not change. */
function ReadOnlyMatching({ round, data, changeRefused }: ReadOnlyProps) {
  const study = useStudy();
  const raters = data.raters.map(({ name }) => name);
  const groups = groupByLabel(codesOf(data), data.pairs);
  return (
    <div
      className={classes.table}
      data-raters={raters.length}
      style={{ "--raters": raters.length } as object}
    >
      {changeRefused && data.confirmed_at && (
        <Warning title={texts.readOnly.refusedTitle}>{texts.readOnly.refused}</Warning>
      )}
      {data.confirmed_at ? (
        <Group mb="md">
          <Text>
            {texts.readOnly.confirmed}
            <TimeAgo at={data.confirmed_at} />
            {data.confirmed_by && texts.readOnly.by(data.confirmed_by)}.
          </Text>
          <Button
            component={Link}
            to={stepPath(study, "agreement", round.number)}
            size="compact-sm"
            variant="default"
          >
            {texts.page.toAgreement}
          </Button>
        </Group>
      ) : (
        <Warning title={texts.readOnly.openTitle}>{texts.readOnly.open}</Warning>
      )}
      <ul className={classes.rows}>
        {groups.map((group) => (
          <GroupRow key={group.label} group={group} raters={raters} kind="readOnly" />
        ))}
      </ul>
      <div className={classes.foot}>
        <AgreementStrip agreement={data.agreement} saving={false} />
      </div>
    </div>
  );
}
