from dataclasses import dataclass


@dataclass(frozen=True)
class Body:
    name: str
    contact: str = ""
    mark: str = ""
    is_parties: bool = False
    leads: bool | None = None


def bodies_of(cell, is_known):
    return [Body(p.strip()) for p in cell.replace("\n", " ").split(",") if p.strip()]
