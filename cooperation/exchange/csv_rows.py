"""CSV as it really comes: with or without a mark, in one of five encodings, by comma, semicolon or tab."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from cooperation.exchange.csv_text import SAID, SAMPLE, delimiter_of, encoding_of
from cooperation.exchange.errors import Refusal, RefusedError
from cooperation.exchange.escape import restore
from cooperation.exchange.sheet import Cells


def csv_rows(content: bytes, headings_first: bool = True) -> Iterator[Cells]:
    """Each row with its number in the file; the delimiter is looked for in the headings or, if asked, in many rows.

    Raises RefusedError.
    """
    encoding = encoding_of(content)
    file = io.TextIOWrapper(io.BytesIO(content), encoding, newline="")
    sample = file.read(SAMPLE)
    file.seek(0)
    said = SAID.match(sample)
    delimiter = said[1] if said else delimiter_of(sample, headings_first)
    number = 0
    try:
        for number, cells in enumerate(csv.reader(file, delimiter=delimiter, strict=True), start=1):
            if number > 1 or not said:
                yield number, [restore(cell) if cell[:1] == "'" else cell for cell in cells]
    except csv.Error as error:
        raise RefusedError(
            Refusal(
                _("This row cannot be read: a quotation mark is left open, or a cell is too long."),
                _("Check its quotation marks, or save the table as XLSX."),
                number + 1,
            )
        ) from error
