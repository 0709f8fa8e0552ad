import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Member } from "../../api/studies";
import { CopyField } from "../../shared/ui/CopyField";
import { MutationError } from "../../shared/ui/MutationError";
import { useInvite, useLinkAccount } from "./api";

/** For a member whose codings came from a file: a link to join as that member, or an account that is there. */
export function LinkAccount({ study, member }: { study: string; member: Member }) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        variant="default"
        size="xs"
        aria-label={`Give ${member.name} an account`}
        onClick={() => setOpened(true)}
      >
        Give an account
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={`An account for ${member.name}`}
        size="lg"
      >
        <Ways study={study} name={member.name} onDone={() => setOpened(false)} />
      </Modal>
    </>
  );
}

type WaysProps = { study: string; name: string; onDone: () => void };

function Ways({ study, name, onDone }: WaysProps) {
  const invite = useInvite(study);
  const link = useLinkAccount(study);
  const [username, setUsername] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.reset();
    link.mutate({ name, username: username.trim() }, { onSuccess: onDone });
  };
  const makeLink = () => {
    link.reset();
    invite.mutate({ name, member: true });
  };
  return (
    <Stack>
      <Text>
        Who gets it is {name} in this study from then on, with the codings and the roles that stand under that
        name. This cannot be taken back.
      </Text>
      <MutationError of={invite} />
      <MutationError of={link} />
      {invite.data ? (
        <CopyField
          label={`Send this link to ${name}. It is shown this once and works once`}
          value={window.location.origin + invite.data.link}
        />
      ) : (
        <Group>
          <Button loading={invite.isPending} onClick={makeLink}>
            Make a link to join
          </Button>
        </Group>
      )}
      <form onSubmit={submit}>
        <Group align="flex-end">
          <TextInput
            label="Or a user name"
            description="User name of an existing account."
            required
            withAsterisk={false}
            maxLength={150}
            value={username}
            onChange={(event) => setUsername(event.currentTarget.value)}
            flex={1}
            miw="12rem"
          />
          <Button type="submit" variant="default" loading={link.isPending} disabled={!username.trim()}>
            Give it to this account
          </Button>
        </Group>
      </form>
    </Stack>
  );
}
