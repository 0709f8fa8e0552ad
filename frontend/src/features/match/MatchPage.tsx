import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { Link } from "react-router";
import type { Round } from "../../api/studies";
import { roundQuery } from "../../api/studies";
import { stepPath, useNumber, useStudy } from "../../shared/study";
import { Empty } from "../../shared/ui/Empty";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { Sealed } from "../../shared/ui/SealedNotice";
import { StudyNotice } from "../../shared/ui/StudyNotice";
import { Ago } from "../../shared/ui/TimeAgo";
import { TypedConfirm } from "../../shared/ui/TypedConfirm";
import { Caution } from "../../shared/ui/Warning";
import { type Matching, matchingQuery, useConfirm } from "./api";
import { Strip } from "./components/AgreementStrip";
import { GroupRow } from "./components/GroupRow";
import classes from "./components/Match.module.css";
import { MatchTable } from "./components/MatchTable";
import { cardsOf, groupsOf } from "./state/pairs";
import { usePairs } from "./state/usePairs";

export function MatchPage() {
  const study = useStudy();
  const number = useNumber("round");
  const round = useQuery(roundQuery(study.slug, number));
  return (
    <Page
      title={`Match the codes of round ${number}`}
      lead="Which words of one rater mean the same as which of another? First ratings stay as they are; this lies on top."
    >
      <StudyNotice />
      <Loaded query={round}>{(data) => <Room round={data} />}</Loaded>
    </Page>
  );
}

function Room({ round }: { round: Round }) {
  const study = useStudy();
  const needed = round.style === "open" && !round.sealed;
  const [late, setLate] = useState(false);
  const onLate = useCallback(() => setLate(true), []);
  const matching = useQuery({ ...matchingQuery(study.slug, round.number), enabled: needed });
  if (round.style !== "open") {
    return (
      <Empty
        title="Nothing to match"
        action={
          <Button component={Link} to={stepPath(study, "agreement", round.number)}>
            To the agreement
          </Button>
        }
      >
        The raters of round {round.number} shared one codebook, so their codes mean the same already.
      </Empty>
    );
  }
  if (round.sealed) return <Sealed round={round} what="Matching" />;
  return (
    <Loaded query={matching}>
      {(data) => {
        const may = study.roles.some((role) => role === "lead" || role === "adjudicator");
        if (!data.confirmed_at && may) return <Open round={round} data={data} onLate={onLate} />;
        return <Standing round={round} data={data} late={late} />;
      }}
    </Loaded>
  );
}

function Open({ round, data, onLate }: { round: Round; data: Matching; onLate: () => void }) {
  const study = useStudy();
  const sheet = usePairs(study.slug, round.number, data, onLate);
  const confirm = useConfirm(study.slug, round.number);
  const [asking, setAsking] = useState(false);
  const cards = cardsOf(data);
  const left = cards.length - sheet.pairs.length;
  const groups = groupsOf(cards, sheet.pairs);
  const alone = groups.filter((group) => group.cards.length === 1).length;
  const hindrance = left > 0 ? `${left} ${left === 1 ? "code has" : "codes have"} no shared code yet` : "";
  if (cards.length === 0)
    return <Empty title="No code was used in this round">There is nothing to match.</Empty>;
  return (
    <>
      <MatchTable
        data={data}
        sheet={sheet}
        confirm={
          <Group gap="xs">
            <Button disabled={hindrance !== "" || sheet.saving} onClick={() => setAsking(true)}>
              Confirm the matching …
            </Button>
            {hindrance && (
              <Text size="xs" c="dimmed">
                {hindrance}
              </Text>
            )}
          </Group>
        }
      />
      <TypedConfirm
        opened={asking}
        onClose={() => setAsking(false)}
        title="Confirm the matching"
        word="confirm"
        action="Confirm the matching"
        busy={confirm.isPending}
        error={confirm.error}
        onConfirm={() => confirm.mutate(undefined, { onSuccess: () => setAsking(false) })}
      >
        <Text>
          {cards.length} codes of {data.raters.map(({ name }) => name).join(" and ")} become {groups.length}{" "}
          shared codes; {alone} of them {alone === 1 ? "rests" : "rest"} on one code alone. The shared codes
          enter the codebook, and every unit on which the raters still differ goes to adjudication.
        </Text>
        <Text>
          Nobody can change the matching afterwards. It is part of what is published, with who made it and
          why.
        </Text>
      </TypedConfirm>
    </>
  );
}

/** The matching to be read: confirmed, or not mine to change. */
function Standing({ round, data, late }: { round: Round; data: Matching; late: boolean }) {
  const study = useStudy();
  const raters = data.raters.map(({ name }) => name);
  const groups = groupsOf(cardsOf(data), data.pairs);
  return (
    <div
      className={classes.stage}
      data-raters={raters.length}
      style={{ "--raters": raters.length } as object}
    >
      {late && data.confirmed_at && (
        <Caution title="The matching was confirmed meanwhile">
          Your last change is not stored. Below is what was confirmed.
        </Caution>
      )}
      {data.confirmed_at ? (
        <Group mb="md">
          <Text>
            Confirmed <Ago at={data.confirmed_at} />
            {data.confirmed_by && ` by ${data.confirmed_by}`}.
          </Text>
          <Button
            component={Link}
            to={stepPath(study, "agreement", round.number)}
            size="compact-sm"
            variant="default"
          >
            To the agreement
          </Button>
        </Group>
      ) : (
        <Caution title="Not confirmed yet">
          The lead or the adjudicator matches the codes. You can look on.
        </Caution>
      )}
      <ul className={classes.rows}>
        {groups.map((group) => (
          <GroupRow key={group.label} group={group} raters={raters} chosen={[]} />
        ))}
      </ul>
      <div className={classes.foot}>
        <Strip agreement={data.agreement} saving={false} />
      </div>
    </div>
  );
}
