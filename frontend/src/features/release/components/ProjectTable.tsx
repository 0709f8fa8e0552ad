import { Anchor, Table, Text, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Link } from "react-router";
import { WideTable } from "../../../shared/ui/WideTable";
import type { ActivityCell, ProjectResult, PublicRelease } from "../api";
import { afterClick, MARKS, markOf, ordered, type ProjectOrder } from "../state/projectOrder";
import { texts } from "../texts";
import classes from "./ProjectTable.module.css";

const COLUMN = 110; // px, of an activity
const FIRST_COLUMN = 190; // px

/** Projects by activity, a mark each with a link to the evidence. */
export function ProjectTable({ study, release }: { study: string | null; release: PublicRelease }) {
  const [order, setOrder] = useState<ProjectOrder>({ column: "project", descending: false });
  const { activities, projects } = release;
  const heading = (column: ProjectOrder["column"], label: string) => (
    <Heading
      key={column}
      label={label}
      sorted={order.column === column ? (order.descending ? "descending" : "ascending") : "none"}
      onClick={() => setOrder(afterClick(order, column))}
    />
  );
  if (projects.length === 0) return null;
  return (
    <>
      <WideTable
        label={texts.projects.label}
        minWidth={FIRST_COLUMN + COLUMN * activities.length}
        maxHeight="36rem"
      >
        <Table stickyHeader highlightOnHover aria-label={texts.projects.label} className={classes.table}>
          <Table.Thead>
            <Table.Tr>
              {heading("project", texts.projects.project)}
              {activities.map(({ activity }, index) => heading(index, activity))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {ordered(projects, order).map((project) => (
              <Table.Tr key={project.unit}>
                <Table.Th scope="row" className={classes.project} dir="auto">
                  <Project study={study} project={project} />
                </Table.Th>
                {project.cells.map((cell, index) => (
                  <Table.Td key={activities[index]?.activity ?? index} className={classes.cell}>
                    <Cell cell={cell} />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
      <ul className={classes.legend} aria-label={texts.projects.legend}>
        {MARKS.map((mark) => (
          <li key={mark}>
            <span aria-hidden className={classes.mark}>
              {texts.projects.marks[mark]}
            </span>{" "}
            {texts.projects.meanings[mark]}
          </li>
        ))}
      </ul>
      {projects.some(({ cells }) => cells.some(({ url }) => url)) && (
        <Text size="sm" c="dimmed">
          {texts.projects.help}
        </Text>
      )}
    </>
  );
}

interface HeadingProps {
  label: string;
  sorted: "ascending" | "descending" | "none";
  onClick: () => void;
}

function Heading({ label, sorted, onClick }: HeadingProps) {
  return (
    <Table.Th scope="col" aria-sort={sorted} className={classes.heading}>
      <UnstyledButton onClick={onClick} className={classes.sort}>
        {label}
        <span aria-hidden>{texts.projects.arrows[sorted]}</span>
      </UnstyledButton>
    </Table.Th>
  );
}

function Project({
  study,
  project: { unit, project, commit, url },
}: {
  study: string | null;
  project: ProjectResult;
}) {
  return (
    <>
      {study === null ? project : <Link to={`/studies/${study}/sample?unit=${unit}`}>{project}</Link>}
      {commit && (
        <Text size="xs" c="dimmed" fw={400}>
          <Outside url={url} label={texts.projects.commit(commit)}>
            {commit.slice(0, 12)}
          </Outside>
        </Text>
      )}
    </>
  );
}

/** The mark with its meaning in words, linked to the line of the file that shows it. */
function Cell({ cell }: { cell: ActivityCell }) {
  const mark = markOf(cell);
  return (
    <Outside url={cell.url} label="" title={texts.projects.cell(mark, cell.how)}>
      <span aria-hidden className={classes.mark} data-mark={mark}>
        {texts.projects.marks[mark]}
      </span>
      <VisuallyHidden>{texts.projects.meanings[mark]}</VisuallyHidden>
    </Outside>
  );
}

interface OutsideProps {
  url: string;
  label: string;
  title?: string;
  children: ReactNode;
}

/** A link that opens a new tab; the children alone if there is no address. */
function Outside({ url, label, title, children }: OutsideProps) {
  if (!url) return <span title={title}>{children}</span>;
  return (
    <Anchor
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      inherit
      aria-label={label || undefined}
      title={title}
      className={classes.link}
    >
      {children}
    </Anchor>
  );
}
