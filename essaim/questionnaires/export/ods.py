"""Sheets as an OpenDocument spreadsheet. Words are typed as words: nothing in them is a formula."""

from collections.abc import Iterable, Sequence

from essaim.base.blocks.archives import escaped, packed, xml
from essaim.questionnaires.export.grid import Cell, Sheet

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMESPACES = {
    f"xmlns:{name}": f"{_OASIS}{path}"
    for name, path in {
        "office": "office:1.0",
        "style": "style:1.0",
        "text": "text:1.0",
        "table": "table:1.0",
        "fo": "xsl-fo-compatible:1.0",
    }.items()
}
_STYLES = (
    '<office:automatic-styles><style:style style:name="head" style:family="table-cell">'
    '<style:table-cell-properties fo:wrap-option="wrap"/><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="cell" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" '
    'style:vertical-align="top"/></style:style><style:style style:name="wide" style:family="table-column">'
    '<style:table-column-properties style:column-width="5cm"/></style:style></office:automatic-styles>'
)
_MANIFEST = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="{_OASIS}manifest:1.0" '
    f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" '
    f'manifest:media-type="{MEDIA_TYPE}"/><manifest:file-entry manifest:full-path="content.xml" '
    'manifest:media-type="text/xml"/></manifest:manifest>'
)


def as_ods(sheets: Iterable[Sheet]) -> bytes:
    tables = "".join(_table(sheet) for sheet in sheets)
    content = '<?xml version="1.0" encoding="UTF-8"?>\n' + xml(
        "office:document-content",
        _NAMESPACES | {"office:version": "1.3"},
        _STYLES,
        xml("office:body", None, xml("office:spreadsheet", None, tables)),
    )
    parts = [("mimetype", MEDIA_TYPE), ("content.xml", content), ("META-INF/manifest.xml", _MANIFEST)]
    return packed([(name, text.encode()) for name, text in parts], None)


def _table(sheet: Sheet) -> str:
    columns = xml(
        "table:table-column",
        {"table:style-name": "wide", "table:number-columns-repeated": max(1, len(sheet.head))},
    )
    head = xml("table:table-header-rows", None, _row(sheet.head, "head"))
    rows = "".join(_row(row, "cell") for row in sheet.rows)
    return xml("table:table", {"table:name": sheet.name}, columns, head, rows)


def _row(cells: Sequence[Cell], style: str) -> str:
    return f"<table:table-row>{''.join(_cell(cell, style) for cell in cells)}</table:table-row>"


def _cell(cell: Cell, style: str) -> str:
    if cell == "":
        return "<table:table-cell/>"
    named = f'table:style-name="{style}"'
    if isinstance(cell, int):
        return (
            f'<table:table-cell {named} office:value-type="float" office:value="{cell}">'
            f"<text:p>{cell}</text:p></table:table-cell>"
        )
    lines = "".join(f"<text:p>{escaped(line)}</text:p>" for line in cell.splitlines())
    return f'<table:table-cell {named} office:value-type="string">{lines}</table:table-cell>'
