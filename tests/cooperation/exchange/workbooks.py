"""Workbooks made for the tests from the XML inside of them, as no library would write them."""

import io
import zipfile
from collections.abc import Mapping, Sequence

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
FIRST_SHEET = "xl/worksheets/sheet1.xml"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
Parts = dict[str, str]


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def relations(*kinds_and_targets: tuple[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(kinds_and_targets, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'


def xlsx_parts(
    *sheets: str,
    states: Sequence[str] = (),
    strings: str = "",
    formats: Sequence[str] = (),
    since_1904: bool = False,
) -> Parts:
    """The parts of a workbook of these sheets; each is what stands in its element ``worksheet``.

    ``formats`` are codes of numbers, for the styles 1, 2 and so on.
    """
    numbers = range(1, len(sheets) + 1)
    states = [*states, *["visible"] * len(sheets)]
    listed = "".join(
        f'<sheet name="Sheet {number}" sheetId="{number}" state="{states[number - 1]}" r:id="r{number}"/>'
        for number in numbers
    )
    codes = "".join(f'<numFmt numFmtId="{200 + at}" formatCode="{code}"/>' for at, code in enumerate(formats))
    styles = "".join(f'<xf numFmtId="{200 + at}"/>' for at in range(len(formats)))
    parts = [("worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="{int(since_1904)}"/>'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(
            *parts, ("sharedStrings", "sharedStrings.xml"), ("styles", "/xl/styles.xml")
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts>'
        f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
    } | {
        f"xl/worksheets/sheet{number}.xml": f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'
        for number, sheet in zip(numbers, sheets, strict=True)
    }


def xlsx(*sheets: str, **asked: object) -> bytes:
    return zipped(xlsx_parts(*sheets, **asked))


def data(*rows: str, before: str = "", after: str = "") -> str:
    """A sheet of these rows, each of them XML."""
    return f"{before}<sheetData>{''.join(rows)}</sheetData>{after}"


def row(number: int, *cells: str, more: str = "") -> str:
    return f'<row r="{number}"{more}>{"".join(cells)}</row>'


def cell(place: str, text: str, more: str = "") -> str:
    """A cell with a text of its own."""
    return f'<c r="{place}" t="inlineStr"{more}><is><t>{text}</t></is></c>'


def number(place: str, value: str, style: int = 0) -> str:
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def ods_parts(*tables: str, styles: str = "") -> Parts:
    """The parts of an ODS of these tables."""
    names = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "table", "text", "style"))
    return {
        "mimetype": ODS_TYPE,
        "content.xml": f'<office:document-content {names} xmlns:calcext="{CALC}" xmlns:draw="{ODF}:drawing:1.0">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
        "</office:document-content>",
    }


def ods(*tables: str, styles: str = "") -> bytes:
    return zipped(ods_parts(*tables, styles=styles))


def table(*inside: str, name: str = "Sheet 1", more: str = "") -> str:
    return f'<table:table table:name="{name}"{more}>{"".join(inside)}</table:table>'


def line(*cells: str, more: str = "") -> str:
    """A row of an ODS."""
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def box(*paragraphs: str, more: str = "") -> str:
    """A cell of an ODS; its paragraphs are XML."""
    inside = "".join(f"<text:p>{paragraph}</text:p>" for paragraph in paragraphs)
    return f"<table:table-cell{more}>{inside}</table:table-cell>"
