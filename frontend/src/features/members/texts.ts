/** What a user reads on the page of members. */

export const texts = {
  page: {
    title: "Members",
    lead: "The lead runs the study, raters code, adjudicators decide disagreements, and viewers read. A member can have several roles.",
  },
  table: {
    label: "Members",
    name: "Name",
    joined: "Joined",
    actions: "Actions",
    retired: "retired",
    left: "left the study, codings stay",
    invited: "not yet",
    notAccepted: "invited, has not accepted yet",
    asked: (roles: string) => `asked to be ${roles}, has not accepted yet`,
    noAccount: "no account, codings entered from a file",
    hasRole: (name: string, role: string) => `${name} is ${role}`,
    retire: "Retire",
    retireMember: (name: string) => `Retire ${name}`,
    restore: "Restore",
    restoreMember: (name: string) => `Restore ${name}`,
  },
  invite: {
    title: "New member",
    name: "Name",
    nameHelp: "Name of the person for a link or a rater without an account, or user name of an account",
    roles: "Roles",
    create: "Create an invitation link",
    add: "Invite by user name",
    addRater: "Add a rater without an account",
    raterAdded: (name: string) =>
      `${name} has no account. Plan a round with ${name}, and enter the codings from a file once it is open.`,
    link: (name: string) => `Invitation link for ${name} (shown only once, works once)`,
    added: (name: string) =>
      `If there is an account “${name}”, the invitation appears on their studies page. You see here whether they accept.`,
  },
  invitations: {
    label: "Invitations",
    name: "Name",
    roles: "Roles",
    state: "State",
    validUntil: (day: string) => `valid until ${day}`,
    account: (username: string) => `for the account “${username}”`,
    link: "by link",
    withdraw: "Withdraw",
    withdrawFor: (name: string) => `Withdraw the invitation of ${name}`,
  },
  account: {
    open: "Link an account",
    openFor: (name: string) => `Link an account to ${name}`,
    title: (name: string) => `Account of ${name}`,
    help: (name: string) =>
      `If the person accepts, they become ${name} in this study, with all codings and roles of ${name}. This cannot be undone.`,
    create: (name: string) => `Create a link for ${name}`,
    username: "User name of an existing account",
    link: "Ask this account",
    asked: (username: string) =>
      `If there is an account “${username}”, the invitation appears on their studies page. You see below whether they accept.`,
    close: "Close",
  },
  leave: {
    title: "Leave the study",
    help: "You can leave at any time. What you submitted stays in the study under your name, without your account.",
    open: "Leave the study",
    question: (study: string) => `Leave “${study}”?`,
    consequence: (me: string) =>
      `You lose access to the study. What ${me} submitted stays, and your drafts can no longer be read. Only a new invitation brings you back, and not to these codings.`,
    cancel: "Cancel",
    confirm: "Leave the study",
  },
};
