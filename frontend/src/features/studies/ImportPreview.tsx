import { Button, Group, Select, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { fieldErrors } from "../../api/client";
import { formatted } from "../../shared/text/count";
import { ImportRemarks } from "../../shared/ui/ImportRemarks";
import { MutationError } from "../../shared/ui/MutationError";
import { Warning } from "../../shared/ui/Warning";
import { WideTable } from "../../shared/ui/WideTable";
import { type Outline, useImportStudy } from "./api";
import { texts } from "./texts";

const MYSELF = "myself"; // users of the file have their index as value instead

type Props = { file: File; outline: Outline; onStarted: (job: number) => void };

/** The contents of the file, and the settings of the study that it becomes. */
export function ImportPreview({ file, outline, onStarted }: Props) {
  const start = useImportStudy();
  const form = useForm({
    mode: "controlled",
    initialValues: { title: outline.title || file.name.replace(/\.qdpx$/i, ""), final_rater: MYSELF },
  });
  const { title, final_rater } = form.values;
  const user = final_rater === MYSELF ? undefined : outline.users[Number(final_rater)];
  const submit = form.onSubmit(() =>
    start.mutate(
      { file, title, final_rater: user?.name ?? "" },
      {
        onSuccess: ({ job }) => onStarted(job.id),
        onError: (error) => form.setErrors(fieldErrors(error)),
      },
    ),
  );
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text fw={600} role="status" style={{ overflowWrap: "anywhere" }}>
          {texts.preview.summary(
            file.name,
            outline.texts,
            outline.codes,
            outline.users.length,
            outline.decisions,
          )}
        </Text>
        <Users users={outline.users} />
        <ImportRemarks title={texts.import.remarks} lines={outline.remarks} />
        <TextInput
          label={texts.preview.studyTitle}
          required
          withAsterisk={false}
          maxLength={200}
          {...form.getInputProps("title")}
        />
        <Select
          label={texts.preview.finalRater}
          description={texts.preview.finalRaterHelp}
          data={[
            { value: MYSELF, label: texts.preview.myself },
            ...outline.users.map(({ name }, index) => ({ value: String(index), label: name })),
          ]}
          allowDeselect={false}
          comboboxProps={{ transitionProps: { duration: 0 } }}
          {...form.getInputProps("final_rater")}
        />
        {user && (
          <Warning title={texts.preview.noAccountTitle(user.name)}>
            {texts.preview.noAccount(user.name)} {texts.preview.decisions(outline.decisions)}
          </Warning>
        )}
        <MutationError of={start} atFields={Object.keys(form.values)} />
        <Group>
          <Button type="submit" loading={start.isPending} disabled={!title.trim()}>
            {texts.preview.create}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Users({ users }: Pick<Outline, "users">) {
  return (
    <section aria-labelledby="users">
      <Title order={2} size="h4" id="users" mb={4}>
        {texts.preview.users}
      </Title>
      <WideTable label={texts.preview.users} minWidth={320}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{texts.preview.name}</Table.Th>
              <Table.Th ta="right">{texts.preview.texts}</Table.Th>
              <Table.Th ta="right">{texts.preview.codings}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {users.map((user) => (
              <Table.Tr key={user.name}>
                <Table.Td style={{ overflowWrap: "anywhere" }}>{user.name}</Table.Td>
                <Table.Td ta="right">{formatted(user.texts)}</Table.Td>
                <Table.Td ta="right">{formatted(user.codings)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
      <Text size="sm" c="dimmed" mt={4}>
        {texts.preview.usersHelp}
      </Text>
    </section>
  );
}
