"""ODS workbooks as LibreOffice writes them: sheets padded by repeated cells and rows to their full size."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.3"'
    + "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
)
STYLES = (
    '<office:automatic-styles><style:style style:name="ta1" style:family="table"><style:table-properties '
    'table:display="true"/></style:style><style:style style:name="ta2" style:family="table"><style:table-properties '
    'table:display="false"/></style:style></office:automatic-styles>'
)
PAD_CELLS = '<table:table-cell table:number-columns-repeated="16380"/>'
PAD_ROWS = f'<table:table-row table:number-rows-repeated="1048000">{PAD_CELLS}</table:table-row>'


def cell(text: str) -> str:
    """Return a cell with a text, of which a line break begins a paragraph."""
    if not text:
        return "<table:table-cell/>"
    paragraphs = "".join(f"<text:p>{escape(line).replace('  ', ' <text:s/>')}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell office:value-type="string" calcext:value-type="string">{paragraphs}</table:table-cell>'


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}{PAD_CELLS}</table:table-row>"


def sheet(rows: Sequence[str], name: str = "Sheet1", *, style: str = "ta1", columns: str = "") -> str:
    return (
        f'<table:table table:name="{name}" table:style-name="{style}">{columns}{"".join(rows)}{PAD_ROWS}</table:table>'
    )


def ods(*sheets: str, kind: str = "spreadsheet", manifest: str = "", head: str = HEAD) -> bytes:
    """Return a workbook of these sheets."""
    body = f"<office:body><office:{kind}>{''.join(sheets)}</office:{kind}></office:body></office:document-content>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        archive.writestr("content.xml", head + STYLES + body)
    return out.getvalue()


def ods_of(rows: Sequence[Sequence[str]]) -> bytes:
    """Return a workbook with one sheet of texts."""
    return ods(sheet([row(*map(cell, cells)) for cells in rows]))
