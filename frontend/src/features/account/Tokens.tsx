import { Button, Group, Stack, Table, Text, TextInput, Title, VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { CopyField } from "../../shared/ui/CopyField";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { date } from "../../shared/ui/TimeAgo";
import { type Token, tokensQuery, useMakeToken, useRevokeToken } from "./api";

/** Keys with which scripts use the API in my name. */
export function Tokens() {
  const make = useMakeToken();
  const [name, setName] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate(name, { onSuccess: () => setName("") });
  };
  return (
    <section aria-labelledby="tokens">
      <Title order={2} size="h4" id="tokens">
        Tokens for scripts
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        A script sends a token as <code>Authorization: Token …</code> and then may do what you may do.
      </Text>
      <Stack>
        {make.data && (
          <CopyField label={`The token “${make.data.name}”, shown this once`} value={make.data.token} />
        )}
        <form onSubmit={submit}>
          <Group align="flex-end">
            <TextInput
              label="What is it for?"
              required
              withAsterisk={false}
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button type="submit" loading={make.isPending}>
              Make a token
            </Button>
          </Group>
        </form>
        <MutationError of={make} />
        <Loaded query={useQuery(tokensQuery)} rows={2}>
          {(tokens) =>
            tokens.length ? <List tokens={tokens} /> : <Text c="dimmed">You have no token.</Text>
          }
        </Loaded>
      </Stack>
    </section>
  );
}

function List({ tokens }: { tokens: Token[] }) {
  const revoke = useRevokeToken();
  return (
    <>
      <MutationError of={revoke} />
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>For</Table.Th>
            <Table.Th>Made</Table.Th>
            <Table.Th>
              <VisuallyHidden>Actions</VisuallyHidden>
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
                  aria-label={`Revoke ${token.name}`}
                  onClick={() => revoke.mutate(token.id)}
                >
                  Revoke
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}
