"""The kinds of records in the trail: who may read it of each, and on whose page a record is kept."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db import models
from django.urls import reverse

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
    User,
)
from cooperation.permissions import Someone, can_keep_account, can_keep_accounts

Entries = Any  # a queryset of entries of one model


def to_everyone(user: Someone, entries: Entries) -> Entries:
    """Whoever enters the admin sees these records, and so their trail."""
    return entries


def of_kept_accounts(user: Someone, entries: Entries) -> Entries:
    """The trail of an account is seen by whoever keeps it."""
    if not can_keep_accounts(user):
        return entries.none()
    accounts = User.objects.select_related("institution")
    return entries.filter(id__in=[account.pk for account in accounts if can_keep_account(user, account)])


def nothing(user: Someone, record: models.Model) -> frozenset[str]:
    return frozenset()


@dataclass(frozen=True)
class Kind:
    """One kind of record: ``seen`` narrows its entries to those that a user may see.

    ``under`` leads to the record to which it belongs; ``called`` says its words, of which ``needs`` are the relations;
    ``hidden`` names the columns of a record that a user may not read.
    """

    model: type[models.Model]
    seen: Callable[[Someone, Entries], Entries] = to_everyone
    under: str = ""
    needs: tuple[str, ...] = ()
    called: Callable[[Any], str] = str
    hidden: Callable[[Someone, Any], frozenset[str]] = nothing

    @property
    def history(self) -> Any:
        return self.model.history.model  # type: ignore[attr-defined]  # of a tracked model

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @property
    def relations(self) -> list[Any]:
        """Its tracked many-to-many relations."""
        return list(self.history._history_m2m_fields)

    @property
    def belongs_to(self) -> type[models.Model] | None:
        """The kind of the record to which it belongs."""
        model: Any = self.model
        for step in filter(None, self.under.split("__")):
            model = model._meta.get_field(step).related_model
        return model if self.under else None


KINDS: dict[str, Kind] = {}


def tell(*kinds: Kind) -> None:
    """Takes these kinds up into the trail; what is not taken up is shown to nobody."""
    KINDS.update({kind.label: kind for kind in kinds})


def kinds_seen_by(user: Someone) -> list[Kind]:
    """The kinds of which a user may see something, by their names."""
    hidden = set() if can_keep_accounts(user) else {User}
    seen = [kind for kind in KINDS.values() if kind.model not in hidden]
    return sorted(seen, key=lambda kind: str(kind.model._meta.verbose_name))


def kept_with(record: models.Model) -> Iterator[tuple[Kind, models.Q]]:
    """The kinds whose entries stand on a record's own page, each with what narrows them to it."""
    for kind in KINDS.values():
        if kind.model is type(record):
            yield kind, models.Q(id=record.pk)
        elif kind.belongs_to is type(record):
            yield kind, models.Q(**{kind.under: record.pk})


def owner_of(record: models.Model) -> models.Model | None:
    """The record to which another one belongs."""
    under = KINDS[record._meta.label_lower].under
    owner: Any = record
    for step in filter(None, under.split("__")):
        owner = getattr(owner, step)
    return owner if under else None


def address_of(*records: models.Model | None) -> str:
    """The page of the first of these records that has one in the admin."""
    for record in records:
        if record is not None and admin.site.is_registered(type(record)):
            return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
    return ""


def loaded(model: type[models.Model], keys: Iterable[Any]) -> dict[Any, models.Model]:
    """Records with all that their words need, in a constant number of queries."""
    kind = KINDS.get(model._meta.label_lower)
    records = model._default_manager.filter(pk__in=set(keys))
    return {record.pk: record for record in records.prefetch_related(*(kind.needs if kind else ()))}


tell(
    Kind(Body),
    Kind(BodyMember, under="body", needs=("body", "country", "institution__names")),
    Kind(Country),
    Kind(Decision, under="meeting", needs=("meeting",)),
    Kind(Document),
    Kind(Institution, needs=("names",)),
    Kind(InstitutionName, under="institution", needs=("institution__names",)),
    Kind(Instrument),
    Kind(InstrumentParty, under="instrument", needs=("instrument", "country", "institution__names")),
    Kind(InstrumentRelation, under="instrument", needs=("instrument", "other")),
    Kind(Issue),
    Kind(IssueStep, under="issue", needs=("issue",)),
    Kind(Mandate, under="body", needs=("body", "instrument")),
    Kind(Meeting),
    Kind(Provision, under="instrument", needs=("instrument",)),
    Kind(Recognition),
    Kind(Site),
    Kind(Succession, under="predecessor", needs=("predecessor__names", "successor__names")),
    Kind(Text, under="instrument", needs=("instrument", "meeting", "document")),
    Kind(TreatyEvent, under="instrument", needs=("instrument",)),
    Kind(User, seen=of_kept_accounts),
)
