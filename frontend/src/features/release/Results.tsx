import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Study } from "../../api/types";
import { stepPath } from "../../shared/study";
import { date } from "../../shared/ui/Ago";
import { CopyField } from "../../shared/ui/CopyField";
import { StudyNotice } from "../../shared/ui/StudyNotice";
import { AgreementTable } from "./AgreementTable";
import type { Release } from "./api";
import { ConsequenceTable } from "./ConsequenceTable";
import { Files } from "./Files";
import { Methods } from "./Methods";
import classes from "./Results.module.css";
import { Severity } from "./Severity";

/** The release as the results section of a paper. */
export function Results({ study, release }: { study: Study; release: Release }) {
  return (
    <>
      <StudyNotice />
      <article className={classes.paper}>
        <div>
          <Text c="dimmed" size="sm">
            Release {release.number} · {date(release.created_at)}
            {release.by && ` · published by ${release.by}`} · round {release.round}
          </Text>
          {release.note && <Text mt="xs">{release.note}</Text>}
        </div>
        <Section title="How it was made">
          <Methods markdown={release.methods} />
        </Section>
        <Section title="Severity">
          <Severity release={release} />
        </Section>
        <Section title="Consequences">
          <ConsequenceTable study={study.slug} release={release} />
        </Section>
        <Section title="Agreement">
          <AgreementTable release={release} />
          <Text size="sm" className="no-print">
            <Link to={stepPath(study, "agreement", release.round)} className={classes.link}>
              All coefficients, per code, with the confusion matrix
            </Link>
          </Text>
        </Section>
        <Section title="How far it rests on the final rater">
          <Overrides release={release} />
        </Section>
        <Section title="Files" quiet>
          <Files study={study.slug} release={release} />
        </Section>
        <Section title="How to cite">
          <div className="no-print">
            <CopyField label="Citation" value={citation(release)} />
          </div>
          <Text className={classes.printOnly}>{citation(release)}</Text>
        </Section>
      </article>
    </>
  );
}

function Section({ title, quiet, children }: { title: string; quiet?: boolean; children: ReactNode }) {
  return (
    <section className={quiet ? "no-print" : undefined}>
      <Title order={2} size="h3" mb="sm">
        {title}
      </Title>
      {children}
    </section>
  );
}

function Overrides({ release }: { release: Release }) {
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

export function citation({ title, number, created_at, by, manifest_sha256 }: Release): string {
  const who = by ? `${by} ` : "";
  return `${who}(${created_at.slice(0, 4)}). ${title}, release ${number} [data set]. Manifest SHA-256 ${manifest_sha256}.`;
}
