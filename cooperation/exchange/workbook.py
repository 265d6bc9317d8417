"""All sheets of a file."""

from cooperation.exchange.sheet import Row, Sheet
from cooperation.exchange.table import read_table


def read_workbook(content: bytes) -> list[Sheet]:
    """The sheets of a CSV or XLSX file. Raises RefusedError."""
    table = read_table(content)
    rows = (Row(1, table.headings), *(Row(row.number, row.cells) for row in table.rows))
    return [Sheet("", rows)]
