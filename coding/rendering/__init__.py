"""Values as text and files: numbers, CSV, XLSX, PDF, Markdown. May import `dataset` and below."""
