import { Anchor, Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { StudyBrief } from "../../api/studies";
import { studiesQuery } from "../../api/studies";
import { nextPath, nextVerb } from "../../shared/study";
import { Empty } from "../../shared/ui/Empty";
import { Loaded } from "../../shared/ui/Loaded";
import { Page } from "../../shared/ui/Page";
import classes from "./StudiesPage.module.css";
import { NewStudy } from "./StudyForm";

export function StudiesPage() {
  const [creating, form] = useDisclosure(false);
  const begin = (
    <>
      <Button component={Link} to="/import-study" variant="default">
        From a REFI-QDA project …
      </Button>
      <Button onClick={form.open}>New study</Button>
    </>
  );
  return (
    <Page title="Studies" actions={begin}>
      <NewStudy opened={creating} onClose={form.close} />
      <Loaded query={useQuery(studiesQuery)}>
        {(studies) =>
          studies.length ? (
            <Stack component="ul" p={0} m={0}>
              {studies.map((study) => (
                <StudyCard key={study.slug} study={study} />
              ))}
            </Stack>
          ) : (
            <Empty title="No study yet" action={<Group justify="center">{begin}</Group>}>
              A study is one question asked of one sample of security advisories, answered by several raters.
              Start one, bring one in from another program, or ask a lead for an invitation.
            </Empty>
          )
        }
      </Loaded>
    </Page>
  );
}

function StudyCard({ study }: { study: StudyBrief }) {
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
                {role}
              </Badge>
            ))}
            <Text size="sm" c="dimmed">
              {study.units} units · {study.rounds} {study.rounds === 1 ? "round" : "rounds"} · {study.state}
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
