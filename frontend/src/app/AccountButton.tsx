import { Button, type ButtonProps } from "@mantine/core";
import type { ComponentPropsWithRef } from "react";
import classes from "./Header.module.css";

export function AccountButton(props: ButtonProps & ComponentPropsWithRef<"button">) {
  return <Button variant="subtle" size="xs" color="gray" className={classes.me} {...props} />;
}
