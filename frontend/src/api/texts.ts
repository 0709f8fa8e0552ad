/** What a reader sees of requests and of API data, in every feature. */

export const texts = {
  unreachable: "The server could not be reached. Check the connection and try again.",
  serverError: "Server error. Try again. If it persists, contact the administrator.",
  refused: (status: number) => `The server refused the request (${status}).`,
  cannotTell: (labels: string) => `cannot tell ${labels}`,
  noCode: "no code",
};
