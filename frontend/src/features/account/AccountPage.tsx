import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "../../api/session";
import { Page } from "../../shared/ui/Page";
import { Administrators } from "./Administrators";
import { Password } from "./Password";
import { Tokens } from "./Tokens";
import { texts } from "./texts";

/** The user's own account: password and API tokens. */
export function AccountPage() {
  const session = useQuery(sessionQuery).data;
  return (
    <Page
      title={texts.page.title}
      width="narrow"
      lead={session?.user && texts.page.lead(session.user.username, session.version)}
    >
      <Stack gap="xl">
        <Password />
        <Tokens />
        <Administrators />
      </Stack>
    </Page>
  );
}
