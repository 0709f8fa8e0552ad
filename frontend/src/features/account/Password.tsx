import { Button, Group, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { fieldErrors } from "../../api/client";
import { MutationError } from "../../shared/ui/MutationError";
import { useChangePassword } from "./api";
import { texts } from "./texts";

/** Changes the password of the user. */
export function Password() {
  const change = useChangePassword();
  const form = useForm({ mode: "controlled", initialValues: { old: "", new: "" } });
  const submit = form.onSubmit((values) =>
    change.mutate(values, {
      onSuccess: form.reset,
      onError: (error) => form.setErrors(fieldErrors(error)),
    }),
  );
  return (
    <section aria-labelledby="password">
      <Title order={2} size="h4" id="password" mb="sm">
        {texts.password.title}
      </Title>
      <form onSubmit={submit}>
        <Stack maw="24rem">
          <PasswordInput
            label={texts.password.old}
            autoComplete="current-password"
            required
            withAsterisk={false}
            {...form.getInputProps("old")}
          />
          <PasswordInput
            label={texts.password.new}
            description={texts.password.newHelp}
            autoComplete="new-password"
            minLength={10}
            required
            withAsterisk={false}
            {...form.getInputProps("new")}
          />
          <MutationError of={change} atFields={Object.keys(form.values)} />
          <Group>
            <Button type="submit" loading={change.isPending}>
              {texts.password.change}
            </Button>
            {change.isSuccess && (
              <Text size="sm" role="status">
                {texts.password.changed}
              </Text>
            )}
          </Group>
        </Stack>
      </form>
    </section>
  );
}
