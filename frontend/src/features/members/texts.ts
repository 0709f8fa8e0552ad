/** What a user reads on the page of members. */
import type { Role } from "../../api/studies";

export const texts = {
  page: {
    title: "Members",
    lead: "The lead runs the study, raters code, adjudicators decide disagreements, and viewers read. A member can have several roles.",
  },
  roles: {
    lead: "Lead",
    rater: "Rater",
    adjudicator: "Adjudicator",
    viewer: "Viewer",
  } satisfies Record<Role, string>,
  table: {
    label: "Members",
    name: "Name",
    joined: "Joined",
    actions: "Actions",
    retired: "retired",
    noAccount: "no account, codings imported from a file",
    hasRole: (name: string, role: string) => `${name} is ${role}`,
    retire: "Retire",
    retireMember: (name: string) => `Retire ${name}`,
    restore: "Restore",
    restoreMember: (name: string) => `Restore ${name}`,
  },
  invite: {
    title: "New member",
    name: "Name",
    nameHelp: "Name of the person, or user name of an existing account",
    roles: "Roles",
    create: "Create an invitation link",
    add: "Add an existing account",
    link: (name: string) => `Invitation link for ${name} (shown only once, works once)`,
    added: (name: string) => `${name} is now a member.`,
  },
  invitations: {
    label: "Invitations",
    name: "Name",
    roles: "Roles",
    state: "State",
    accepted: "accepted",
    validUntil: (day: string) => `valid until ${day}`,
  },
  account: {
    open: "Link an account",
    openFor: (name: string) => `Link an account to ${name}`,
    title: (name: string) => `Account of ${name}`,
    help: (name: string) =>
      `The person with this account becomes ${name} in this study, with all codings and roles of ${name}. This cannot be undone.`,
    create: (name: string) => `Create a link for ${name}`,
    username: "User name of an existing account",
    link: "Link this account",
  },
};
