"""A plan as a ministry has it, in Russian, with headings that no list knows."""

import io

from openpyxl import Workbook

TITLE = "ПЛАН МЕРОПРИЯТИЙ"
HEADINGS = ("№ строки", "Что сделать", "Кто делает", "Когда", "Деньги")
SECTION = "I. Животный мир"
ROWS = (
    ("1", "Провести совместный\nучёт сайгака", "Комитет лесного хозяйства", "31.12.2027", "100"),
    ("2", "Разработать план\nохраны", "Комитет лесного хозяства", "в двухмесячный срок", ""),
    ("3", "Обновить реестр", "Комитет лесного хозяйства (по согласованию)", "в двухмесячный срок", ""),
)


def plan_of_a_ministry(rows=ROWS) -> bytes:
    """XLSX with title rows, headings, a section row, merged cells, a hidden column and line breaks within words."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "План"
    for row in ((TITLE,), ("на 2026–2030 годы",), (), HEADINGS, (SECTION,), *rows):
        sheet.append(row)
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("A5:E5")
    sheet.column_dimensions["E"].hidden = True
    workbook.create_sheet("Справка").append(["Составлено", "в отделе"])
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()
