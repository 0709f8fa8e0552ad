import { Text, useComputedColorScheme } from "@mantine/core";
import { useState } from "react";
import { texts } from "../texts";
import classes from "./Figure.module.css";

interface Props {
  /** The address of the SVG in the API, without a theme. */
  address: string;
  /** What the figure shows, and where the table with the same numbers is. */
  alt: string;
}

/** A figure that the server renders. A table next to it must show the same numbers. */
export function Figure({ address, alt }: Props) {
  const theme = useComputedColorScheme("light");
  const [failed, setFailed] = useState("");
  const source = `${address}${address.includes("?") ? "&" : "?"}theme=${theme}`;
  if (failed === source) {
    return <Text c="dimmed">{texts.figure.failed}</Text>;
  }
  return <img src={source} alt={alt} className={classes.figure} onError={() => setFailed(source)} />;
}
