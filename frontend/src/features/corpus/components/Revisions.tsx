import { Anchor, Button, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useCorpus } from "../../../shared/corpus";
import { Loaded } from "../../../shared/ui/Loaded";
import { dateTime } from "../../../shared/ui/TimeAgo";
import { type Revision, recordAddress, revisionsQuery, type Text as StoredText, textsQuery } from "../api";
import { texts } from "../texts";
import { DifferenceText } from "./DifferenceText";
import classes from "./Revisions.module.css";

/** The texts of an advisory and the revisions of its records, newest first. */
export function Revisions({ advisory, hidden }: { advisory: string; hidden: boolean }) {
  return (
    <section>
      <Title order={2} size="h4" mb="sm">
        {texts.revisions.title}
      </Title>
      <div className={classes.two}>
        <div>
          <Title order={3} size="h5" mb={4}>
            {texts.revisions.texts}
          </Title>
          <Loaded query={useQuery(textsQuery(useCorpus(), advisory))}>
            {(stored) => <Texts advisory={advisory} stored={stored} />}
          </Loaded>
        </div>
        <div>
          <Title order={3} size="h5" mb={4}>
            {texts.revisions.records}
          </Title>
          <Loaded query={useQuery(revisionsQuery(useCorpus(), advisory))}>
            {(revisions) => (
              <ul className={classes.list} aria-label={texts.revisions.list}>
                {revisions.map((revision) => (
                  <li key={revision.id}>
                    <OneRevision advisory={advisory} revision={revision} hidden={hidden} />
                  </li>
                ))}
              </ul>
            )}
          </Loaded>
        </div>
      </div>
    </section>
  );
}

function Texts({ advisory, stored }: { advisory: string; stored: StoredText[] }) {
  const [open, setOpen] = useState<number | null>(null);
  return (
    <>
      <ul className={classes.list} aria-label={texts.revisions.texts}>
        {stored.map((text, index) => (
          <li key={text.id}>
            <Text size="sm">
              {text.current
                ? texts.revisions.currentText(dateTime(text.created_at))
                : texts.revisions.earlierText(dateTime(text.created_at))}
            </Text>
            {index < stored.length - 1 && (
              <Button
                variant="default"
                size="xs"
                my={4}
                aria-expanded={open === text.id}
                onClick={() => setOpen(open === text.id ? null : text.id)}
              >
                {texts.revisions.showDifference}
              </Button>
            )}
            {open === text.id && <DifferenceText advisory={advisory} text={text.id} />}
          </li>
        ))}
      </ul>
      <Text size="xs" c="dimmed">
        {stored.length > 1 ? texts.revisions.rated : texts.revisions.unchanged}
      </Text>
    </>
  );
}

type RevisionProps = { advisory: string; revision: Revision; hidden: boolean };

function OneRevision({ advisory, revision, hidden }: RevisionProps) {
  const corpus = useCorpus();
  const { identifier, format, current, changes, problem } = revision;
  return (
    <>
      <Text size="sm">
        {identifier} ({format}){current ? "" : texts.revisions.replaced}
        {texts.revisions.imported(dateTime(revision.imported_at))}
        {!hidden && (
          <>
            {" · "}
            <Anchor href={recordAddress(corpus, advisory, revision.id)} download>
              {texts.revisions.download}
            </Anchor>
          </>
        )}
      </Text>
      {problem && <Text size="xs">{problem}</Text>}
      {changes?.length === 0 && (
        <Text size="xs" c="dimmed">
          {hidden ? texts.revisions.hiddenChanges : texts.revisions.noFactChanged}
        </Text>
      )}
      {changes && changes.length > 0 && (
        <dl className={classes.changes}>
          {changes.map(({ fact, before, after }) => (
            <div key={fact}>
              <dt>{texts.factNames[fact]}</dt>
              {fact === "text" ? (
                <dd>{texts.revisions.textChanged}</dd>
              ) : (
                <dd>
                  <del>{before || texts.revisions.empty}</del> → <ins>{after || texts.revisions.empty}</ins>
                </dd>
              )}
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
