import { Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Page } from "../../shared/ui/Page";
import classes from "./SignInLayout.module.css";

/** The pages before the shell: what this is, and a way in. */
export function SignInLayout({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={classes.door}>
      <Group gap="sm" mb="lg">
        <img src="/static/mark.svg" alt="" width={32} height={32} />
        <div>
          <Text fw={700}>Intercoder</Text>
          <Text size="sm" c="dimmed">
            Security advisories, coded blindly, published with their agreement.
          </Text>
        </div>
      </Group>
      <Page title={title} keepFocus>
        {children}
      </Page>
    </main>
  );
}
