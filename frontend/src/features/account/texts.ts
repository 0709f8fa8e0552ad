/** What a user reads on the account page. */

export const texts = {
  page: {
    title: "Account",
    lead: (username: string, version: string) => `You are signed in as ${username}. Intercoder ${version}.`,
  },
  password: {
    title: "Password",
    old: "Current password",
    new: "New password",
    newHelp: "At least 10 characters",
    change: "Change the password",
    changed: "Your password was changed.",
  },
  tokens: {
    title: "API tokens",
    help: "A script can do everything that you can do if it sends a token in this header:",
    header: "Authorization: Token …",
    created: (purpose: string) => `Token “${purpose}” (shown only once)`,
    purpose: "Purpose",
    create: "Create a token",
    none: "No token yet.",
    createdAt: "Created",
    actions: "Actions",
    revoke: "Revoke",
    revokeToken: (purpose: string) => `Revoke ${purpose}`,
  },
  administrators: {
    title: "What administrators did with this account",
    kinds: {
      created: (at: string) => `Created it on ${at}, with a password that they knew`,
      password_set: (at: string) => `Set its password on ${at}`,
      reactivated: (at: string) => `Reactivated it on ${at}`,
    },
  },
};
