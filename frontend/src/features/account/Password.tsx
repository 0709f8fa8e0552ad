import { Button, Group, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { ApiError } from "../../api/client";
import { MutationError } from "../../shared/ui/MutationError";
import { useChangePassword } from "./api";

export function Password() {
  const change = useChangePassword();
  const [old, setOld] = useState("");
  const [wanted, setWanted] = useState("");
  const fields = change.error instanceof ApiError ? change.error.fields : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(
      { old, new: wanted },
      {
        onSuccess: () => {
          setOld("");
          setWanted("");
        },
      },
    );
  };
  return (
    <section aria-labelledby="password">
      <Title order={2} size="h4" id="password" mb="sm">
        Change the password
      </Title>
      <form onSubmit={submit}>
        <Stack maw="24rem">
          <PasswordInput
            label="Present password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={old}
            onChange={(event) => setOld(event.currentTarget.value)}
            error={fields.old?.join(" ")}
          />
          <PasswordInput
            label="New password"
            description="At least 10 characters."
            autoComplete="new-password"
            minLength={10}
            required
            withAsterisk={false}
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
            error={fields.new?.join(" ")}
          />
          {!fields.old && !fields.new && <MutationError of={change} />}
          <Group>
            <Button type="submit" loading={change.isPending}>
              Change it
            </Button>
            {change.isSuccess && (
              <Text size="sm" role="status">
                Changed.
              </Text>
            )}
          </Group>
        </Stack>
      </form>
    </section>
  );
}
