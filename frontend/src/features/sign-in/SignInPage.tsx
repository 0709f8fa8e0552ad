import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { Navigate, useSearchParams } from "react-router";
import { fieldErrors } from "../../api/client";
import { sessionQuery, useSignIn } from "../../api/session";
import { returnPath } from "../../shared/navigation";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { SignInLayout } from "./SignInLayout";
import { texts } from "./texts";

/** Signs a user in and returns to the page that asked for it. */
export function SignInPage() {
  const session = useQuery(sessionQuery);
  const [search] = useSearchParams();
  if (session.data?.user) return <Navigate to={returnPath(search.get("next"))} replace />;
  return (
    <SignInLayout title={texts.signIn.title}>
      <Loaded query={session} rows={3}>
        {() => <Form />}
      </Loaded>
    </SignInLayout>
  );
}

function Form() {
  const signIn = useSignIn();
  const form = useForm({ mode: "controlled", initialValues: { username: "", password: "" } });
  const submit = form.onSubmit((values) =>
    signIn.mutate(values, { onError: (error) => form.setErrors(fieldErrors(error)) }),
  );
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={texts.signIn.username}
          name="username"
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          {...form.getInputProps("username")}
        />
        <PasswordInput
          label={texts.signIn.password}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          {...form.getInputProps("password")}
        />
        <MutationError of={signIn} atFields={Object.keys(form.values)} />
        <Button type="submit" loading={signIn.isPending}>
          {texts.signIn.submit}
        </Button>
      </Stack>
    </form>
  );
}
