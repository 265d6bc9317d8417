"""The numbers of a printed plan: what may be a code, what a spreadsheet program spoilt, and what stands below."""

from roadmap.exchange import plan_notes as notes
from roadmap.exchange.columns import TITLES
from roadmap.exchange.layout import Layout
from roadmap.exchange.plan_codes import SUB, SUB_IN_TITLE, PlanRow, bare_number, is_date, lost_zero
from roadmap.exchange.plan_rows import Line, Places, joined_with
from roadmap.exchange.questions import Note
from roadmap.exchange.sections import JUST_ROMAN

NAMING = {"number", "code", "direction", *TITLES}


class Numbers:
    """Gives each action the number that makes its code; ``parent`` is the one below which lettered rows stand."""

    def __init__(self, layout: Layout, places: Places) -> None:
        self.layout, self.places = layout, places
        self.parent: PlanRow | None = None
        self.titles: set[int] = set()
        self.notes: list[Note] = []

    def heading(self, place: int) -> str:
        return self.layout.headings[place] if place < len(self.layout.headings) else ""

    def label(self, row: PlanRow, line: Line, rows: list[PlanRow]) -> None:
        """Finds the number that makes the code; what cannot be one is told, and stays without."""
        if not self.places.number:
            row.doubtful = row.doubtful or (line.title[:1].islower() and not line.has_content)
            return
        place, text = self.places.number[0], line.text_in(self.places.number)
        number = bare_number(text)
        sub = SUB.fullmatch(text) or (None if text else SUB_IN_TITLE.match(line.title))
        before = rows[-1] if rows else None
        if is_date(text):
            self.doubt(row, notes.date_for_number(line.row, place, self.heading(place), text))
        elif sub and not JUST_ROMAN.fullmatch(number) and self.parent:
            self.put_below(row, self.parent, sub["letter"].casefold(), rows)
        elif number and not any(sign.isdigit() for sign in number) and not JUST_ROMAN.fullmatch(number):
            self.doubt(row, notes.no_number(line.row, place, self.heading(place), text))
        elif before and before.path == row.path and (meant := lost_zero(before.bare, number)):
            self.doubt(row, notes.zero_lost(line.row, place, self.heading(place), text, meant))
        else:
            row.label = number
            self.parent = row

    def doubt(self, row: PlanRow, note: Note) -> None:
        row.label, row.doubtful = bare_number(row.cells.get("number", "")), True
        self.notes.append(note)

    def put_below(self, row: PlanRow, parent: PlanRow, letter: str, rows: list[PlanRow]) -> None:
        """Makes a lettered row an action after the number above it, whose title stands before it if it has no more."""
        row.label = f"{parent.bare}-{letter}"
        if rows and parent is rows[-1] and is_only_named(parent):
            rows.pop()
            self.titles.add(parent.number)
            self.notes.append(notes.before_titles(parent.number))
        if parent.number in self.titles:
            for column, text in parent.cells.items():
                if column in TITLES and text.strip():
                    row.cells[column] = joined_with(text, row.cells[column], column)


def is_only_named(row: PlanRow) -> bool:
    """Whether nothing but its number, its direction and its title is said of an action."""
    return not any(text.strip() for column, text in row.cells.items() if column not in NAMING)
