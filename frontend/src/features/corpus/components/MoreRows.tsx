import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";

const AHEAD = "0px 0px 1200px 0px"; // below the window

/** The way to further rows: they come by themselves when the end of the table is near, or at a press. */
export function MoreRows({ loading, onMore }: { loading: boolean; onMore: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  const latest = useRef(onMore);
  useEffect(() => {
    latest.current = onMore;
  });
  useEffect(() => {
    if (!button.current || loading) return;
    // Observed again after each page: the end may still be visible.
    const watch = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) latest.current();
      },
      { rootMargin: AHEAD },
    );
    watch.observe(button.current);
    return () => watch.disconnect();
  }, [loading]);
  return (
    <Button ref={button} variant="default" mt="md" loading={loading} onClick={onMore}>
      Show more
    </Button>
  );
}
