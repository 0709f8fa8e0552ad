import { Group, Text } from "@mantine/core";
import { type ReactNode, Suspense } from "react";
import { Loading } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import classes from "./SignInLayout.module.css";
import { texts } from "./texts";

/** The layout of the pages without navigation: the name of the program and one form. */
export function SignInLayout({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={classes.layout}>
      <Group gap="sm" mb="lg">
        <img src="/static/mark.svg" alt="" width={32} height={32} />
        <div>
          <Text fw={700}>Intercoder</Text>
          <Text size="sm" c="dimmed">
            {texts.layout.tagline}
          </Text>
        </div>
      </Group>
      <Page title={title} keepFocus>
        <Suspense fallback={<Loading />}>{children}</Suspense>
      </Page>
    </main>
  );
}
