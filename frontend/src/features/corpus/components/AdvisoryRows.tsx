import { Anchor, Checkbox, Table } from "@mantine/core";
import { memo, useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import type { AdvisoryBrief } from "../../../api/advisories";
import { publishedDay, severityText } from "../state/labels";
import { texts } from "../texts";
import classes from "./AdvisoryTable.module.css";

export type RowLook = {
  chosen: string | null;
  /** Show one column only: on a phone, or next to an open advisory. */
  oneColumn: boolean;
  to: (key: string) => string;
  selected: ReadonlySet<string>;
  onSelect: (key: string) => void;
};

type Props = RowLook & { rows: AdvisoryBrief[]; first: number };

const MARGIN = "1500px 0px"; // above and below the window

/** A page of rows, replaced by empty space while it is far from the window, so that long tables scroll smoothly. */
export const AdvisoryRows = memo(function AdvisoryRows({ rows, first, ...look }: Props) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [height, setHeight] = useState<number | null>(null);
  useEffect(() => {
    const section = body.current;
    if (!section) return;
    const observer = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1);
        // The page with the focused row remains, even far from the window.
        const far = entry && !entry.isIntersecting && !section.contains(document.activeElement);
        setHeight(far ? entry.boundingClientRect.height : null);
      },
      { rootMargin: MARGIN },
    );
    observer.observe(section);
    return () => observer.disconnect();
  }, []);
  return (
    <Table.Tbody ref={body}>
      {height === null ? (
        rows.map((advisory, index) => (
          <Row key={advisory.key} advisory={advisory} rowIndex={first + index + 2} {...look} />
        ))
      ) : (
        <tr aria-hidden>
          <td colSpan={look.oneColumn ? 1 : 5} style={{ height, padding: 0 }} />
        </tr>
      )}
    </Table.Tbody>
  );
});

type RowProps = RowLook & { advisory: AdvisoryBrief; rowIndex: number };

function Row({ advisory, rowIndex, chosen, oneColumn, to, selected, onSelect }: RowProps) {
  const { key, title, project } = advisory;
  const details = [key, ...(oneColumn ? [severityText(advisory), publishedDay(advisory)] : [])];
  return (
    <Table.Tr data-chosen={key === chosen || undefined} aria-rowindex={rowIndex}>
      {!oneColumn && (
        <Table.Td className={classes.tick}>
          <Checkbox
            size="xs"
            aria-label={texts.table.select(key)}
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
          {details.join(" · ")}
          {advisory.joined && (
            <span className={classes.withdrawn}>{texts.table.joined(advisory.joined)}</span>
          )}
          {advisory.withdrawn_at && <span className={classes.withdrawn}>{texts.table.withdrawn}</span>}
          {oneColumn && selected.has(key) && (
            <span className={classes.withdrawn}>{texts.table.isSelected}</span>
          )}
        </div>
        {advisory.excerpt.length > 0 && (
          <div className={classes.excerpt} dir="auto">
            {advisory.excerpt.map((part, index) =>
              part.match ? <mark key={index}>{part.text}</mark> : part.text,
            )}
          </div>
        )}
      </Table.Td>
      {!oneColumn && (
        <>
          <Table.Td>{project?.name ?? advisory.package}</Table.Td>
          <Table.Td className={classes.nowrap}>{severityText(advisory)}</Table.Td>
          <Table.Td className={classes.nowrap}>{publishedDay(advisory)}</Table.Td>
        </>
      )}
    </Table.Tr>
  );
}
