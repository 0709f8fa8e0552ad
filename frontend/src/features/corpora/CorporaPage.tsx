import { Anchor, Button, Group, Modal, Paper, Stack, TagsInput, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Link } from "react-router";
import { fieldErrors } from "../../api/client";
import {
  corporaQuery,
  type SharedCorpus,
  sharedCorpus,
  useChangeCorpus,
  useMakeCorpus,
} from "../../api/corpora";
import { sessionQuery } from "../../api/session";
import { Empty } from "../../shared/ui/Empty";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { Page } from "../../shared/ui/Page";
import { texts } from "./texts";

/** The shared corpora. Administrators make them, rename them and choose their maintainers. */
export function CorporaPage() {
  const administrator = Boolean(useQuery(sessionQuery).data?.user?.administrator);
  const [changed, setChanged] = useState<SharedCorpus | "new" | null>(null);
  const make = administrator && <Button onClick={() => setChanged("new")}>{texts.make}</Button>;
  return (
    <Page title={texts.title} lead={texts.lead} actions={make}>
      <Loaded query={useQuery(corporaQuery)}>
        {(corpora) =>
          corpora.length ? (
            <Stack component="ul" p={0} m={0}>
              {corpora.map((corpus) => (
                <Card
                  key={corpus.slug}
                  corpus={corpus}
                  administrator={administrator}
                  onChange={() => setChanged(corpus)}
                />
              ))}
            </Stack>
          ) : (
            <Empty title={texts.none} action={make}>
              {administrator ? texts.noneHelpAdmin : texts.noneHelp}
            </Empty>
          )
        }
      </Loaded>
      {changed === "new" && <MakeDialog onClose={() => setChanged(null)} />}
      {changed && changed !== "new" && <ChangeDialog corpus={changed} onClose={() => setChanged(null)} />}
    </Page>
  );
}

type CardProps = { corpus: SharedCorpus; administrator: boolean; onChange: () => void };

function Card({ corpus, administrator, onChange }: CardProps) {
  return (
    <Paper component="li" withBorder p="md" style={{ listStyle: "none" }}>
      <Group justify="space-between">
        <div>
          <Title order={2} size="h4">
            <Anchor component={Link} to={sharedCorpus(corpus.slug)} underline="hover" inherit>
              {corpus.name}
            </Anchor>
          </Title>
          <Text size="sm" c="dimmed">
            {[corpus.slug, corpus.maintained && texts.maintained].filter(Boolean).join(" · ")}
          </Text>
          {(administrator || corpus.maintained) && (
            <Text size="sm">{texts.maintainers(corpus.maintainers)}</Text>
          )}
        </div>
        {administrator && (
          <Button variant="default" size="xs" aria-label={texts.changeCorpus(corpus.name)} onClick={onChange}>
            {texts.change}
          </Button>
        )}
      </Group>
    </Paper>
  );
}

function MakeDialog({ onClose }: { onClose: () => void }) {
  const make = useMakeCorpus();
  const own = useQuery(sessionQuery).data?.user?.username;
  const [slug, setSlug] = useState("");
  const [fields, setFields] = useState<Fields>({ name: "", maintainers: own ? [own] : [] });
  return (
    <Dialog
      title={texts.make}
      fields={fields}
      onFields={setFields}
      change={make}
      complete={Boolean(slug.trim())}
      onSend={() => make.mutate({ slug: slug.trim(), ...fields }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextInput
        label={texts.slug}
        description={texts.slugHelp}
        required
        maxLength={80}
        value={slug}
        onChange={(event) => setSlug(event.currentTarget.value)}
        error={fieldErrors(make.error).slug}
      />
    </Dialog>
  );
}

function ChangeDialog({ corpus, onClose }: { corpus: SharedCorpus; onClose: () => void }) {
  const change = useChangeCorpus(corpus.slug);
  const [fields, setFields] = useState<Fields>(corpus);
  return (
    <Dialog
      title={texts.changeCorpus(corpus.name)}
      fields={fields}
      onFields={setFields}
      change={change}
      complete
      onSend={() =>
        change.mutate({ name: fields.name, maintainers: fields.maintainers }, { onSuccess: onClose })
      }
      onClose={onClose}
    />
  );
}

type Fields = { name: string; maintainers: string[] };

type DialogProps = {
  title: string;
  fields: Fields;
  onFields: (fields: Fields) => void;
  change: { error: Error | null; isPending: boolean };
  complete: boolean;
  onSend: () => void;
  onClose: () => void;
  children?: React.ReactNode;
};

function Dialog({ title, fields, onFields, change, complete, onSend, onClose, children }: DialogProps) {
  const errors = fieldErrors(change.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSend();
  };
  return (
    <Modal opened onClose={onClose} title={title}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={texts.name}
            required
            maxLength={120}
            data-autofocus
            value={fields.name}
            onChange={(event) => onFields({ ...fields, name: event.currentTarget.value })}
            error={errors.name}
          />
          {children}
          <TagsInput
            label={texts.people}
            description={texts.peopleHelp}
            value={fields.maintainers}
            onChange={(maintainers) => onFields({ ...fields, maintainers })}
            error={errors.maintainers}
          />
          <MutationError of={change} atFields={["name", "slug", "maintainers"]} />
          <Group>
            <Button type="submit" loading={change.isPending} disabled={!complete || !fields.name.trim()}>
              {texts.save}
            </Button>
            <Button variant="subtle" onClick={onClose}>
              {texts.cancel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
