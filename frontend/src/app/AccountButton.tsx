import { Button, type ButtonProps } from "@mantine/core";
import type { ComponentPropsWithRef } from "react";
import classes from "./Header.module.css";

/** The user's name. A menu that opens from it adds a class of its own. */
export function AccountButton({ className = "", ...props }: ButtonProps & ComponentPropsWithRef<"button">) {
  return (
    <Button variant="subtle" size="xs" color="gray" className={`${classes.me} ${className}`} {...props} />
  );
}
