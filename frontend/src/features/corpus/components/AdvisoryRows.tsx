import { Anchor, Checkbox, Table } from "@mantine/core";
import { memo, useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import type { AdvisoryBrief } from "../../../api/advisories";
import { publishedWords, severityWords } from "../state/labels";
import classes from "./AdvisoryTable.module.css";

export type RowLook = {
  chosen: string | null;
  /** One column: on a phone, or beside an open advisory. */
  folded: boolean;
  to: (key: string) => string;
  selected: ReadonlySet<string>;
  onSelect: (key: string) => void;
};

type Props = RowLook & { rows: AdvisoryBrief[]; first: number };

const NEAR = "1500px 0px"; // above and below the window

/** A page of rows; an empty space of its height while it is far from the window, so that long lists stay fluid. */
export const AdvisoryRows = memo(function AdvisoryRows({ rows, first, ...look }: Props) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [height, setHeight] = useState<number | null>(null);
  useEffect(() => {
    const section = body.current;
    if (!section) return;
    const watch = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1);
        // A row that has the focus stays, wherever the window was scrolled to.
        const far = entry && !entry.isIntersecting && !section.contains(document.activeElement);
        setHeight(far ? entry.boundingClientRect.height : null);
      },
      { rootMargin: NEAR },
    );
    watch.observe(section);
    return () => watch.disconnect();
  }, []);
  return (
    <Table.Tbody ref={body}>
      {height === null ? (
        rows.map((advisory, place) => (
          <Row key={advisory.key} advisory={advisory} index={first + place + 2} {...look} />
        ))
      ) : (
        <tr aria-hidden>
          <td colSpan={look.folded ? 1 : 5} style={{ height, padding: 0 }} />
        </tr>
      )}
    </Table.Tbody>
  );
});

type RowProps = RowLook & { advisory: AdvisoryBrief; index: number };

function Row({ advisory, index, chosen, folded, to, selected, onSelect }: RowProps) {
  const { key, title, project } = advisory;
  const about = [key, ...(folded ? [severityWords(advisory), publishedWords(advisory)] : [])];
  return (
    <Table.Tr data-chosen={key === chosen || undefined} aria-rowindex={index}>
      {!folded && (
        <Table.Td className={classes.tick}>
          <Checkbox
            size="xs"
            aria-label={`Select ${key}`}
            checked={selected.has(key)}
            onChange={() => onSelect(key)}
          />
        </Table.Td>
      )}
      <Table.Td>
        <Anchor
          component={Link}
          to={to(key)}
          preventScrollReset
          underline="hover"
          size="sm"
          className={classes.title}
          data-row={key}
          aria-current={key === chosen || undefined}
        >
          {title || key}
        </Anchor>
        <div className={classes.key}>
          {about.join(" · ")}
          {advisory.withdrawn_at && <span className={classes.withdrawn}>withdrawn</span>}
          {folded && selected.has(key) && <span className={classes.withdrawn}>selected</span>}
        </div>
      </Table.Td>
      {!folded && (
        <>
          <Table.Td>{project?.name ?? advisory.package}</Table.Td>
          <Table.Td className={classes.nowrap}>{severityWords(advisory)}</Table.Td>
          <Table.Td className={classes.nowrap}>{publishedWords(advisory)}</Table.Td>
        </>
      )}
    </Table.Tr>
  );
}
