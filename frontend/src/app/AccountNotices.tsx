import { Anchor, Button, Group, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { type AccountNotice, sessionQuery, useCloseNotice } from "../api/session";
import { MutationError } from "../shared/ui/MutationError";
import { dateTime } from "../shared/ui/TimeAgo";
import { Warning } from "../shared/ui/Warning";
import { texts } from "./texts";

/** What an administrator did with the account, until the user closes it. */
export function AccountNotices() {
  const notices = useQuery(sessionQuery).data?.notices ?? [];
  if (!notices.length) return null;
  return (
    <Stack mb="md" className="no-print">
      {notices.map((notice) => (
        <Notice key={notice.id} notice={notice} />
      ))}
    </Stack>
  );
}

function Notice({ notice }: { notice: AccountNotice }) {
  const close = useCloseNotice();
  return (
    <Warning title={texts.notices.titles[notice.kind](dateTime(notice.at))} urgent>
      {texts.notices.help[notice.kind]}
      <MutationError of={close} />
      <Group gap="md" mt="xs">
        <Button size="xs" loading={close.isPending} onClick={() => close.mutate(notice.id)}>
          {texts.notices.close}
        </Button>
        <Anchor component={Link} to="/account" size="sm">
          {texts.notices.account}
        </Anchor>
      </Group>
    </Warning>
  );
}
