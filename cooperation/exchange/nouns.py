"""The nouns of the register, each with its sheet: what names a row, and the columns, in the order of dependence."""

from dataclasses import dataclass
from functools import cached_property

from django.db import models

from cooperation.exchange.columns import Column, LinkColumn, LinksColumn, columns_of, is_translated
from cooperation.models import (
    Body,
    BodyMember,
    Country,
    Decision,
    Document,
    Institution,
    InstitutionName,
    Instrument,
    InstrumentParty,
    InstrumentRelation,
    Issue,
    IssueStep,
    Mandate,
    Meeting,
    Provision,
    Recognition,
    Site,
    Succession,
    Text,
    TreatyEvent,
)


@dataclass(frozen=True)
class Noun:
    """One sheet: ``key`` names the columns by which a row is known, ``rest`` the others, ``order`` that of the rows.

    In a key, ``row`` numbers those that are otherwise alike, in the order in which they were recorded.
    """

    name: str
    model: type[models.Model]
    key_names: str
    rest: str
    order: str = ""

    @cached_property
    def key(self) -> list[str]:
        return self.key_names.split()

    @property
    def is_numbered(self) -> bool:
        return "row" in self.key

    @cached_property
    def columns(self) -> dict[str, Column]:
        """The columns by their headings."""
        return {column.column_name: column for column in columns_of(self.model, [*self.key, *self.rest.split()])}

    @cached_property
    def lists(self) -> list[str]:
        """The headings of columns that hold several records."""
        return [name for name, column in self.columns.items() if isinstance(column, LinksColumn)]

    @cached_property
    def links(self) -> list[str]:
        """The headings of columns that hold one record."""
        return [name for name, column in self.columns.items() if isinstance(column, LinkColumn)]

    @cached_property
    def own_link(self) -> str:
        """The heading of the column that names another row of the same sheet, as a part names its whole."""
        return next((name for name in self.links if self.columns[name].refers_to is self.model), "")

    @cached_property
    def demanded_texts(self) -> dict[str, list[str]]:
        """Texts that must be there in at least one language, with their columns."""
        names = [name for name in self.rest.split() if is_translated(self.model, name)]
        return {
            name: [heading for heading in self.columns if heading.rpartition("_")[0] == name]
            for name in names
            if not self.model._meta.get_field(name).blank  # type: ignore[union-attr]  # a text
        }


NOUNS = (
    Noun("countries", Country, "code", "name"),
    Noun("documents", Document, "code", "kind title publisher language url date captured_on"),
    Noun("institutions", Institution, "code", "kind country parent note sources"),
    Noun("names", InstitutionName, "institution row", "name acronym spellings since until note sources"),
    Noun("successions", Succession, "predecessor successor", "date note sources"),
    Noun("sites", Site, "slug", "kind name countries whole reference spellings date note sources"),
    Noun("instruments", Instrument, "slug", "kind nature level title summary sites note sources"),
    Noun("parties", InstrumentParty, "instrument country institution row", "capacity note sources"),
    Noun("provisions", Provision, "instrument number", "position title note sources", "instrument position"),
    Noun("relations", InstrumentRelation, "instrument kind other", "note sources"),
    Noun("bodies", Body, "slug", "kind name organisation spellings date note sources"),
    Noun("mandates", Mandate, "body instrument row", "since until note sources"),
    Noun("members", BodyMember, "body country institution row", "capacity since until note sources"),
    Noun("meetings", Meeting, "slug", "kind title body place country countries date is_sample note sources"),
    Noun("decisions", Decision, "meeting number", "text responsible term state closed_on note sources"),
    Noun(
        "events",
        TreatyEvent,
        "instrument kind country institution row",
        "date meeting person office place note sources",
        "instrument date",
    ),
    Noun("texts", Text, "instrument meeting document", "authenticity"),
    Noun("issues", Issue, "slug", "title summary raised_by addressed_to site note sources"),
    Noun("steps", IssueStep, "issue state country institution row", "date text note sources", "issue date"),
    Noun(
        "recognitions",
        Recognition,
        "slug",
        "title person office country institution given_by given_by_institution reason date note sources",
    ),
)
BY_NAME = {noun.name: noun for noun in NOUNS}
