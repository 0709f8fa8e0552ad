import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./Warning.module.css";

/** Something to know or to choose before going on. `urgent` is read out at once. */
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
