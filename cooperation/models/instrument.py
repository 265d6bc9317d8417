from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.choices import Capacity, EventKind, InstrumentKind, Level, Nature, RelationKind
from cooperation.models.country import Country
from cooperation.models.dated import Dated, Sourced
from cooperation.models.institution import Institution
from cooperation.models.searchable import Searchable, SearchableQuerySet
from cooperation.models.site import Site
from cooperation.rules.legal_state import Life, Step


class InstrumentQuerySet(SearchableQuerySet["Instrument"]):
    def get_by_natural_key(self, slug: str) -> "Instrument":
        return self.get(slug=slug)

    def oldest_first(self) -> "InstrumentQuerySet":
        """By the first day on which something of its life may have happened."""
        return self.annotate(began=models.Min("events__earliest")).order_by("began", "slug")

    def with_life(self) -> "InstrumentQuerySet":
        """Also loads parties and treaty events, for lists."""
        return self.prefetch_related("parties__country", "parties__institution__names", "events__country")


class Instrument(Searchable, Sourced):
    """An agreement, memorandum, protocol, convention, joint statement or declaration."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=500)
    kind = models.CharField(_("kind"), max_length=20, choices=InstrumentKind)
    nature = models.CharField(_("nature"), max_length=20, choices=Nature, default=Nature.NOT_ESTABLISHED)
    level = models.CharField(_("level"), max_length=20, choices=Level, default=Level.NOT_ESTABLISHED)
    summary = models.TextField(_("summary"), blank=True)
    sites = models.ManyToManyField(
        Site, verbose_name=_("sites"), related_name="instruments", blank=True, help_text=_("The places it is about.")
    )

    searched = ("slug", "title", "summary")

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title or self.slug

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def life(self) -> Life:
        """What its legal state follows from; for records loaded ``with_life``."""
        parties = (party for party in self.parties.all() if party.country and party.capacity in Capacity.of_parties())
        return Life(
            Nature(self.nature),
            frozenset(party.country.code for party in parties if party.country),
            tuple(
                Step(EventKind(event.kind), event.when, event.country.code if event.country else None)
                for event in self.events.all()
            ),
        )

    def words(self) -> Iterator[str]:
        """Its own, and who signed it or took part in its life otherwise."""
        yield from super().words()
        if self.pk:
            yield from (event.person for event in self.events.all())


class InstrumentParty(Sourced):
    """A country or an organisation in its capacity under an instrument."""

    instrument = models.ForeignKey(
        Instrument, verbose_name=_("instrument"), related_name="parties", on_delete=models.CASCADE
    )
    country = models.ForeignKey(
        Country, verbose_name=_("country"), related_name="+", on_delete=models.PROTECT, null=True, blank=True
    )
    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), related_name="+", on_delete=models.PROTECT, null=True, blank=True
    )
    capacity = models.CharField(_("capacity"), max_length=20, choices=Capacity)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["instrument", "country__code", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(country__isnull=False) | models.Q(institution__isnull=False),
                name="cooperation_instrumentparty_named",
                violation_error_message=_("Name a country or an institution."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.institution or self.country)


class TreatyEvent(Dated, Sourced):
    """One dated step in the life of an instrument, of one party or of the whole."""

    instrument = models.ForeignKey(
        Instrument, verbose_name=_("instrument"), related_name="events", on_delete=models.CASCADE
    )
    kind = models.CharField(_("kind"), max_length=30, choices=EventKind)
    country = models.ForeignKey(
        Country,
        verbose_name=_("party"),
        related_name="+",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text=_("Empty where the step is of the whole instrument."),
    )
    institution = models.ForeignKey(
        Institution,
        verbose_name=_("for the institution"),
        related_name="+",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    meeting = models.ForeignKey(
        "cooperation.Meeting",
        verbose_name=_("at the meeting"),
        related_name="events",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    person = models.CharField(_("person"), max_length=200, blank=True, help_text=_("Who signed or was empowered."))
    office = models.CharField(_("office of the person"), max_length=300, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)

    class Meta(Dated.Meta):
        verbose_name = _("treaty event")
        verbose_name_plural = _("treaty events")
        ordering = [models.F("earliest").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        self.instrument.save(update_fields=["folded"])


class Provision(Searchable, Sourced):
    """A numbered article, area or paragraph of an instrument."""

    instrument = models.ForeignKey(
        Instrument, verbose_name=_("instrument"), related_name="provisions", on_delete=models.PROTECT
    )
    number = models.CharField(_("number"), max_length=20)
    position = models.PositiveIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=500)

    searched = ("number", "title")

    objects = SearchableQuerySet.as_manager()

    class Meta:
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        ordering = ["instrument", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "number"],
                name="cooperation_provision_number_once",
                violation_error_message=_("This instrument has a provision with that number already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def code(self) -> str:
        """As spreadsheets name it: the instrument and the number."""
        return f"{self.instrument.slug}#{self.number}"


class InstrumentRelation(Sourced):
    """How one instrument bears on another."""

    instrument = models.ForeignKey(
        Instrument, verbose_name=_("instrument"), related_name="relations", on_delete=models.CASCADE
    )
    kind = models.CharField(_("kind"), max_length=20, choices=RelationKind)
    other = models.ForeignKey(
        Instrument, verbose_name=_("other instrument"), related_name="inverse_relations", on_delete=models.PROTECT
    )

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "kind", "other"],
                name="cooperation_relation_once",
                violation_error_message=_("This relation is recorded already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(instrument=models.F("other")),
                name="cooperation_relation_to_another",
                violation_error_message=_("An instrument has no relation to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.get_kind_display()} {self.other}"
