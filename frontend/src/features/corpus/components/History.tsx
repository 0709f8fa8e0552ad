import { Anchor, Button, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Loaded } from "../../../shared/ui/Loaded";
import { dateTime } from "../../../shared/ui/TimeAgo";
import { type Revision, recordAddress, revisionsQuery, type Text as Stored, textsQuery } from "../api";
import { FACTS } from "../state/labels";
import { DifferenceText } from "./DifferenceText";
import classes from "./History.module.css";

/** How an advisory came to be as it is: its texts, newest first, and what each revision of a record changed. */
export function History({ advisory, hidden }: { advisory: string; hidden: boolean }) {
  return (
    <section>
      <Title order={2} size="h4" mb="sm">
        History
      </Title>
      <div className={classes.two}>
        <div>
          <Title order={3} size="h5" mb={4}>
            Texts
          </Title>
          <Loaded query={useQuery(textsQuery(advisory))}>
            {(texts) => <Texts advisory={advisory} texts={texts} />}
          </Loaded>
        </div>
        <div>
          <Title order={3} size="h5" mb={4}>
            Records
          </Title>
          <Loaded query={useQuery(revisionsQuery(advisory))}>
            {(revisions) => (
              <ul className={classes.list} aria-label="Revisions of records">
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

function Texts({ advisory, texts }: { advisory: string; texts: Stored[] }) {
  const [open, setOpen] = useState<number | null>(null);
  return (
    <>
      <ul className={classes.list} aria-label="Texts">
        {texts.map((text, place) => (
          <li key={text.id}>
            <Text size="sm">
              {text.current ? "The present text, stored " : "Stored "}
              {dateTime(text.created_at)}
            </Text>
            {place < texts.length - 1 && (
              <Button
                variant="default"
                size="xs"
                my={4}
                aria-expanded={open === text.id}
                onClick={() => setOpen(open === text.id ? null : text.id)}
              >
                What it changed
              </Button>
            )}
            {open === text.id && <DifferenceText advisory={advisory} text={text.id} />}
          </li>
        ))}
      </ul>
      <Text size="xs" c="dimmed">
        {texts.length > 1
          ? "Raters keep the text they were given."
          : "No import has changed the text. One that does makes a new text, and shows the difference here."}
      </Text>
    </>
  );
}

type RevisionProps = { advisory: string; revision: Revision; hidden: boolean };

function OneRevision({ advisory, revision, hidden }: RevisionProps) {
  const { identifier, format, current, changes, problem } = revision;
  return (
    <>
      <Text size="sm">
        {identifier} ({format}){current ? "" : ", replaced"}, imported {dateTime(revision.imported_at)}
        {!hidden && (
          <>
            {" · "}
            <Anchor href={recordAddress(advisory, revision.id)} download>
              Download
            </Anchor>
          </>
        )}
      </Text>
      {problem && <Text size="xs">{problem}</Text>}
      {changes?.length === 0 && (
        <Text size="xs" c="dimmed">
          {hidden ? "No change that you may see now." : "It changed no fact, only other parts of the record."}
        </Text>
      )}
      {changes && changes.length > 0 && (
        <dl className={classes.changes}>
          {changes.map(({ fact, before, after }) => (
            <div key={fact}>
              <dt>{FACTS[fact]}</dt>
              {fact === "text" ? (
                <dd>changed; see the texts</dd>
              ) : (
                <dd>
                  <del>{before || "nothing"}</del> → <ins>{after || "nothing"}</ins>
                </dd>
              )}
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
