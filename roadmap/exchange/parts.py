"""Who leads and who supports, where a plan names those responsible in one cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from roadmap.choices import Part
from roadmap.exchange.bodies import Body


@dataclass
class Parts:
    """Codes of those who lead and of those who support, with what the plan says beside their names, by code."""

    lead: list[str] = field(default_factory=list)
    supporting: list[str] = field(default_factory=list)
    said: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def by_column(self) -> dict[str, list[str]]:
        return {Part.LEAD.value: self.lead, Part.SUPPORTING.value: self.supporting}


def parts_of(named: Sequence[tuple[Body, str]], countries: Mapping[str, str], all_lead: bool) -> Parts:
    """The first body of each country leads and the rest support, unless the plan says otherwise.

    ``named``: bodies with their codes; ``countries``: the country of those who can be required, by code; ``all_lead``:
    the plan names those who support in a column of their own.
    """
    parts = Parts()
    leads: dict[str, bool | None] = {}
    for body, code in named:
        leads[code] = leads.get(code) if body.leads is None else body.leads or bool(leads.get(code))
        if body.mark or body.contact:
            parts.said[code] = together(parts.said.get(code, ("", "")), (body.mark, body.contact))
    silent = [code for code, said in leads.items() if said is None]
    if any(leads.values()):
        leading = set()
    elif all_lead:
        leading = set(silent)
    else:
        leading = first_of_each(silent, countries)
    for code, said in leads.items():
        (parts.lead if said or code in leading else parts.supporting).append(code)
    return parts


def first_of_each(codes: Sequence[str], countries: Mapping[str, str]) -> set[str]:
    """The first body of each country; where none can be required, the first of all."""
    firsts = {country: code for code in reversed(codes) if (country := countries.get(code))}
    return set(firsts.values()) or set(codes[:1])


def together(before: tuple[str, str], more: tuple[str, str]) -> tuple[str, str]:
    """The marks and contacts of a body that is named twice."""
    return (joined(before[0], more[0]), joined(before[1], more[1]))


def joined(before: str, more: str) -> str:
    return ", ".join(dict.fromkeys(filter(None, (before, more))))
