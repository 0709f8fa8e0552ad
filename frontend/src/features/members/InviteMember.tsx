import { Button, Checkbox, Group, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Role } from "../../api/studies";
import { CopyField } from "../../shared/ui/CopyField";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { date } from "../../shared/ui/TimeAgo";
import { WideTable } from "../../shared/ui/WideTable";
import { type Invitation, invitationsQuery, ROLES, useAddMember, useInvite } from "./api";

/** Invites a person by link, or adds an account by its user name. */
export function Invite({ study }: { study: string }) {
  const invite = useInvite(study);
  const add = useAddMember(study);
  const [name, setName] = useState("");
  const [roles, setRoles] = useState<Role[]>(["rater"]);
  const clear = { onSuccess: () => setName("") };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.reset();
    invite.mutate({ name, roles }, clear);
  };
  const addNow = () => {
    invite.reset();
    add.mutate({ username: name, roles }, clear);
  };
  return (
    <section aria-labelledby="invite">
      <Title order={2} size="h4" id="invite" mb="sm">
        Add a member
      </Title>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label="Name"
            description="Name of the person, or user name of an existing account."
            required
            withAsterisk={false}
            maxLength={150}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maw="28rem"
          />
          <Checkbox.Group label="Roles" value={roles} onChange={(held) => setRoles(held as Role[])}>
            <Group mt={6}>
              {Object.entries(ROLES).map(([role, label]) => (
                <Checkbox key={role} value={role} label={label} />
              ))}
            </Group>
          </Checkbox.Group>
          <MutationError of={invite} />
          <MutationError of={add} />
          <Group>
            <Button type="submit" loading={invite.isPending} disabled={!roles.length}>
              Make an invitation link
            </Button>
            <Button
              variant="default"
              loading={add.isPending}
              disabled={!name.trim() || !roles.length}
              onClick={addNow}
            >
              Add the account of that name
            </Button>
          </Group>
          {invite.data && (
            <CopyField
              label={`Send this link to ${invite.data.name}. It is shown this once and works once`}
              value={window.location.origin + invite.data.link}
            />
          )}
          {add.data && (
            <Text size="sm" role="status">
              {add.data.name} is a member now.
            </Text>
          )}
        </Stack>
      </form>
      <Loaded query={useQuery(invitationsQuery(study))} rows={1}>
        {(invitations) => (invitations.length ? <Sent invitations={invitations} /> : null)}
      </Loaded>
    </section>
  );
}

function Sent({ invitations }: { invitations: Invitation[] }) {
  return (
    <WideTable label="Invitations" minWidth={420} mt="lg">
      <Table captionSide="top">
        <Table.Caption ta="left">Invitations</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th>Roles</Table.Th>
            <Table.Th>State</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {invitations.map((invitation) => (
            <Table.Tr key={invitation.id}>
              <Table.Td style={{ overflowWrap: "anywhere" }}>{invitation.name}</Table.Td>
              <Table.Td>{invitation.roles.join(", ")}</Table.Td>
              <Table.Td>
                {invitation.accepted ? "accepted" : `good until ${date(invitation.expires_at)}`}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}
