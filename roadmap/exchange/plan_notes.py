"""What is said of the rows and columns of a file that are hidden, left out or read together."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from roadmap.exchange.layout import Layout
from roadmap.exchange.questions import Note


def notes_on(layout: Layout, read: Collection[int]) -> list[Note]:
    """What a reader of the file does not see in it; ``read`` are the rows of which something is taken."""
    sheet = layout.sheet
    hidden = _("This row is hidden in the file; it is read.")
    notes = [Note("hidden", hidden, row) for row in sheet.hidden_rows if row in read]
    for place in sheet.hidden_columns:
        if layout.columns.get(place):
            told = _("This column is hidden in the file; it is read.")
            notes.append(Note("hidden", told, None, get_column_letter(place + 1), layout.headings[place]))
    if sheet.is_hidden:
        notes.append(Note("hidden", _("The sheet “%(sheet)s” is hidden in the file.") % {"sheet": sheet.title}))
    notes += [Note("skipped", _("The sheet “%(sheet)s” is not read.") % {"sheet": title}) for title in layout.others]
    return notes


def skipped(row: int, text: str) -> Note:
    return Note("skipped", _("This row is not read: “%(text)s”.") % {"text": shortened(text)}, row)


def beside(row: int, place: int, text: str) -> Note:
    """Of a cell in a column without a heading."""
    told = _("This column has no heading, and is not read: “%(text)s”.") % {"text": shortened(text)}
    return Note("skipped", told, row, get_column_letter(place + 1))


def below(row: int, above: str) -> Note:
    told = _("This heading stands below “%(above)s”, and the actions under it belong to that direction.")
    return Note("joined", told % {"above": shortened(above)}, row)


def joined(row: int, before: int) -> Note:
    told = _("This row goes on with row %(before)s, and is read with it.") % {"before": before}
    return Note("joined", told, row)


def before_titles(row: int) -> Note:
    return Note("joined", _("This row stands before the titles of those below it."), row)


def held(row: int, place: int, heading: str, text: str) -> Note:
    told = _("No direction stands here; “%(text)s” from above is taken to hold until the next one.")
    return Note("joined", told % {"text": shortened(text)}, row, get_column_letter(place + 1), heading)


def date_for_number(row: int, place: int, heading: str, text: str) -> Note:
    told = _("“%(text)s” is a date that a spreadsheet program made of a number: type the number as text.")
    return Note("unreadable", told % {"text": text}, row, get_column_letter(place + 1), heading)


def zero_lost(row: int, place: int, heading: str, number: str, meant: str) -> Note:
    told = _("“%(number)s” stands after the numbers before “%(meant)s”: if that is meant, type it as text.")
    return Note("unreadable", told % {"number": number, "meant": meant}, row, get_column_letter(place + 1), heading)


def no_number(row: int, place: int, heading: str, text: str) -> Note:
    told = _("“%(text)s” is no number of an action.") % {"text": shortened(text)}
    return Note("unreadable", told, row, get_column_letter(place + 1), heading)


def unclear(row: int, text: str) -> Note:
    told = _("It is not clear to which action this row belongs: “%(text)s”.") % {"text": shortened(text)}
    return Note("unreadable", told, row)


def shortened(text: str, length: int = 80) -> str:
    return text if len(text) <= length else f"{text[:length].rstrip()}…"
