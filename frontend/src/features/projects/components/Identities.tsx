import { Button, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { counted } from "../../../shared/text/count";
import { type Identity, type Project, useRenameProject, useTakeOut } from "../api";
import { texts } from "../texts";
import { DecisionDialog } from "./DecisionDialog";

/** What a project is recognised by; maintainers take out an identity again. */
export function Identities({ project, mayDecide }: { project: Project; mayDecide: boolean }) {
  const [chosen, setChosen] = useState<Identity | null>(null);
  const takeOut = useTakeOut();
  if (!project.identities.length) return null;
  return (
    <section aria-labelledby="identities">
      <Title order={2} size="h4" mb="xs" id="identities">
        {texts.decisions.identities}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {texts.decisions.identitiesHelp}
      </Text>
      <Stack gap="xs">
        {project.identities.map((identity) => (
          <Group key={identity.id} gap="sm">
            <Text size="sm" dir="auto" style={{ overflowWrap: "anywhere" }}>
              {named(identity)}{" "}
              <Text span size="xs" c="dimmed">
                {texts.decisions.kinds[identity.kind]}, {counted(identity.count, "advisory", "advisories")}
              </Text>
            </Text>
            {mayDecide && project.identities.length > 1 && (
              <Button
                size="xs"
                variant="default"
                aria-label={texts.decisions.takeOutOf(named(identity))}
                onClick={() => setChosen(identity)}
              >
                {texts.decisions.takeOut}
              </Button>
            )}
          </Group>
        ))}
      </Stack>
      {chosen && (
        <DecisionDialog
          title={texts.decisions.takeOutOf(named(chosen))}
          lead={texts.decisions.takeOutLead}
          action={texts.decisions.takeOutAction}
          of={takeOut}
          loading={takeOut.isPending}
          onSend={(reason) =>
            takeOut.mutate(
              { project: project.slug, identities: [chosen.id], reason },
              { onSuccess: () => setChosen(null) },
            )
          }
          onClose={() => setChosen(null)}
        />
      )}
    </section>
  );
}

const named = ({ ecosystem, name }: Identity) => (ecosystem ? `${ecosystem}: ${name}` : name);

/** Gives a project another name. */
export function RenameProject({ project, onClose }: { project: Project; onClose: () => void }) {
  const rename = useRenameProject();
  const [name, setName] = useState(project.own_name);
  return (
    <DecisionDialog
      title={texts.decisions.renameTitle}
      lead={texts.decisions.renameLead}
      action={texts.decisions.renameAction}
      of={rename}
      loading={rename.isPending}
      disabled={!name.trim() || name.trim() === project.own_name}
      onSend={(reason) => rename.mutate({ project: project.slug, name, reason }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextInput
        label={texts.decisions.newName}
        required
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </DecisionDialog>
  );
}
