import { Button, Group, Stack, Table, Text, TextInput, Title, VisuallyHidden } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { fieldErrors } from "../../api/client";
import { CopyField } from "../../shared/ui/CopyField";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { date } from "../../shared/ui/TimeAgo";
import { type Token, tokensQuery, useCreateToken, useRevokeToken } from "./api";
import { texts } from "./texts";

/** The tokens with which scripts use the API as this user. */
export function Tokens() {
  const create = useCreateToken();
  const form = useForm({ mode: "controlled", initialValues: { name: "" } });
  const submit = form.onSubmit(({ name }) =>
    create.mutate(name, {
      onSuccess: form.reset,
      onError: (error) => form.setErrors(fieldErrors(error)),
    }),
  );
  return (
    <section aria-labelledby="tokens">
      <Title order={2} size="h4" id="tokens">
        {texts.tokens.title}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {texts.tokens.help} <code>{texts.tokens.header}</code>
      </Text>
      <Stack>
        {create.data && (
          <CopyField label={texts.tokens.created(create.data.name)} value={create.data.token} />
        )}
        <form onSubmit={submit}>
          <Group align="flex-end">
            <TextInput
              label={texts.tokens.purpose}
              required
              withAsterisk={false}
              maxLength={100}
              {...form.getInputProps("name")}
            />
            <Button type="submit" loading={create.isPending}>
              {texts.tokens.create}
            </Button>
          </Group>
        </form>
        <MutationError of={create} atFields={Object.keys(form.values)} />
        <Loaded query={useQuery(tokensQuery)} rows={2}>
          {(tokens) =>
            tokens.length ? <TokenTable tokens={tokens} /> : <Text c="dimmed">{texts.tokens.none}</Text>
          }
        </Loaded>
      </Stack>
    </section>
  );
}

function TokenTable({ tokens }: { tokens: Token[] }) {
  const revoke = useRevokeToken();
  return (
    <>
      <MutationError of={revoke} />
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{texts.tokens.purpose}</Table.Th>
            <Table.Th>{texts.tokens.createdAt}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{texts.tokens.actions}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tokens.map((token) => (
            <Table.Tr key={token.id}>
              <Table.Td style={{ overflowWrap: "anywhere" }}>{token.name}</Table.Td>
              <Table.Td>{date(token.created_at)}</Table.Td>
              <Table.Td ta="right">
                <Button
                  variant="default"
                  size="xs"
                  aria-label={texts.tokens.revokeToken(token.name)}
                  onClick={() => revoke.mutate(token.id)}
                >
                  {texts.tokens.revoke}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
