import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Study } from "../../../api/types";
import { Figure } from "../../../shared/figures/Figure";
import { stepPath } from "../../../shared/study";
import { CopyField } from "../../../shared/ui/CopyField";
import { Notice } from "../../../shared/ui/StudyNotice";
import { date } from "../../../shared/ui/TimeAgo";
import { figureAddress, type PublicRelease, type Release } from "../api";
import { AgreementTable } from "./AgreementTable";
import { ChangesSince } from "./ChangesSince";
import { Codebook } from "./Codebook";
import { ConsequenceTable } from "./ConsequenceTable";
import { Files } from "./Files";
import { Methods } from "./Methods";
import { Dependence } from "./RaterInfluence";
import classes from "./Results.module.css";
import { Severity, SeverityByConsequence } from "./Severity";

interface Props {
  /** The address of the release in the API. */
  home: string;
  /** As members see it; without a study it is the public page. */
  study: Study | null;
  release: PublicRelease & Partial<Pick<Release, "by">>;
}

/** The release as the results section of a paper. */
export function Results({ home, study, release }: Props) {
  const cited = citation(release);
  return (
    <>
      <Notice notice={release.notice} />
      <article className={classes.paper}>
        <div>
          <Text c="dimmed" size="sm">
            Release {release.number} · {date(release.created_at)}
            {release.by && ` · published by ${release.by}`} · round {release.round}
            {release.data_licence && ` · data under ${release.data_licence}`}
          </Text>
          {release.note && <Text mt="xs">{release.note}</Text>}
        </div>
        {release.changes && (
          <Section title={`What changed since release ${release.number - 1}`}>
            <ChangesSince changes={release.changes} />
          </Section>
        )}
        <Section title="How it was made">
          <Methods markdown={release.methods} />
        </Section>
        <Section title="Severity">
          <Severity home={home} release={release} />
        </Section>
        <Section title="Consequences">
          {release.table.length > 0 && (
            <Figure
              address={figureAddress(home, "consequences")}
              alt="Bar chart of the units by consequence. The table has the same numbers."
            />
          )}
          <ConsequenceTable study={study?.slug ?? null} release={release} />
        </Section>
        {release.table.length > 0 && (
          <Section title="Severity by consequence">
            <SeverityByConsequence home={home} release={release} />
          </Section>
        )}
        <Section title="Agreement">
          <AgreementTable release={release} />
          {study && (
            <Text size="sm" className="no-print">
              <Link to={stepPath(study, "agreement", release.round)} className={classes.link}>
                All coefficients, per code, with the confusion matrix
              </Link>
            </Text>
          )}
        </Section>
        <Section title="How far it rests on one person">
          {release.dependence.length ? (
            <Dependence raters={release.dependence} />
          ) : (
            <Overrides release={release} />
          )}
        </Section>
        {release.codebook.length > 0 && (
          <Section title="Codebook" long>
            <Codebook codes={release.codebook} />
          </Section>
        )}
        <Section title="Files" quiet>
          <Files home={home} release={release} />
        </Section>
        <Section title="How to cite">
          <div className="no-print">
            <CopyField label="Citation" value={cited} />
          </div>
          <Text className={classes.printOnly}>{cited}</Text>
        </Section>
      </article>
    </>
  );
}

interface SectionProps {
  title: string;
  /** Not on paper. */
  quiet?: boolean;
  /** May be broken over pages. */
  long?: boolean;
  children: ReactNode;
}

function Section({ title, quiet, long, children }: SectionProps) {
  return (
    <section className={quiet ? "no-print" : undefined} data-long={long || undefined}>
      <Title order={2} size="h3" mb="sm">
        {title}
      </Title>
      {children}
    </section>
  );
}

/** Of releases that were published before `dependence` was kept. */
function Overrides({ release }: { release: PublicRelease }) {
  if (!release.overrides.length) return <Text>Nobody's coding was decided otherwise.</Text>;
  return (
    <ul className={classes.list}>
      {release.overrides.map(([rater, otherwise, coded]) => (
        <li key={rater}>
          {otherwise} of the {coded} units that {rater} coded were decided otherwise than {rater} had coded
          them.
        </li>
      ))}
    </ul>
  );
}

export function citation(release: Props["release"]): string {
  const { title, number, created_at, by, manifest_sha256 } = release;
  const who = by || "The authors of the study"; // whom the page cannot name
  return `${who} (${created_at.slice(0, 4)}). ${title}, release ${number} [data set]. Manifest SHA-256 ${manifest_sha256}.`;
}
