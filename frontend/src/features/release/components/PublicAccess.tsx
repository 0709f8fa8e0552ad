import { Anchor, Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link } from "react-router";
import type { Study } from "../../../api/studies";
import { TypedConfirm } from "../../../shared/ui/TypedConfirm";
import { type ReleaseBrief, useSetPublicAccess } from "../api";
import { texts } from "../texts";

/** Link to the public page, and the lead's buttons that grant and revoke public access. */
export function PublicAccess({ study, release }: { study: Study; release: ReleaseBrief }) {
  const [asking, dialog] = useDisclosure(false);
  const show = useSetPublicAccess(study.slug, release.number);
  const lead = study.roles.includes("lead");
  if (release.public) {
    return (
      <>
        <Anchor component={Link} to={`/public/${study.slug}/releases/${release.number}`} size="sm">
          {texts.access.link}
        </Anchor>
        {lead && (
          <Button variant="default" loading={show.isPending} onClick={() => show.mutate(false)}>
            {texts.access.revoke}
          </Button>
        )}
      </>
    );
  }
  if (!lead) return null;
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {texts.access.grant}
      </Button>
      <TypedConfirm
        opened={asking}
        onClose={dialog.close}
        title={texts.access.title(release.number)}
        word="public"
        action={texts.access.confirm}
        busy={show.isPending}
        error={show.error}
        onConfirm={() => show.mutate(true, { onSuccess: dialog.close })}
      >
        <Text>{texts.access.consequence(release.number)}</Text>
      </TypedConfirm>
    </>
  );
}
