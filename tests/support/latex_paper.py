"""A paper that includes `.tex` files of a release, set by pdfLaTeX."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.support.services import missing

PACKAGES = "booktabs,longtable"


def set_paper(folder: Path, files: Mapping[str, bytes]) -> str:
    """Set a paper of these `.tex` files and return the log; fail with the end of the log."""
    if not shutil.which("pdflatex"):
        missing("pdflatex is not installed: install the package texlive-latex-recommended.")
    for name, content in files.items():
        (folder / name).write_bytes(content)
    body = "\n".join(rf"\input{{{name}}}" for name in files)
    (folder / "paper.tex").write_text(
        f"\\documentclass{{article}}\n\\usepackage{{{PACKAGES}}}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    )
    command = ["pdflatex", "-halt-on-error", "-interaction=nonstopmode", "-no-shell-escape", "paper.tex"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace")
    assert run.returncode == 0, run.stdout[-2000:]
    assert (folder / "paper.pdf").read_bytes().startswith(b"%PDF")
    return run.stdout
