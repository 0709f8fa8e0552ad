import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { texts } from "../texts";

const MARGIN = "0px 0px 1200px 0px"; // below the window

/** A button that loads more rows. It also loads them when the end of the table is near the window. */
export function MoreRows({ loading, onMore }: { loading: boolean; onMore: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  const latest = useRef(onMore);
  useEffect(() => {
    latest.current = onMore;
  });
  useEffect(() => {
    if (!button.current || loading) return;
    // Observed again after each page: the end may still be visible.
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) latest.current();
      },
      { rootMargin: MARGIN },
    );
    observer.observe(button.current);
    return () => observer.disconnect();
  }, [loading]);
  return (
    <Button ref={button} variant="default" mt="md" loading={loading} onClick={onMore}>
      {texts.table.more}
    </Button>
  );
}
