import { Button, Checkbox, Group, List, Stack, Text, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Schemas } from "../../../api/client";
import type { ReadingOptions, SheetReading } from "../../../api/ratings";
import { useWrite } from "../../../api/write";
import { SheetReader } from "../../../shared/ratings/SheetReader";
import { MutationError } from "../../../shared/ui/MutationError";
import { enterCodings } from "../api";
import { texts } from "../texts";

type Entered = Schemas["RatingImport"];
type Line = Schemas["ImportProblem"];

/** Enters codings from files: what was read, what would be stored, and the button that submits it. */
export function EnterCodings({ study, round }: { study: string; round: number }) {
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {texts.codings.import}
      </Title>
      <Text size="sm" mb="sm">
        {texts.codings.importHelp}
      </Text>
      <SheetReader
        read={async (files, options, report) => {
          const entered = await enterCodings(study, round, files, options, true, report);
          return {
            entered,
            reading: readingOf(entered),
            lines: entered.raters.map((row) =>
              texts.codings.entered(row.rater, row.file, row.created, row.unchanged),
            ),
            check_rows: [],
            tables: [],
          };
        }}
      >
        {({ entered }, chosen) => (
          <WouldBeStored
            key={JSON.stringify(chosen.options)}
            study={study}
            round={round}
            entered={entered}
            {...chosen}
          />
        )}
      </SheetReader>
    </section>
  );
}

/** The API describes this reading as any object; it is that of every door. */
function readingOf(entered: Entered): SheetReading {
  const none = { checks: [], raters: [] } as Partial<SheetReading>;
  return { ...none, ...entered.reading } as SheetReading;
}

interface Props {
  study: string;
  round: number;
  entered: Entered;
  files: readonly File[];
  options: ReadingOptions;
  /** Every warning was opened. */
  opened: boolean;
}

function WouldBeStored({ study, round, entered, files, options, opened }: Props) {
  const cache = useQueryClient();
  const [confirmed, setConfirmed] = useState(false);
  const submit = useWrite({
    mutationFn: () => enterCodings(study, round, files, options, false, () => undefined),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["studies", study] }),
  });
  const result = submit.data ?? entered;
  return (
    <Stack gap="sm" role="status">
      <Text fw={600}>
        {texts.codings[submit.data ? "done" : "preview"](
          result.created,
          result.unchanged,
          result.problems.length,
        )}
      </Text>
      {result.new_codes.length > 0 && <Text size="sm">{texts.codings.newCodes(result.new_codes)}</Text>}
      <Lines title={texts.codings.invalid} lines={result.problems} />
      <Lines title={texts.codings.remarks} lines={result.remarks} />
      <MutationError of={submit} />
      {!submit.data && entered.created > 0 && (
        <>
          <Checkbox
            label={texts.codings.confirm}
            checked={confirmed}
            onChange={(event) => setConfirmed(event.currentTarget.checked)}
          />
          <Group>
            <Button
              disabled={!confirmed || !opened}
              loading={submit.isPending}
              onClick={() => submit.mutate(undefined)}
            >
              {texts.codings.submit(entered.created)}
            </Button>
            {!opened && <Text size="sm">{texts.codings.openWarnings}</Text>}
          </Group>
        </>
      )}
    </Stack>
  );
}

function Lines({ title, lines }: { title: string; lines: Line[] }) {
  if (!lines.length) return null;
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <List size="sm">
        {lines.map(({ source, reason }) => (
          <List.Item key={`${source} ${reason}`}>
            {source}: {reason}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
