"""Sources of files: archives, uploads, HTTP, GitHub, OSV. May import `platform` and below."""
