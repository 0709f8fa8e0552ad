import { Anchor, Button, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link } from "react-router";
import type { Study } from "../../../api/types";
import { TypedConfirm } from "../../../shared/ui/TypedConfirm";
import { type ReleaseBrief, useShowInPublic } from "../api";

/** Whether everybody may read the release, where they do, and the lead's way to change it. */
export function InPublic({ study, release }: { study: Study; release: ReleaseBrief }) {
  const [asking, dialog] = useDisclosure(false);
  const show = useShowInPublic(study.slug, release.number);
  const lead = study.roles.includes("lead");
  if (release.public) {
    return (
      <>
        <Anchor component={Link} to={`/public/${study.slug}/releases/${release.number}`} size="sm">
          Public page
        </Anchor>
        {lead && (
          <Button variant="default" loading={show.isPending} onClick={() => show.mutate(false)}>
            Withdraw from public
          </Button>
        )}
      </>
    );
  }
  if (!lead) return null;
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        Make public …
      </Button>
      <TypedConfirm
        opened={asking}
        onClose={dialog.close}
        title={`Make release ${release.number} public`}
        word="public"
        action="Make public"
        busy={show.isPending}
        error={show.error}
        onConfirm={() => show.mutate(true, { onSuccess: dialog.close })}
      >
        <Text>
          Everybody who has the address reads release {release.number} and downloads all its files, with
          codings, memos and the names in them, without signing in. Nothing else of the study is shown. You
          can withdraw it, but not what was read until then.
        </Text>
      </TypedConfirm>
    </>
  );
}
