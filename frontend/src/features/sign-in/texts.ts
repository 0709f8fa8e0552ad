/** What a user reads when signing in and when joining a study. */

export const texts = {
  layout: {
    tagline: "Blind coding of security advisories, published with the agreement of the raters",
  },
  signIn: {
    title: "Sign in",
    username: "User name",
    password: "Password",
    submit: "Sign in",
  },
  join: {
    title: "Join a study",
    invitation: (name: string, study: string, roles: string) =>
      `${name}, you are invited to “${study}” as ${roles}.`,
    member: (name: string) => `The codings and roles of ${name} in this study become yours.`,
    signedIn: (username: string) => `You are signed in as ${username}. Join with this account?`,
    asUser: (username: string) => `Join as ${username}`,
    newAccount: "Create another account",
    username: "User name",
    usernameHelp: "You sign in with this name",
    password: "Password",
    passwordHelp: "At least 10 characters",
    submit: "Join the study",
  },
};
