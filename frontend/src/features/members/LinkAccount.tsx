import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import { fieldErrors } from "../../api/client";
import type { Member } from "../../api/studies";
import { CopyField } from "../../shared/ui/CopyField";
import { MutationError } from "../../shared/ui/MutationError";
import { useInvite, useLinkAccount } from "./api";
import { texts } from "./texts";

/** Links an account to a member whose codings came from a file, by an invitation link or by user name. */
export function LinkAccount({ study, member }: { study: string; member: Member }) {
  const [opened, dialog] = useDisclosure(false);
  return (
    <>
      <Button
        variant="default"
        size="xs"
        aria-label={texts.account.openFor(member.name)}
        onClick={dialog.open}
      >
        {texts.account.open}
      </Button>
      <Modal opened={opened} onClose={dialog.close} title={texts.account.title(member.name)} size="lg">
        <Form study={study} name={member.name} onDone={dialog.close} />
      </Modal>
    </>
  );
}

function Form({ study, name, onDone }: { study: string; name: string; onDone: () => void }) {
  const invite = useInvite(study);
  const link = useLinkAccount(study);
  const form = useForm({ mode: "controlled", initialValues: { username: "" } });
  const username = form.values.username.trim();
  const submit = form.onSubmit(() => {
    invite.reset();
    link.mutate({ name, username }, { onError: (error) => form.setErrors(fieldErrors(error)) });
  });
  const createLink = () => {
    link.reset();
    invite.mutate({ name, member: true });
  };
  if (link.isSuccess)
    return (
      <Stack align="flex-start">
        <Text role="status">{texts.account.asked(link.variables.username)}</Text>
        <Button variant="default" onClick={onDone}>
          {texts.account.close}
        </Button>
      </Stack>
    );
  return (
    <Stack>
      <Text>{texts.account.help(name)}</Text>
      <MutationError of={invite} />
      <MutationError of={link} atFields={Object.keys(form.values)} />
      {invite.data ? (
        <CopyField label={texts.invite.link(name)} value={window.location.origin + invite.data.link} />
      ) : (
        <Group>
          <Button loading={invite.isPending} onClick={createLink}>
            {texts.account.create(name)}
          </Button>
        </Group>
      )}
      <form onSubmit={submit}>
        <Group align="flex-end">
          <TextInput
            label={texts.account.username}
            required
            withAsterisk={false}
            maxLength={150}
            flex={1}
            miw="12rem"
            {...form.getInputProps("username")}
          />
          <Button type="submit" variant="default" loading={link.isPending} disabled={!username}>
            {texts.account.link}
          </Button>
        </Group>
      </form>
    </Stack>
  );
}
