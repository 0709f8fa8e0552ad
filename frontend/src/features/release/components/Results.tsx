import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Study } from "../../../api/studies";
import { Figure } from "../../../shared/figures/Figure";
import { stepPath } from "../../../shared/study";
import { CopyField } from "../../../shared/ui/CopyField";
import { Notice } from "../../../shared/ui/StudyNotice";
import { date } from "../../../shared/ui/TimeAgo";
import type { PublicRelease, Release } from "../api";
import type { Downloads } from "../state/downloads";
import { texts } from "../texts";
import { ActivityAgreement } from "./ActivityAgreement";
import { ActivityTable } from "./ActivityTable";
import { AgreementTable } from "./AgreementTable";
import { ChangesSince } from "./ChangesSince";
import { Codebook } from "./Codebook";
import { ConsequenceTable } from "./ConsequenceTable";
import { Files } from "./Files";
import { Methods } from "./Methods";
import { ProjectTable } from "./ProjectTable";
import { RaterInfluence } from "./RaterInfluence";
import classes from "./Results.module.css";
import { Severity, SeverityByConsequence } from "./Severity";

interface Props {
  downloads: Downloads;
  /** The study of the member who reads; null on the public page. */
  study: Study | null;
  release: PublicRelease & Partial<Pick<Release, "by">>;
}

/** What the figures in PDF and PNG do not show, and what to do; nothing if they show everything. */
function NotInFigures({
  release: { figures_missing: missing, scripts_not_shown: scripts },
}: Pick<Props, "release">) {
  if (missing.length === 0 && scripts.length === 0) return null;
  return (
    <Text size="sm" role="note">
      {missing.length > 0 && texts.figures.missing(missing)}{" "}
      {scripts.length > 0 && texts.figures.notShown(scripts)}
    </Text>
  );
}

/** The release as the results section of a paper. */
export function Results({ downloads, study, release }: Props) {
  const cited = citation(release);
  return (
    <>
      <Notice notice={release.notice} />
      <article className={classes.paper}>
        <div>
          <Text c="dimmed" size="sm">
            {texts.results.published(release.number, date(release.created_at))}
            {release.by && texts.results.by(release.by)}
            {texts.results.round(release.round)}
            {release.data_licence && texts.results.licence(release.data_licence)}
          </Text>
          {release.note && <Text mt="xs">{release.note}</Text>}
        </div>
        {release.changes && (
          <Section title={texts.results.changes(release.number - 1)}>
            <ChangesSince changes={release.changes} />
          </Section>
        )}
        {release.kind === "projects" ? (
          <OfProjects downloads={downloads} study={study} release={release} />
        ) : (
          <OfAdvisories downloads={downloads} study={study} release={release} />
        )}
        <Section title={texts.results.influence}>
          <RaterInfluence raters={release.rater_influence} />
        </Section>
        {release.codebook.length > 0 && (
          <Section title={texts.results.codebook} long>
            <Codebook codes={release.codebook} />
          </Section>
        )}
        <Section title={texts.results.files} quiet>
          <Files downloads={downloads} release={release} />
        </Section>
        <Section title={texts.results.cite}>
          <div className="no-print">
            <CopyField label={texts.results.citation} value={cited} />
          </div>
          <Text className={classes.printOnly}>{cited}</Text>
        </Section>
      </article>
    </>
  );
}

/** The figure, the table of projects, and the agreement by activity. */
function OfProjects({ downloads, study, release }: Props) {
  const slug = study?.slug ?? null;
  return (
    <>
      <Section title={texts.results.activities}>
        {release.activities.length > 0 && (
          <Figure address={downloads.figure("activities")} alt={texts.figures.activities} />
        )}
        <NotInFigures release={release} />
        <ActivityTable study={slug} release={release} />
      </Section>
      <Section title={texts.results.projects} long>
        <ProjectTable study={slug} release={release} />
      </Section>
      <Section title={texts.results.agreementByActivity}>
        <ActivityAgreement release={release} />
        <RatingOrigin release={release} />
      </Section>
      <Agreement study={study} release={release} />
      <Section title={texts.results.methods}>
        <Methods markdown={release.methods} />
      </Section>
    </>
  );
}

/** The severities, the consequences and the agreement. */
function OfAdvisories({ downloads, study, release }: Props) {
  return (
    <>
      <Section title={texts.results.methods}>
        <Methods markdown={release.methods} />
      </Section>
      <Section title={texts.results.severity}>
        <Severity downloads={downloads} release={release} />
      </Section>
      <Section title={texts.results.consequences}>
        {release.table.length > 0 && (
          <Figure address={downloads.figure("consequences")} alt={texts.figures.consequences} />
        )}
        <NotInFigures release={release} />
        <ConsequenceTable study={study?.slug ?? null} release={release} />
      </Section>
      {release.table.length > 0 && (
        <Section title={texts.results.severityByConsequence}>
          <SeverityByConsequence downloads={downloads} release={release} />
        </Section>
      )}
      <Agreement study={study} release={release} />
    </>
  );
}

function Agreement({ study, release }: Pick<Props, "study" | "release">) {
  return (
    <Section title={texts.results.agreement}>
      <AgreementTable release={release} />
      <RatingOrigin release={release} />
      {study && (
        <Text size="sm" className="no-print">
          <Link to={stepPath(study, "agreement", release.round)} className={classes.link}>
            {texts.results.allCoefficients}
          </Link>
        </Text>
      )}
    </Section>
  );
}

/** Where the ratings came from; for files, what follows from them. */
function RatingOrigin({ release }: Pick<Props, "release">) {
  if (!release.origin_sentence) return null;
  return (
    <>
      <Text size="sm" mt="xs">
        {release.origin_sentence}
      </Text>
      {release.rating_sources.length > 0 && (
        <details open>
          <summary>{texts.sources.follows}</summary>
          <ul>
            {release.rating_sources.map((source) => (
              <li key={source.source}>{texts.sources.file(source)}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

interface SectionProps {
  title: string;
  /** Hidden in print. */
  quiet?: boolean;
  /** May span several pages in print. */
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

export function citation(release: Props["release"]): string {
  const { title, number, created_at, by, manifest_sha256 } = release;
  const author = by || "The authors of the study"; // a public release names no member
  return `${author} (${created_at.slice(0, 4)}). ${title}, release ${number} [data set]. Manifest SHA-256 ${manifest_sha256}.`;
}
