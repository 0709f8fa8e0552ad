import { Anchor, Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { useLabel } from "../../api/meta";
import type { StudyBrief } from "../../api/studies";
import { studiesQuery } from "../../api/studies";
import { nextPath, nextVerb } from "../../shared/study";
import { Empty } from "../../shared/ui/Empty";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import { OwnInvitations } from "./OwnInvitations";
import classes from "./StudiesPage.module.css";
import { NewStudy } from "./StudyForm";
import { texts } from "./texts";

/** The studies of the user, each with its next step. */
export function StudiesPage() {
  const [creating, form] = useDisclosure(false);
  const actions = (
    <>
      <Button component={Link} to="/import-study" variant="default">
        {texts.list.import}
      </Button>
      <Button component={Link} to="/new-study-from-files" variant="default">
        {texts.list.fromFiles}
      </Button>
      <Button onClick={form.open}>{texts.list.create}</Button>
    </>
  );
  return (
    <Page title={texts.list.title} actions={actions}>
      <NewStudy opened={creating} onClose={form.close} />
      <OwnInvitations />
      <Loaded query={useQuery(studiesQuery)}>
        {(studies) =>
          studies.length ? (
            <Stack component="ul" p={0} m={0}>
              {studies.map((study) => (
                <StudyCard key={study.slug} study={study} />
              ))}
            </Stack>
          ) : (
            <Empty
              title={texts.list.emptyTitle}
              action={
                <Group justify="center">
                  {actions}
                  <Button component={Link} to="/check-sheet" variant="subtle">
                    {texts.list.check}
                  </Button>
                </Group>
              }
            >
              {texts.list.empty}
            </Empty>
          )
        }
      </Loaded>
    </Page>
  );
}

function StudyCard({ study }: { study: StudyBrief }) {
  const roleLabel = useLabel("role");
  const stateLabel = useLabel("study_state");
  const next = nextPath(study);
  return (
    <Paper component="li" withBorder p="md" className={classes.card}>
      <Group justify="space-between" align="flex-start" wrap="wrap">
        <Stack gap={4} flex="1 1 20rem" miw={0}>
          <Title order={2} size="h4">
            <Anchor component={Link} to={`/studies/${study.slug}`} underline="hover" inherit>
              {study.title}
            </Anchor>
          </Title>
          {study.question && <Text size="sm">{study.question}</Text>}
          <Group gap="xs">
            {study.roles.map((role) => (
              <Badge key={role} variant="default" tt="none" fw={500}>
                {roleLabel(role)}
              </Badge>
            ))}
            <Text size="sm" c="dimmed">
              {texts.list.summary(study.units, study.rounds, stateLabel(study.state))}
            </Text>
          </Group>
          {study.notice && (
            <Text size="sm" c="dimmed">
              {study.notice}
            </Text>
          )}
        </Stack>
        <div className={classes.next}>
          <Text size="sm">{study.next_action.sentence}</Text>
          {next && (
            <Button component={Link} to={next} variant="default" size="xs">
              {nextVerb(study)}
            </Button>
          )}
        </div>
      </Group>
    </Paper>
  );
}
