/** The order of the table of projects: by name, or by the answer about one activity. */
import type { ActivityCell, ProjectResult } from "../api";

/** `column` is the position of an activity; "project" is the name of the project. */
export interface ProjectOrder {
  column: "project" | number;
  descending: boolean;
}

/** What a cell shows: `outside` is a yes by evidence outside the repository alone. */
export type Mark = "yes" | "outside" | "cannot tell" | "no" | "undecided";
export const MARKS: readonly Mark[] = ["yes", "outside", "cannot tell", "no", "undecided"];

export function markOf({ answer, outside }: Pick<ActivityCell, "answer" | "outside">): Mark {
  if (answer === "yes" && outside) return "outside";
  return MARKS.find((mark) => mark === answer) ?? "undecided";
}

const names = new Intl.Collator("en", { numeric: true });

/** The projects in the order, with equal ones by name. Ascending puts yes first. */
export function ordered(projects: readonly ProjectResult[], order: ProjectOrder): ProjectResult[] {
  const { column, descending } = order;
  const direction = descending ? -1 : 1;
  const rank = (project: ProjectResult) => {
    const cell = column === "project" ? undefined : project.cells[column];
    return cell ? MARKS.indexOf(markOf(cell)) : 0;
  };
  return [...projects].sort((a, b) => {
    const byName = names.compare(a.project, b.project) || a.unit - b.unit;
    return column === "project" ? direction * byName : direction * (rank(a) - rank(b)) || byName;
  });
}

/** The order after a click on the heading of a column: the other direction if it is already sorted by it. */
export const afterClick = (order: ProjectOrder, column: ProjectOrder["column"]): ProjectOrder => ({
  column,
  descending: order.column === column && !order.descending,
});
