import { Button, Group } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { post } from "../../api/client";
import { useLabel } from "../../api/meta";
import type { Study } from "../../api/studies";
import { useRefreshStudy } from "../../api/studies";
import { listed } from "../../shared/text/list";
import { MutationError } from "../../shared/ui/MutationError";
import { Warning } from "../../shared/ui/Warning";
import { texts } from "./texts";

/** Asks the user whether they accept the roles that the lead offers. */
export function OfferedRoles({ study }: { study: Study }) {
  const role = useLabel("role");
  const answer = useMutation({
    mutationFn: (accept: boolean) =>
      post("/studies/{study}/offered_roles/", { params: { path: { study: study.slug } }, body: { accept } }),
    onSuccess: useRefreshStudy(study.slug),
  });
  if (!study.offered_roles.length) return null;
  return (
    <Warning title={texts.offered.title(listed(study.offered_roles.map(role)))}>
      {texts.offered.help}
      <MutationError of={answer} />
      <Group gap="xs" mt="xs">
        <Button size="xs" loading={answer.isPending} onClick={() => answer.mutate(true)}>
          {texts.offered.accept}
        </Button>
        <Button size="xs" variant="default" onClick={() => answer.mutate(false)}>
          {texts.offered.decline}
        </Button>
      </Group>
    </Warning>
  );
}
