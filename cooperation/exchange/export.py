"""The register as files: a CSV for each noun, or a workbook with a sheet for each."""

import re
from collections.abc import Iterator

from openpyxl import Workbook

from cooperation.exchange.files import add_sheet, csv_file, saved
from cooperation.exchange.nouns import NOUNS, Noun
from cooperation.exchange.resources import NounResource

WIDE = re.compile(r"^(title|name|note|summary|text|reason)_|^(title|spellings|sources|url)$")


def csv_of_noun(noun: Noun) -> bytes:
    """All rows of a noun as CSV."""
    dataset = NounResource(noun).export()
    return csv_file(dataset.headers, dataset)


def workbook_of(*nouns: Noun) -> bytes:
    """All rows of these nouns as XLSX, a sheet for each, called by its name."""
    workbook = Workbook(write_only=True)
    for noun in nouns:
        dataset = NounResource(noun).export()
        add_sheet(workbook, noun.name, dataset.headers, dataset, WIDE, all_text=True)
    return saved(workbook)


def register_as_csv() -> Iterator[tuple[str, bytes]]:
    """The name and the content of each file of the whole register."""
    for noun in NOUNS:
        yield f"{noun.name}.csv", csv_of_noun(noun)


def register_as_xlsx() -> bytes:
    """The whole register as one workbook."""
    return workbook_of(*NOUNS)
