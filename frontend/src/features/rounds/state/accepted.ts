import type { Member, Role, Round } from "../../../api/studies";

type Person = Pick<Member, "roles" | "offered_roles" | "joined_at">;

/** Whether the member has the role, or will have it after accepting what is offered. */
export const mayBecome = ({ roles, offered_roles: offered }: Person, role: Role): boolean =>
  roles.includes(role) || offered.includes(role);

/** Whether the member has joined the study and accepted the role. */
export const hasAccepted = ({ roles, joined_at: joined }: Person, role: Role): boolean =>
  joined !== null && roles.includes(role);

/** The people of a plan who must accept before the round opens. */
export function notAccepted(round: Pick<Round, "raters" | "final_rater">, members: Member[]): string[] {
  const needed = (name: string): Role[] => [
    ...(round.raters.some((rater) => rater.name === name) ? (["rater"] as const) : []),
    ...(round.final_rater === name ? (["adjudicator"] as const) : []),
  ];
  return members
    .filter((member) => needed(member.name).some((role) => !hasAccepted(member, role)))
    .map(({ name }) => name);
}
