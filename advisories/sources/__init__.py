"""Where files come from: archives, uploads, HTTP, GitHub, OSV. May import `platform` and below."""
