import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { Link } from "react-router";
import { address } from "../../api/client";
import { useWrittenFormats } from "../../shared/formats";
import { useNumber, useStudy } from "../../shared/study";
import { Page } from "../../shared/ui/Page";
import { EnterCodings } from "./components/EnterCodings";
import { OfflineWorkbooks } from "./components/OfflineWorkbooks";
import { texts } from "./texts";

/** Download and import of the rater's own codings. */
export function CodingsPage() {
  const study = useStudy();
  const round = useNumber("round");
  const written = useWrittenFormats("a rater's own ratings");
  return (
    <Page
      title={texts.codings.title(round)}
      lead={texts.codings.lead}
      actions={
        <Button component={Link} to={`/studies/${study.slug}/rounds/${round}/code`} variant="default">
          {texts.codings.back}
        </Button>
      }
    >
      <Stack gap="xl">
        <section>
          <Title order={2} size="h4" mb="xs">
            {texts.codings.download}
          </Title>
          <Group>
            {written.map(({ name, label }) => (
              <Button
                key={name}
                component="a"
                variant="default"
                href={address("/studies/{study}/rounds/{number}/codings/own/{file_format}/", {
                  path: { study: study.slug, number: round, file_format: name },
                })}
                download
              >
                {label}
              </Button>
            ))}
          </Group>
          <Text size="sm" c="dimmed" mt="xs">
            {texts.codings.downloadHelp}
          </Text>
        </section>
        <OfflineWorkbooks study={study} round={round} />
        <EnterCodings study={study.slug} round={round} />
      </Stack>
    </Page>
  );
}
