import { Button, Checkbox, List, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Study } from "../../../api/studies";
import { TypedConfirm } from "../../../shared/ui/TypedConfirm";
import { releasesInProgressQuery, usePublish } from "../api";
import { texts } from "../texts";

type Props = {
  study: Study;
  next: number;
  /** The job that makes the release. */
  onBegun: (job: number) => void;
};

/** Publishes a release, which cannot be undone. */
export function Publish({ study, next, onBegun }: Props) {
  const [opened, dialog] = useDisclosure(false);
  const [note, setNote] = useState("");
  const [pseudonyms, setPseudonyms] = useState(true); // names leave the team only on request
  const publish = usePublish(study.slug);
  const inProgress = Boolean(useQuery(releasesInProgressQuery(study.slug)).data?.length);
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
      <Button variant={next > 1 ? "default" : "filled"} disabled={inProgress} onClick={dialog.open}>
        {texts.publish.open(next)}
      </Button>
      <TypedConfirm
        opened={opened}
        onClose={dialog.close}
        title={texts.publish.open(next)}
        word="publish"
        action={texts.publish.confirm}
        busy={publish.isPending}
        error={publish.error}
        onConfirm={confirm}
      >
        <List size="sm" spacing={6}>
          <List.Item>{texts.publish.derived}</List.Item>
          <List.Item>{texts.publish.final}</List.Item>
          <List.Item>{texts.publish.contents(pseudonyms)}</List.Item>
          <List.Item>{texts.publish.licence(study.data_licence)}</List.Item>
        </List>
        <Textarea
          label={next > 1 ? texts.publish.changes : texts.publish.note}
          description={texts.publish.noteHelp}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={5000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Checkbox
          label={texts.publish.pseudonyms}
          description={pseudonyms ? texts.publish.pseudonymsOn : texts.publish.pseudonymsOff}
          checked={pseudonyms}
          onChange={(event) => setPseudonyms(event.currentTarget.checked)}
        />
      </TypedConfirm>
    </>
  );
}
