import { Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "react-router";
import type { Schemas } from "../../api/client";
import { fieldErrors, get, post } from "../../api/client";
import { ROLE_NAMES } from "../../shared/study";
import { listed } from "../../shared/text/list";
import { Loaded } from "../../shared/ui/Loaded";
import { MutationError } from "../../shared/ui/MutationError";
import { SignInLayout } from "./SignInLayout";
import { texts } from "./texts";

type Invitation = Schemas["Join"];

/** Creates an account for an invited person, signs in and opens the study. */
export function JoinPage() {
  const { token = "" } = useParams();
  const query = useQuery({
    queryKey: ["join", token],
    queryFn: () => get("/join/{secret}/", { params: { path: { secret: token } } }),
    retry: false,
  });
  return (
    <SignInLayout title={texts.join.title}>
      <Loaded query={query}>{(invitation) => <Form token={token} invitation={invitation} />}</Loaded>
    </SignInLayout>
  );
}

function Form({ token, invitation }: { token: string; invitation: Invitation }) {
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
  const roles = listed(invitation.roles.map((role) => ROLE_NAMES[role]));
  return (
    <form onSubmit={form.onSubmit((values) => join.mutate(values))}>
      <Stack>
        <Text>
          {texts.join.invitation(invitation.name, invitation.title, roles)}
          {invitation.member && ` ${texts.join.member(invitation.name)}`}
        </Text>
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
