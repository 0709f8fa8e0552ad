"""THE GUARD: who may see what, and when. Everything that reads codings asks here. It may import `coding.models`.

The rules, in words:

- Only members see a study; being staff opens nothing.
- A draft is seen by its rater alone, always.
- A coding, its segments, and a private code are seen by their rater; by every member once the round is closed.
- Everyone in the study sees how many units each rater has submitted, and nothing else of a sealed round.
- A rater of an open round sees no severity, CVSS or CWE unless the round's plan says so.
- Events of a rater's own chain are seen by that rater; by every member once the round is closed.
- A final rater from whom the plan hides the raters' names learns no name before the round is settled (`blinding`).
- What is built on codings (matching, agreement, disagreements, discussions, decisions) exists only after closing.
- Outsiders see a release, and nothing else, once and as long as the lead has made it public.
"""
