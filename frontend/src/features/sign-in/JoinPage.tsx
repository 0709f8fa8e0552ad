import { Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useNavigate, useParams } from "react-router";
import type { Schemas } from "../../api/client";
import { get, post } from "../../api/client";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { SignInLayout } from "./SignInLayout";

type Invitation = Schemas["Join"];

/** An invited person makes an account and lands in the study. */
export function JoinPage() {
  const { token = "" } = useParams();
  const invitation = useQuery({
    queryKey: ["join", token],
    queryFn: () => get("/join/{secret}/", { params: { path: { secret: token } } }),
    retry: false,
  });
  return (
    <SignInLayout title="Join a study">
      <Loaded query={invitation}>{(found) => <Form token={token} invitation={found} />}</Loaded>
    </SignInLayout>
  );
}

function Form({ token, invitation }: { token: string; invitation: Invitation }) {
  const cache = useQueryClient();
  const go = useNavigate();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const join = useMutation({
    mutationFn: () =>
      post("/join/{secret}/", { params: { path: { secret: token } }, body: { username, password } }),
    onSuccess: ({ study }) => {
      cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "join" });
      return go(`/studies/${study}`, { replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    join.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text>
          {invitation.name}, you are invited to <b>{invitation.title}</b> as {invitation.roles.join(" and ")}.
          {invitation.member && ` What stands there under the name ${invitation.name} is yours then.`}
        </Text>
        <TextInput
          label="User name"
          description="A short one; you sign in with it."
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          description="At least 10 characters."
          autoComplete="new-password"
          minLength={10}
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <MutationError of={join} />
        <Button type="submit" loading={join.isPending}>
          Join the study
        </Button>
      </Stack>
    </form>
  );
}
