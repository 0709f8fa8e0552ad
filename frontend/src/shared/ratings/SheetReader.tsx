import { ActionIcon, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { asksOf, type ReadingOptions, type SheetReading, type SheetTable, tablesOf } from "../../api/ratings";
import type { Sent } from "../../api/uploads";
import { FileZone } from "../ui/FileZone";
import { MutationError } from "../ui/MutationError";
import { Asks } from "./Asks";
import { Checks } from "./Checks";
import { FirstRows } from "./FirstRows";
import { OptionFields } from "./OptionFields";
import { texts } from "./texts";
import { WhatWasRead } from "./WhatWasRead";

/** What every door says of files that it could read. */
export interface SheetAnswer {
  reading: SheetReading;
  lines: string[];
  check_rows: { count: number; rows: { line: number; unit: string; answers: (string | null)[] }[] }[];
  tables: SheetTable[];
}

interface Props<Answer extends SheetAnswer> {
  /** Sends the files to the door and returns what it read. */
  read: (files: readonly File[], options: ReadingOptions, report: Sent) => Promise<Answer>;
  /** Several questions can be answered at once. */
  allQuestions?: boolean;
  /** What follows the reading; `opened` is true when every warning was opened. */
  children: (
    answer: Answer,
    chosen: { files: readonly File[]; options: ReadingOptions; opened: boolean },
  ) => ReactNode;
}

const ACCEPT = ".csv,.tsv,.tab,.txt,.xlsx,.ods,.json,.jsonl,.ndjson,.qdpx,.zip";

/** Chooses files of ratings, shows how they are read and checked, and lets a person correct it. The same for all doors. */
export function SheetReader<Answer extends SheetAnswer>({
  read,
  allQuestions = false,
  children,
}: Props<Answer>) {
  const [files, setFiles] = useState<readonly File[]>([]);
  const [options, setOptions] = useState<ReadingOptions>({});
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [sent, setSent] = useState({ bytes: 0, total: 0 });
  const last = useRef<Answer | null>(null);
  const status = useRef<HTMLDivElement>(null);
  const reading = useMutation({
    mutationFn: (variables: { files: readonly File[]; options: ReadingOptions }) =>
      read(variables.files, variables.options, (bytes, total) => setSent({ bytes, total })),
    onSuccess: (answer) => {
      last.current = answer;
    },
  });
  const start = (chosen: readonly File[], changed: ReadingOptions) => {
    setFiles(chosen);
    setOptions(changed);
    setOpened(new Set());
    setSent({ bytes: 0, total: 0 });
    if (chosen.length) return reading.mutate({ files: chosen, options: changed });
    last.current = null;
    reading.reset();
  };
  const change = (changed: ReadingOptions) => start(files, changed);
  const asks = asksOf(reading.error);
  // While files are read again, what was read before stays.
  const answer = reading.data ?? (reading.isPending ? last.current : null);
  const tables = answer?.tables ?? tablesOf(reading.error);
  const warnings = answer?.reading.checks.filter(({ severity }) => severity === "warn") ?? [];
  return (
    <Stack gap="lg">
      <FileZone
        label={texts.files.label}
        what={texts.files.what}
        accept={ACCEPT}
        multiple
        busy={reading.isPending}
        quiet={files.length > 0}
        onFiles={(more) => start(withFiles(files, more), files.length ? options : {})}
      >
        {texts.files.limits}
      </FileZone>
      {files.length > 0 && (
        <Group component="ul" gap="xs" p={0} m={0} aria-label={texts.files.chosen}>
          {files.map((file) => (
            <Group component="li" key={file.name} gap={4} wrap="nowrap" maw="100%">
              <Text size="sm" dir="auto" truncate>
                {file.name}
              </Text>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={texts.files.remove(file.name)}
                onClick={() =>
                  start(
                    files.filter((other) => other !== file),
                    options,
                  )
                }
              >
                <span aria-hidden>×</span>
              </ActionIcon>
            </Group>
          ))}
        </Group>
      )}
      <div role="status" ref={status} tabIndex={-1}>
        {reading.isPending && (
          <>
            <Text size="sm">
              {sent.bytes < sent.total
                ? texts.files.sending(Math.floor((100 * sent.bytes) / sent.total))
                : texts.files.reading}
            </Text>
            <Progress value={100} animated aria-label={texts.files.reading} />
          </>
        )}
      </div>
      {!asks.length && <MutationError of={reading} />}
      {asks.length > 0 && (
        <Asks
          key={reading.submittedAt}
          asks={asks}
          options={options}
          allQuestions={allQuestions}
          onAnswer={(answered) => {
            status.current?.focus(); // the questions go away
            change(answered);
          }}
        />
      )}
      {answer && <WhatWasRead lines={answer.lines} />}
      {tables.map((table) => (
        <FirstRows key={`${table.file} ${table.sheet}`} table={table} options={options} onChange={change} />
      ))}
      {files.length > 0 && <OptionFields options={options} busy={reading.isPending} onChange={change} />}
      {answer && (
        <Checks
          raters={answer.reading.raters.map(({ name }) => name)}
          checks={answer.reading.checks}
          rows={answer.check_rows}
          opened={opened}
          onOpen={setOpened}
        />
      )}
      {answer &&
        !reading.isPending &&
        children(answer, {
          files,
          options,
          opened: warnings.every(({ sentence }) => opened.has(sentence)),
        })}
      {reading.isError && Object.keys(options).length > 0 && (
        <Group>
          <Button variant="default" onClick={() => change({})}>
            {texts.files.options}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** The files with more of them; a file of the same name is replaced. */
function withFiles(files: readonly File[], more: readonly File[]): File[] {
  const names = new Set(more.map(({ name }) => name));
  return [...files.filter(({ name }) => !names.has(name)), ...more];
}
