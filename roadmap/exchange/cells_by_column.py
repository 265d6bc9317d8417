"""The texts of a row by our column."""

from collections.abc import Callable, Mapping, Sequence

CellsReader = Callable[[Sequence[str]], dict[str, str]]


def cells_reader(places: Mapping[str, tuple[int, ...]]) -> CellsReader:
    """Reads rows; what stands in several columns is put together, each on its line."""
    once = [(column, standing[0]) for column, standing in places.items() if len(standing) == 1]
    often = [(column, standing) for column, standing in places.items() if len(standing) > 1]
    last = max((place for _column, place in once), default=-1)

    def cells_of(cells: Sequence[str]) -> dict[str, str]:
        width = len(cells)
        if width > last:
            found = {column: cells[place] for column, place in once}
        else:
            found = {column: cells[place] if place < width else "" for column, place in once}
        for column, standing in often:
            texts = (cells[place].strip() for place in standing if place < width)
            found[column] = ";\n".join(dict.fromkeys(filter(None, texts)))
        return found

    return cells_of
