import { List, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { noticesQuery } from "../../api/session";
import { dateTime } from "../../shared/ui/TimeAgo";
import { texts } from "./texts";

/** What administrators did with the account, if anything. */
export function Administrators() {
  const notices = useQuery(noticesQuery).data ?? [];
  if (!notices.length) return null;
  return (
    <section aria-labelledby="administrators">
      <Title order={2} size="h4" id="administrators" mb="sm">
        {texts.administrators.title}
      </Title>
      <List size="sm">
        {notices.map((notice) => (
          <List.Item key={notice.id}>
            {texts.administrators.kinds[notice.kind](dateTime(notice.at))}
          </List.Item>
        ))}
      </List>
    </section>
  );
}
