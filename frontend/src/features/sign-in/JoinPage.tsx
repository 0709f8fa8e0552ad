import { Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import type { Schemas } from "../../api/client";
import { fieldErrors, get, post } from "../../api/client";
import { useLabel } from "../../api/meta";
import { sessionQuery } from "../../api/session";
import { listed } from "../../shared/text/list";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { SignInLayout } from "./SignInLayout";
import { texts } from "./texts";

type Invitation = Schemas["Join"];

/** Accepts an invitation for the account that is signed in, or for a new one, and opens the study. */
export function JoinPage() {
  const { token = "" } = useParams();
  const query = useQuery({
    queryKey: ["join", token],
    queryFn: () => get("/join/{secret}/", { params: { path: { secret: token } } }),
    retry: false,
  });
  return (
    <SignInLayout title={texts.join.title}>
      <Loaded query={query}>{(invitation) => <Join token={token} invitation={invitation} />}</Loaded>
    </SignInLayout>
  );
}

type Props = { token: string; invitation: Invitation };

function Join({ token, invitation }: Props) {
  const user = useQuery(sessionQuery).data?.user;
  const [another, setAnother] = useState(false);
  const role = useLabel("role");
  const roles = listed(invitation.roles.map(role));
  return (
    <Stack>
      <Text>
        {texts.join.invitation(invitation.name, invitation.title, roles)}
        {invitation.member && ` ${texts.join.member(invitation.name)}`}
      </Text>
      {user && !another ? (
        <OwnAccount token={token} username={user.username} onOther={() => setAnother(true)} />
      ) : (
        <NewAccount token={token} />
      )}
    </Stack>
  );
}

function OwnAccount({ token, username, onOther }: { token: string; username: string; onOther: () => void }) {
  const cache = useQueryClient();
  const go = useNavigate();
  const join = useMutation({
    mutationFn: () => post("/join/{secret}/account/", { params: { path: { secret: token } } }),
    onSuccess: ({ study }) => {
      cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "join" });
      return go(`/studies/${study}`, { replace: true });
    },
  });
  return (
    <>
      <Text>{texts.join.signedIn(username)}</Text>
      <MutationError of={join} />
      <Button loading={join.isPending} onClick={() => join.mutate()}>
        {texts.join.asUser(username)}
      </Button>
      <Button variant="default" onClick={onOther}>
        {texts.join.newAccount}
      </Button>
    </>
  );
}

function NewAccount({ token }: { token: string }) {
  const cache = useQueryClient();
  const go = useNavigate();
  const form = useForm({ mode: "controlled", initialValues: { username: "", password: "" } });
  const join = useMutation({
    mutationFn: (body: Schemas["JoiningRequest"]) =>
      post("/join/{secret}/", { params: { path: { secret: token } }, body }),
    onSuccess: ({ study }) => {
      cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "join" });
      return go(`/studies/${study}`, { replace: true });
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <form onSubmit={form.onSubmit((values) => join.mutate(values))}>
      <Stack>
        <TextInput
          label={texts.join.username}
          description={texts.join.usernameHelp}
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          {...form.getInputProps("username")}
        />
        <PasswordInput
          label={texts.join.password}
          description={texts.join.passwordHelp}
          autoComplete="new-password"
          minLength={10}
          required
          withAsterisk={false}
          {...form.getInputProps("password")}
        />
        <MutationError of={join} atFields={Object.keys(form.values)} />
        <Button type="submit" loading={join.isPending}>
          {texts.join.submit}
        </Button>
      </Stack>
    </form>
  );
}
