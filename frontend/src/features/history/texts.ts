/** What a reader sees on the page of the audit trail. */

export const texts = {
  title: "History",
  lead: "The audit trail: every step of this study, newest first. Each event has the hash of the event before it, so no event can be changed or removed unnoticed.",
  earlier: "Show earlier events",
  end: "There are no earlier events.",
};
