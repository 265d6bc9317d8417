"""One record of each model, with the addresses of its pages in the admin."""

from django.db.models import Model
from django.test import Client
from django.urls import reverse

from cooperation.models import (
    Body,
    Country,
    Decision,
    Document,
    Institution,
    Instrument,
    Issue,
    Meeting,
    Provision,
    Recognition,
    Site,
    User,
)
from roadmap.models import Action, Direction, Evidence, ProgressReport, Roadmap
from tests.cast import Cast, paper, published


def one_of_each(cast: Cast) -> dict[type[Model], Model]:
    instrument = Instrument.objects.create(slug="agreement", title_en="Agreement", kind="agreement")
    meeting = Meeting.objects.create(slug="meeting", title_en="Meeting", kind="ministers")
    act = paper()
    made = published(cast.count, cast.forestry, cast.aigul, evidence=[act])
    site = Site.objects.create(slug="plateau", name_en="Plateau", kind="plateau")
    site.countries.add(cast.kz)
    return {
        Body: Body.objects.create(slug="group", name_en="Group", kind="working_group"),
        Country: cast.kz,
        Decision: Decision.objects.create(meeting=meeting, number="1", text_en="Decided"),
        Document: Document.objects.create(code="text", kind="text", title="Text"),
        Institution: cast.forestry,
        Instrument: instrument,
        Meeting: meeting,
        Provision: Provision.objects.create(instrument=instrument, number="1", position=1, title_en="Article"),
        Site: site,
        Issue: Issue.objects.create(slug="issue", title_en="Issue", raised_by=cast.kz, addressed_to=cast.uz),
        Recognition: Recognition.objects.create(slug="badge", title_en="Badge"),
        Roadmap: cast.plateau,
        Direction: cast.monitoring,
        Action: cast.count,
        ProgressReport: made,
        Evidence: act,
        User: cast.aigul,
    }


def addresses(model: type[Model], record: Model) -> dict[str, str]:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    return {
        "list": reverse(f"{name}_changelist"),
        "add": reverse(f"{name}_add"),
        "change": reverse(f"{name}_change", args=[record.pk]),
        "delete": reverse(f"{name}_delete", args=[record.pk]),
        "history": reverse(f"{name}_history", args=[record.pk]),
    }


def statuses(client: Client, pages: dict[str, str]) -> dict[str, int]:
    return {page: client.get(address).status_code for page, address in pages.items()}
