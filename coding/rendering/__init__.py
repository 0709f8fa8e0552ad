"""Rendering of values as text and files: numbers, escaping, CSV, XLSX, zip, PDF, Markdown and LaTeX."""
