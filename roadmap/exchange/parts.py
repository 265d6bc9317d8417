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
    said_to_lead = any(body.leads for body, _code in named)
    seen: set[str] = set()
    for body, code in named:
        country = countries.get(code, "")
        is_first = bool(country) and country not in seen
        leads = bool(body.leads) if said_to_lead or body.leads is False else all_lead or is_first
        seen.add(country)
        if code not in parts.lead and code not in parts.supporting:
            (parts.lead if leads else parts.supporting).append(code)
        if body.mark or body.contact:
            parts.said[code] = (body.mark, body.contact)
    if not parts.lead and parts.supporting and all(body.leads is not False for body, _code in named):
        parts.lead.append(parts.supporting.pop(0))
    return parts
