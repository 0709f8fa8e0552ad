import { Button, Group } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useSyncExternalStore } from "react";
import { otherPerson, pagePerson, subscribeToPerson } from "../api/person";
import { sessionQuery } from "../api/session";
import { Warning } from "../shared/ui/Warning";
import classes from "./OtherPerson.module.css";
import { texts } from "./texts";

/** Says that another person signed in in this browser. What is typed on the page stays for its owner. */
export function OtherPerson() {
  const sentence = useSyncExternalStore(subscribeToPerson, otherPerson);
  const cache = useQueryClient();
  const check = useCallback(async () => {
    const session = await cache.fetchQuery({ ...sessionQuery, staleTime: 0, retry: false }).catch(() => null);
    if (session?.user) await cache.invalidateQueries();
  }, [cache]);
  useEffect(() => {
    if (!sentence) return;
    const onVisibility = () => {
      if (!document.hidden) void check();
    };
    document.addEventListener("visibilitychange", onVisibility);
    return () => document.removeEventListener("visibilitychange", onVisibility);
  }, [sentence, check]);
  if (!sentence) return null;
  return (
    <div className={classes.notice}>
      <Warning title={texts.otherPerson.title} urgent>
        {sentence} {texts.otherPerson.typed(pagePerson())}
        <Group gap="xs" mt="xs">
          <Button size="compact-sm" onClick={() => void check()}>
            {texts.otherPerson.again}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => window.location.reload()}>
            {texts.otherPerson.reload}
          </Button>
        </Group>
      </Warning>
    </div>
  );
}
