import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { date, TimeAgo } from "../../../shared/ui/TimeAgo";
import type { Snapshot } from "../api";
import classes from "../Projects.module.css";
import { texts } from "../texts";

/** What was read: the commit, its date, the files, and the rules that looked at them. */
export function SnapshotFacts({ snapshot }: { snapshot: Snapshot }) {
  const { files, files_read, bytes_read, source, rules, ossfuzz, submodules } = snapshot;
  return (
    <dl className={classes.facts}>
      <Fact name={texts.project.commit}>
        <Commit snapshot={snapshot} />
      </Fact>
      <Fact name={texts.project.branch}>{snapshot.branch}</Fact>
      <Fact name={texts.project.read}>{texts.project.readFrom(source, files_read, files, bytes_read)}</Fact>
      <Fact name={texts.project.inspected}>
        <TimeAgo at={snapshot.inspected_at} /> {texts.project.rules(rules, ossfuzz)}
      </Fact>
      <Fact name={texts.project.submodules}>{submodules.join(", ")}</Fact>
    </dl>
  );
}

function Commit({ snapshot: { commit, committed_at, url } }: { snapshot: Snapshot }) {
  if (!commit) return texts.project.noCommit;
  return (
    <>
      <span className={classes.commit}>
        {url ? (
          <Anchor href={url} target="_blank" rel="noopener noreferrer" inherit>
            {commit}
          </Anchor>
        ) : (
          commit
        )}
      </span>
      {committed_at && `, ${date(committed_at)}`}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </>
  );
}
