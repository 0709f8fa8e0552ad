import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./Warning.module.css";

/** A note, or a choice to make before continuing. Screen readers announce an urgent one immediately. */
export function Warning({
  title,
  urgent,
  children,
}: {
  title: string;
  urgent?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={classes.caution} role={urgent ? "alert" : "note"}>
      <Text fw={650} size="sm" mb={4}>
        {title}
      </Text>
      <Text component="div" size="sm">
        {children}
      </Text>
    </div>
  );
}
