import { Button, Checkbox, Group, Stack, Table, Text, TextInput, Title, VisuallyHidden } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { fieldErrors } from "../../api/client";
import { useLabel } from "../../api/meta";
import type { Role } from "../../api/studies";
import { capitalised } from "../../shared/text/capitalised";
import { CopyField } from "../../shared/ui/CopyField";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { date } from "../../shared/ui/TimeAgo";
import { WideTable } from "../../shared/ui/WideTable";
import { type Invitation, invitationsQuery, useAddMember, useInvite, useWithdrawInvitation } from "./api";
import { ROLES } from "./roles";
import { texts } from "./texts";

const FIELDS = ["name", "username", "roles"]; // the field for the name also takes a user name

/** Invites a person by a link or an account by its user name, or adds a rater without an account. */
export function InviteMember({ study }: { study: string }) {
  const invite = useInvite(study);
  const add = useAddMember(study);
  const addRater = useAddMember(study);
  const form = useForm<{ name: string; roles: Role[] }>({
    mode: "controlled",
    initialValues: { name: "", roles: ["rater"] },
  });
  const roleLabel = useLabel("role");
  const { name, roles } = form.values;
  const answered = {
    onSuccess: () => form.setFieldValue("name", ""),
    onError: (error: Error) => {
      const { username, ...errors } = fieldErrors(error);
      form.setErrors({ name: username, ...errors });
    },
  };
  const createLink = form.onSubmit(() => {
    add.reset();
    addRater.reset();
    invite.mutate({ name, roles }, answered);
  });
  const addAccount = () => {
    invite.reset();
    addRater.reset();
    add.mutate({ username: name, roles }, answered);
  };
  const addWithoutAccount = () => {
    invite.reset();
    add.reset();
    addRater.mutate({ name, roles, account: false }, answered);
  };
  return (
    <section aria-labelledby="invite">
      <Title order={2} size="h4" id="invite" mb="sm">
        {texts.invite.title}
      </Title>
      <form onSubmit={createLink}>
        <Stack>
          <TextInput
            label={texts.invite.name}
            description={texts.invite.nameHelp}
            required
            withAsterisk={false}
            maxLength={150}
            maw="28rem"
            {...form.getInputProps("name")}
          />
          <Checkbox.Group label={texts.invite.roles} {...form.getInputProps("roles")}>
            <Group mt={6}>
              {ROLES.map((role) => (
                <Checkbox key={role} value={role} label={capitalised(roleLabel(role))} />
              ))}
            </Group>
          </Checkbox.Group>
          <MutationError of={invite} atFields={FIELDS} />
          <MutationError of={add} atFields={FIELDS} />
          <MutationError of={addRater} atFields={FIELDS} />
          <Group>
            <Button type="submit" loading={invite.isPending} disabled={!roles.length}>
              {texts.invite.create}
            </Button>
            <Button
              variant="default"
              loading={add.isPending}
              disabled={!name.trim() || !roles.length}
              onClick={addAccount}
            >
              {texts.invite.add}
            </Button>
            <Button
              variant="default"
              loading={addRater.isPending}
              disabled={!name.trim() || roles.join() !== "rater"}
              onClick={addWithoutAccount}
            >
              {texts.invite.addRater}
            </Button>
          </Group>
          {invite.data && (
            <CopyField
              label={texts.invite.link(invite.data.name)}
              value={window.location.origin + invite.data.link}
            />
          )}
          {add.data && (
            <Text size="sm" role="status">
              {texts.invite.added(add.data.name)}
            </Text>
          )}
          {addRater.data && (
            <Text size="sm" role="status">
              {texts.invite.raterAdded(addRater.data.name)}
            </Text>
          )}
        </Stack>
      </form>
      <Loaded query={useQuery(invitationsQuery(study))} rows={1}>
        {(invitations) =>
          invitations.length ? <Invitations study={study} invitations={invitations} /> : null
        }
      </Loaded>
    </section>
  );
}

function Invitations({ study, invitations }: { study: string; invitations: Invitation[] }) {
  const withdraw = useWithdrawInvitation(study);
  const roleLabel = useLabel("role");
  const stateLabel = useLabel("invitation_state");
  return (
    <div>
      <MutationError of={withdraw} />
      <WideTable label={texts.invitations.label} minWidth={420} mt="lg">
        <Table captionSide="top">
          <Table.Caption ta="left">{texts.invitations.label}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{texts.invitations.name}</Table.Th>
              <Table.Th>{texts.invitations.roles}</Table.Th>
              <Table.Th>{texts.invitations.state}</Table.Th>
              <Table.Th>
                <VisuallyHidden>{texts.table.actions}</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {invitations.map((invitation) => (
              <Table.Tr key={invitation.id}>
                <Table.Td style={{ overflowWrap: "anywhere" }}>
                  {invitation.name}
                  <Text size="xs" c="dimmed">
                    {invitation.username
                      ? texts.invitations.account(invitation.username)
                      : texts.invitations.link}
                  </Text>
                </Table.Td>
                <Table.Td>{invitation.roles.map(roleLabel).join(", ")}</Table.Td>
                <Table.Td>
                  {invitation.state === "pending"
                    ? texts.invitations.validUntil(date(invitation.expires_at))
                    : stateLabel(invitation.state)}
                </Table.Td>
                <Table.Td>
                  {invitation.state === "pending" && (
                    <Button
                      variant="default"
                      size="xs"
                      aria-label={texts.invitations.withdrawFor(invitation.name)}
                      loading={withdraw.isPending && withdraw.variables === invitation.id}
                      onClick={() => withdraw.mutate(invitation.id)}
                    >
                      {texts.invitations.withdraw}
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </div>
  );
}
