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
import { Flow } from "./StudySteps";

const SHOWN = 8;

/** What I should do now, the method as it stands, and what happened last. */
export function HomePage() {
  const study = useStudy();
  return (
    <Page
      title={study.title}
      lead={study.question}
      actions={study.roles.includes("lead") && <EditStudy study={study} />}
    >
      <StudyNotice />
      <Next study={study} />
      <Title order={2} size="h4" mt="xl" mb="sm">
        The method
      </Title>
      <Flow study={study} />
      <Recent study={study} />
    </Page>
  );
}

function Next({ study }: { study: Study }) {
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

function Recent({ study }: { study: Study }) {
  const events = useInfiniteQuery(eventsQuery(study.slug));
  return (
    <section>
      <Group justify="space-between" mt="xl" mb="xs">
        <Title order={2} size="h4">
          What happened
        </Title>
        <Anchor component={Link} to={`/studies/${study.slug}/history`} size="sm">
          All of it
        </Anchor>
      </Group>
      <Loaded query={events}>
        {({ pages }) => <EventList events={(pages[0]?.results ?? []).slice(0, SHOWN)} />}
      </Loaded>
    </section>
  );
}
