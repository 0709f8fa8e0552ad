import { Anchor, List } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Round, Study } from "../../../api/studies";
import { membersQuery, roundsQuery } from "../../../api/studies";
import { Warning } from "../../../shared/ui/Warning";
import { revealingReleasesQuery } from "../api";
import { notAccepted } from "../state/accepted";
import { texts } from "../texts";

type Props = { study: Study; round: Round; onChange: () => void };

/** What is missing before a round opens, each with a link to the place where it can be mended. */
export function PlanWarnings({ study, round, onChange }: Props) {
  const members = useQuery(membersQuery(study.slug)).data ?? [];
  const rounds = useQuery(roundsQuery(study.slug)).data;
  const change = (
    <Anchor component="button" type="button" size="sm" onClick={onChange}>
      {texts.round.change}
    </Anchor>
  );
  const link = (path: string, words: string) => (
    <Anchor component={Link} to={`/studies/${study.slug}/${path}`} size="sm">
      {words}
    </Anchor>
  );
  const waiting = notAccepted(round, members);
  const warnings: [string, ReactNode][] = [];
  if (waiting.length)
    warnings.push([texts.open.warnings.notAccepted(waiting), link("members", texts.open.links.members)]);
  const finalRater = members.find(({ name }) => name === round.final_rater);
  if (round.resolution_method !== "discussion" && (round.final_rater === null || finalRater?.retired))
    warnings.push([texts.open.warnings.nobodySettles, change]);
  if (round.threshold === null) warnings.push([texts.open.warnings.noThreshold, change]);
  if (rounds && !rounds.some(isPilot) && !isPilot(round))
    warnings.push([texts.open.warnings.noPilot, link("rounds", texts.open.links.rounds)]);
  const revealing = useQuery(revealingReleasesQuery(study.slug, round.number)).data ?? [];
  const withheld = revealing.filter((release) => !release.public).map(({ number }) => number);
  if (withheld.length)
    warnings.push([texts.open.warnings.withheld(withheld), link("releases", texts.open.links.releases)]);
  for (const { number, study: slug, title } of revealing.filter((release) => release.public)) {
    const address =
      slug === study.slug ? `/studies/${slug}/releases/${number}` : `/public/${slug}/releases/${number}`;
    warnings.push([
      texts.open.warnings.publicRelease(number, title),
      <Anchor key="link" component={Link} to={address} size="sm">
        {texts.open.links.release(number)}
      </Anchor>,
    ]);
  }
  if (!warnings.length) return null;
  return (
    <Warning title={texts.open.warnings.title}>
      <List size="sm">
        {warnings.map(([sentence, action]) => (
          <List.Item key={sentence}>
            {sentence} {action}
          </List.Item>
        ))}
      </List>
    </Warning>
  );
}

const isPilot = ({ purpose }: Pick<Round, "purpose">) => purpose !== "coding";
