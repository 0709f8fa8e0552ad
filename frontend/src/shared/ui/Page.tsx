import { Group, Text, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useRef } from "react";
import { useLocation, useParams } from "react-router";
import { studyQuery } from "../../api/studies";
import classes from "./Page.module.css";

type Props = {
  title: string;
  /** One sentence below the title. */
  lead?: ReactNode;
  /** The actions at the right of the title, the primary one last. */
  actions?: ReactNode;
  /** `wide` uses the whole window; `narrow` is for forms. */
  width?: "narrow" | "wide";
  /** Only screen readers see the heading. */
  hideTitle?: boolean;
  /** The heading does not take the focus, because a field of the page does. */
  keepFocus?: boolean;
  children?: ReactNode;
};

/** The path of the page that was drawn last. */
const LastPath = createContext<{ current: string } | null>(null);

/** Remembers the last path for the pages inside. The browser itself loaded the first one. */
export function LastPathProvider({ children }: { children: ReactNode }) {
  return <LastPath value={useRef(window.location.pathname)}>{children}</LastPath>;
}

/** A page. Its heading takes the focus after navigation and is the title of the document. */
export function Page({ title, lead, actions, width, hideTitle, keepFocus, children }: Props) {
  useDocumentTitle(title);
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  const lastPath = useContext(LastPath);
  useEffect(() => {
    if (!lastPath) return;
    if (pathname !== lastPath.current && !keepFocus) heading.current?.focus({ preventScroll: true });
    lastPath.current = pathname;
  }, [pathname, keepFocus, lastPath]);
  return (
    <div className={classes.page} data-width={width}>
      <Group
        justify="space-between"
        align="flex-start"
        gap="sm"
        className={hideTitle ? classes.hidden : classes.head}
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

/** Set the title of the document: the title of the page, then that of the study. */
function useDocumentTitle(title: string): void {
  const { study = "" } = useParams();
  const studyTitle = useQueryClient().getQueryData(studyQuery(study).queryKey)?.title;
  useEffect(() => {
    document.title = [title, studyTitle, "Intercoder"]
      .filter((word, index, all) => word && all.indexOf(word) === index)
      .join(" · ");
  }, [title, studyTitle]);
}
