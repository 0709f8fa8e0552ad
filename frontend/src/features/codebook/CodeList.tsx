import { Switch, Text } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import type { Code } from "../../api/studies";
import { CodeSwatch } from "../../shared/ui/CodeSwatch";
import classes from "./CodebookPage.module.css";
import { texts } from "./texts";
import { flatTree } from "./tree";

/** The codes as a tree, retired ones on request. */
export function CodeList({ codes, chosen }: { codes: Code[]; chosen: number }) {
  const [retired, setRetired] = useState(false);
  const shown = flatTree(codes.filter((code) => retired || !code.retired));
  return (
    <div>
      <ul className={classes.list}>
        {shown.map(({ code, depth }) => (
          <li key={code.id} className={classes.item}>
            <Link
              to={`?code=${code.id}`}
              preventScrollReset
              className={classes.link}
              aria-current={code.id === chosen || undefined}
              style={{ paddingLeft: `${0.5 + 1.25 * depth}rem` }}
            >
              <span className={classes.label}>
                <CodeSwatch code={code} />
              </span>
              {code.retired && (
                <Text span size="sm" c="dimmed">
                  {texts.list.retired}
                </Text>
              )}
              <Text size="sm" c="dimmed" lineClamp={2}>
                {code.definition || texts.list.noDefinition}
              </Text>
            </Link>
          </li>
        ))}
      </ul>
      {codes.some((code) => code.retired) && (
        <Switch
          mt="sm"
          label={texts.list.showRetired}
          checked={retired}
          onChange={(event) => setRetired(event.currentTarget.checked)}
        />
      )}
    </div>
  );
}
