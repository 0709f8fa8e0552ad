import { Button, type ButtonProps } from "@mantine/core";
import type { ComponentPropsWithRef } from "react";
import classes from "./Header.module.css";

/** A button with the user's name. Mantine adds a class to it when a menu opens from it. */
export function AccountButton({ className = "", ...props }: ButtonProps & ComponentPropsWithRef<"button">) {
  return (
    <Button variant="subtle" size="xs" color="gray" className={`${classes.me} ${className}`} {...props} />
  );
}
