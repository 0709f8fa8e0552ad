import { Button, Group, Select, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { ImportRemarks } from "../../shared/ui/ImportRemarks";
import { MutationError } from "../../shared/ui/MutationError";
import { Warning } from "../../shared/ui/Warning";
import { WideTable } from "../../shared/ui/WideTable";
import { type Outline, useImportStudy } from "./api";

const MYSELF = "myself"; // users of the file are told apart from it by their number

type Props = { file: File; found: Outline; onStarted: (id: number) => void };

/** What is in the file, and what its lead still has to say. */
export function ImportPreview({ file, found, onStarted }: Props) {
  const start = useImportStudy();
  const [title, setTitle] = useState(found.title || file.name.replace(/\.qdpx$/i, ""));
  const [final, setFinal] = useState(MYSELF);
  const chosen = final === MYSELF ? undefined : found.users[Number(final)];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate(
      { file, title, final_rater: chosen?.name ?? "" },
      { onSuccess: ({ job }) => onStarted(job.id) },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text fw={600} role="status" style={{ overflowWrap: "anywhere" }}>
          {file.name}: {counted(found.texts, "text")}, {counted(found.codes, "code")},{" "}
          {counted(found.users.length, "user")}
          {found.decisions > 0 && `, ${counted(found.decisions, "decision")}`}.
        </Text>
        <section aria-labelledby="users">
          <Title order={2} size="h4" id="users" mb={4}>
            Users in the file
          </Title>
          <WideTable label="Users in the file" minWidth={320}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Name</Table.Th>
                  <Table.Th ta="right">Texts</Table.Th>
                  <Table.Th ta="right">Codings</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {found.users.map(({ name, texts, codings }) => (
                  <Table.Tr key={name}>
                    <Table.Td style={{ overflowWrap: "anywhere" }}>{name}</Table.Td>
                    <Table.Td ta="right">{texts.toLocaleString("en")}</Table.Td>
                    <Table.Td ta="right">{codings.toLocaleString("en")}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </WideTable>
          <Text size="sm" c="dimmed" mt={4}>
            Who gave a code becomes a rater of the study, as a member without an account. On the page of
            members you can give each an account; what was imported under the name is that person's then.
          </Text>
        </section>
        <ImportRemarks title="Changed or left out" lines={found.remarks} />
        <TextInput
          label="Title of the study"
          required
          withAsterisk={false}
          maxLength={200}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Select
          label="Final rater"
          description="Settles what the raters disagree on. Cannot be changed later."
          data={[
            { value: MYSELF, label: "Myself" },
            ...found.users.map(({ name }, index) => ({ value: String(index), label: name })),
          ]}
          value={final}
          onChange={(value) => setFinal(value ?? MYSELF)}
          allowDeselect={false}
          comboboxProps={{ transitionProps: { duration: 0 } }}
        />
        {chosen && (
          <Warning title={`${chosen.name} has no account`}>
            Disagreements that the file does not decide stay open until {chosen.name} gets an account: only
            the final rater settles them.{" "}
            {found.decisions
              ? `The file holds ${counted(found.decisions, "decision")}.`
              : "The file holds no decision. Choose yourself to settle them here."}
          </Warning>
        )}
        <MutationError of={start} />
        <Group>
          <Button type="submit" loading={start.isPending} disabled={!title.trim()}>
            Make the study
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? noun : `${noun}s`}`;
}
