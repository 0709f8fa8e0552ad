import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { useLabel } from "../../api/meta";
import { listed } from "../../shared/text/list";
import { MutationError } from "../../shared/ui/MutationError";
import { date } from "../../shared/ui/TimeAgo";
import { type OwnInvitation, ownInvitationsQuery, useAcceptInvitation, useDeclineInvitation } from "./api";
import { texts } from "./texts";

/** The studies to which the user is invited. Nothing changes for the user before they accept. */
export function OwnInvitations() {
  const invitations = useQuery(ownInvitationsQuery).data ?? [];
  if (!invitations.length) return null;
  return (
    <section aria-labelledby="own-invitations">
      <Title order={2} size="h4" id="own-invitations" mb="sm">
        {texts.invitations.title}
      </Title>
      <Stack component="ul" p={0} m={0} mb="xl">
        {invitations.map((invitation) => (
          <Invitation key={invitation.id} invitation={invitation} />
        ))}
      </Stack>
    </section>
  );
}

function Invitation({ invitation }: { invitation: OwnInvitation }) {
  const go = useNavigate();
  const role = useLabel("role");
  const accept = useAcceptInvitation((slug) => go(`/studies/${slug}`));
  const decline = useDeclineInvitation();
  const { study, name, invited_by: sender, roles } = invitation;
  return (
    <Paper component="li" withBorder p="md" style={{ listStyle: "none" }}>
      <Group justify="space-between" align="flex-start" wrap="wrap">
        <Stack gap={4} flex="1 1 20rem" miw={0}>
          <Text dir="auto">{texts.invitations.sentence(sender, study, listed(roles.map(role)), name)}</Text>
          <Text size="sm">
            {invitation.member && `${texts.invitations.member(name)} `}
            {roles.includes("rater") && `${texts.invitations.rating} `}
            {texts.invitations.declining}
          </Text>
          <Text size="sm" c="dimmed">
            {texts.invitations.validUntil(date(invitation.expires_at))}
          </Text>
          <MutationError of={accept} />
          <MutationError of={decline} />
        </Stack>
        <Group gap="xs">
          <Button
            loading={accept.isPending}
            aria-label={texts.invitations.acceptFor(study)}
            onClick={() => accept.mutate(invitation.id)}
          >
            {texts.invitations.accept}
          </Button>
          <Button
            variant="default"
            loading={decline.isPending}
            aria-label={texts.invitations.declineFor(study)}
            onClick={() => decline.mutate(invitation.id)}
          >
            {texts.invitations.decline}
          </Button>
        </Group>
      </Group>
    </Paper>
  );
}
