import { Anchor, Button, Group, Paper, Text, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { eventsQuery } from "../../api/events";
import type { Study } from "../../api/studies";
import { nextPath, nextVerb, useStudy } from "../../shared/study";
import { EventList } from "../../shared/ui/EventList";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { StudyNotice } from "../../shared/ui/StudyNotice";
import { EditStudy } from "./EditStudy";
import { OfferedRoles } from "./OfferedRoles";
import { StudySteps } from "./StudySteps";
import { texts } from "./texts";

const LATEST = 8; // events

/** What the user can do next, the steps of the method with their state, and the latest events. */
export function HomePage() {
  const study = useStudy();
  return (
    <Page
      title={study.title}
      lead={study.question}
      actions={study.roles.includes("lead") && <EditStudy study={study} />}
    >
      <StudyNotice />
      <OfferedRoles study={study} />
      <NextAction study={study} />
      <Title order={2} size="h4" mt="xl" mb="sm">
        {texts.page.steps}
      </Title>
      <StudySteps study={study} />
      <LatestEvents study={study} />
    </Page>
  );
}

function NextAction({ study }: { study: Study }) {
  const path = nextPath(study);
  return (
    <Paper withBorder p="lg">
      <Group justify="space-between">
        <Text size="lg" flex="1 1 16rem">
          {study.next_action.sentence}
        </Text>
        {path && (
          <Button component={Link} to={path} size="md">
            {nextVerb(study)}
          </Button>
        )}
      </Group>
    </Paper>
  );
}

function LatestEvents({ study }: { study: Study }) {
  const events = useInfiniteQuery(eventsQuery(study.slug));
  return (
    <section>
      <Group justify="space-between" mt="xl" mb="xs">
        <Title order={2} size="h4">
          {texts.page.events}
        </Title>
        <Anchor component={Link} to={`/studies/${study.slug}/history`} size="sm">
          {texts.page.history}
        </Anchor>
      </Group>
      <Loaded query={events}>
        {({ pages }) => <EventList events={(pages[0]?.results ?? []).slice(0, LATEST)} />}
      </Loaded>
    </section>
  );
}
