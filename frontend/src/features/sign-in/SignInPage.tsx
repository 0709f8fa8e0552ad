import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Navigate, useSearchParams } from "react-router";
import { sessionQuery, useSignIn } from "../../api/session";
import { returnPath } from "../../shared/navigation";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { SignInLayout } from "./SignInLayout";

export function SignInPage() {
  const session = useQuery(sessionQuery);
  const [search] = useSearchParams();
  if (session.data?.user) return <Navigate to={returnPath(search.get("next"))} replace />;
  return (
    <SignInLayout title="Sign in">
      <Loaded query={session} rows={3}>
        {() => <Form />}
      </Loaded>
    </SignInLayout>
  );
}

function Form() {
  const signIn = useSignIn();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ username, password });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label="User name"
          name="username"
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <MutationError of={signIn} />
        <Button type="submit" loading={signIn.isPending}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
