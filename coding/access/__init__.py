"""THE GUARD: who may see what, and when. May import `locks` and below.

Everything that a member sees goes through it. Steps may also read rows that they have locked. The rules:

- Only members see a study. Staff status gives no access.
- Only its rater ever sees a draft.
- A coding, its segments and a private code are visible to their rater, and to every member once the round is closed.
- Every member sees how many units each rater has submitted, and nothing else of a sealed round.
- A rater of an open round sees no severity, CVSS or CWE unless the round's plan shows them, and while signed in no
  release of a study that shares advisories with the round.
- Events of a rater's own chain are visible to that rater, and to every member once the round is closed.
- A final rater from whom the plan hides the raters' names sees no name before the round is settled (`blinding`).
- Matching, agreement, disagreements, discussions and decisions exist only after the round is closed.
- People outside the study see a release, and nothing else, while the lead makes it public.
"""
