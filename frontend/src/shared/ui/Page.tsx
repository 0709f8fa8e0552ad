import { Group, Text, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import { useLocation, useParams } from "react-router";
import { studyQuery } from "../../api/studies";
import classes from "./Page.module.css";

type Props = {
  title: string;
  /** One quiet sentence below the title. */
  lead?: ReactNode;
  /** Right of the title: the page's actions, the primary one last. */
  actions?: ReactNode;
  /** `wide` uses the whole window; `narrow` is for forms. */
  width?: "narrow" | "wide";
  /** The heading is there for screen readers only: for screens that are one big tool. */
  quiet?: boolean;
  /** Leaves the focus to a field of the page. */
  keepFocus?: boolean;
  children?: ReactNode;
};

/** Where the focus was last given to a heading; at first the address the browser itself loaded. */
let lastPath = window.location.pathname;

/** A page: its heading takes the focus after navigation, and names the document. */
export function Page({ title, lead, actions, width, quiet, keepFocus, children }: Props) {
  useDocumentTitle(title);
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    if (pathname !== lastPath && !keepFocus) heading.current?.focus({ preventScroll: true });
    lastPath = pathname;
  }, [pathname, keepFocus]);
  return (
    <div className={classes.page} data-width={width}>
      <Group
        justify="space-between"
        align="flex-start"
        gap="sm"
        className={quiet ? classes.hidden : classes.head}
      >
        <div className={classes.words}>
          <Title order={1} size="h2" ref={heading} tabIndex={-1}>
            {title}
          </Title>
          {lead && (
            <Text component="div" c="dimmed" mt={4} maw="46rem">
              {lead}
            </Text>
          )}
        </div>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </div>
  );
}

export function useDocumentTitle(title: string): void {
  const { study = "" } = useParams();
  const place = useQueryClient().getQueryData(studyQuery(study).queryKey)?.title;
  useEffect(() => {
    document.title = [title, place, "Intercoder"]
      .filter((word, index, all) => word && all.indexOf(word) === index)
      .join(" · ");
  }, [title, place]);
}
