import { Button, Checkbox, List, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Study } from "../../../api/types";
import { TypedConfirm } from "../../../shared/ui/TypedConfirm";
import { underWayQuery, usePublish } from "../api";

type Props = {
  study: Study;
  next: number;
  /** The job that makes the release. */
  onBegun: (job: number) => void;
};

/** Freezing a release, which cannot be undone. */
export function Publish({ study, next, onBegun }: Props) {
  const [opened, dialog] = useDisclosure(false);
  const [note, setNote] = useState("");
  const [pseudonyms, setPseudonyms] = useState(true); // what leaves the team names nobody unless it is asked for
  const publish = usePublish(study.slug);
  const underWay = Boolean(useQuery(underWayQuery(study.slug)).data?.length);
  const confirm = () =>
    publish.mutate(
      { note, pseudonyms },
      {
        onSuccess: ({ id }) => {
          dialog.close();
          onBegun(id);
        },
      },
    );
  return (
    <>
      <Button variant={next > 1 ? "default" : "filled"} disabled={underWay} onClick={dialog.open}>
        Publish release {next}
      </Button>
      <TypedConfirm
        opened={opened}
        onClose={dialog.close}
        title={`Publish release ${next}`}
        word="publish"
        action="Publish"
        busy={publish.isPending}
        error={publish.error}
        onConfirm={confirm}
      >
        <List size="sm" spacing={6}>
          <List.Item>
            The last settled round is derived once, and its files are frozen with their SHA-256.
          </List.Item>
          <List.Item>
            A release cannot be changed or taken back. What you decide differently later goes into the next
            one.
          </List.Item>
          <List.Item>
            The files hold every rater's codings and memos{" "}
            {pseudonyms ? "under pseudonyms" : "under the raters' names in this study"}.
          </List.Item>
          <List.Item>
            Licence of the data: {study.data_licence || "not stated"}. It is set with the study's title.
          </List.Item>
        </List>
        <Textarea
          label={next > 1 ? "What changed since the last release" : "Note"}
          description="Stands in the release. May be empty."
          autosize
          minRows={2}
          maxRows={8}
          maxLength={5000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Checkbox
          label="Name nobody: rater-1, rater-2 …"
          description={
            pseudonyms
              ? "In what people wrote, names stay: take one out of a memo or a reason by hand before you publish."
              : "Unticked, everybody who gets the files reads who coded what."
          }
          checked={pseudonyms}
          onChange={(event) => setPseudonyms(event.currentTarget.checked)}
        />
      </TypedConfirm>
    </>
  );
}
