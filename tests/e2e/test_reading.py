"""Reading text: `textContent` in Chromium must equal the stored text, to which offsets refer."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from advisories.formats.parsing import parse
from advisories.records import AdvisoryRecord
from advisories.sources.archives import SourceFile, open_path
from advisories.text.reading import read
from tests.support.published_advisories import FOLDER

HOSTILE = {
    "code block that begins with an empty line": "```\n\nrm -rf /\n```\n\n    \n    indented\n",
    "entities and angle brackets": "&lt;b&gt; &amp;amp; &#x3C;script&#x3E; a < b > c &nbsp;x &#12; &zwnj;",
    "raw HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>\n\n<pre>\n\nx</pre>",
    "table": "| a | b |\n|---|---|\n| 1 | `x|y` |\n\n~~gone~~",
    "beyond the plane": "👩‍👩‍👧‍👦 e\u0301 漢字 \u202eabc\u202c \U0001f41b [x](https://example.org/?a=1&b=<2>)",
    "links and pictures": "[bad](javascript:alert(1)) ![alt](https://example.org/x.png) <https://example.org>",
    "line breaks": "one  \ntwo\\\nthree\r\nfour\rfive\n\n\n\nsix\u2028seven",
    "table that explodes": "\n\t\n  "
    + "|a" * 300
    + "\n"
    + "|-" * 300
    + "\n"
    + "<b> &amp; \u202e*x*  \n\n"
    + "a\n" * 200,
    "lists": "1. a\n   - b\n\n     c\n2. d\n\n> quoted\n> > twice",
}
CONTENT = """html => {
  const article = document.createElement("article");
  article.innerHTML = html;
  return article.textContent;
}"""


@pytest.mark.parametrize("name", HOSTILE)
def test_text_of_a_hostile_document_equals_the_text_in_chromium(page: Page, name: str) -> None:
    reading = read("A <title> & more", HOSTILE[name])
    assert page.evaluate(CONTENT, reading.html) == reading.text


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the published advisories (../shared/data) are missing")
def test_text_of_every_published_advisory_equals_the_text_in_chromium(page: Page) -> None:
    files = [file for file in open_path(FOLDER) if isinstance(file, SourceFile)]
    parsed = [record for file in files for record in parse(file.data, file.origin)]
    records = [record for record in parsed if isinstance(record, AdvisoryRecord)]
    readings = [read(record.title, record.body) for record in records]
    assert len(readings) > 300
    assert page.evaluate(f"all => all.map({CONTENT})", [r.html for r in readings]) == [r.text for r in readings]
