"""Files of a release with rows and columns: CSV, JSON, XLSX, and the table as Markdown and LaTeX."""
