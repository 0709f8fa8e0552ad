import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "../../api/session";
import { Page } from "../../shared/ui/Page";
import { Password } from "./Password";
import { Tokens } from "./Tokens";

export function AccountPage() {
  const session = useQuery(sessionQuery).data;
  return (
    <Page
      title="Account"
      width="narrow"
      lead={session?.user && `You are signed in as ${session.user.username}. Intercoder ${session.version}.`}
    >
      <Stack gap="xl">
        <Password />
        <Tokens />
      </Stack>
    </Page>
  );
}
