"""Tables of a release: CSV, JSON, XLSX, and the consequence table as Markdown and LaTeX."""
