"""Roadmaps in the admin: parties join and leave, and the actions follow."""

from django.test import Client
from django.urls import reverse

from roadmap.models import Roadmap
from tests.admin_forms import filled
from tests.cast import Cast, parties_of


def change(roadmap: Roadmap) -> str:
    return reverse("admin:roadmap_roadmap_change", args=[roadmap.pk])


def number_of(page, country) -> int:
    """The place of a country among the rows of parties."""
    (parties,) = [one.formset for one in page.context["inline_admin_formsets"] if one.formset.prefix == "parties"]
    return [form.instance.country for form in parties.initial_forms].index(country)


def test_a_country_that_leaves_is_no_longer_a_required_party(client: Client, cast: Cast):
    assert set(parties_of(cast.count)) == {"KZ", "UZ"}
    client.force_login(cast.farida)
    page = client.get(change(cast.plateau))
    number = number_of(page, cast.uz)
    leaving = {f"parties-{number}-until_earliest": "2026-01-31", f"parties-{number}-until_latest": "2026-01-31"}
    assert client.post(change(cast.plateau), filled(page) | leaving).status_code == 302
    party = cast.plateau.parties.get(country=cast.uz)
    assert party.until_recorded_at is not None
    assert set(parties_of(cast.count)) == {"KZ"}


def test_a_party_is_neither_exchanged_nor_deleted(client: Client, cast: Cast):
    client.force_login(cast.farida)
    page = client.get(change(cast.plateau))
    number = number_of(page, cast.uz)
    forged = {
        f"parties-{number}-country": cast.tm.pk,
        f"parties-{number}-since_earliest": "2020-01-01",
        f"parties-{number}-DELETE": "on",
        f"parties-{number}-focal_institution": "",
    }
    assert client.post(change(cast.plateau), filled(page) | forged).status_code == 302
    party = cast.plateau.parties.get(country=cast.uz)
    assert (party.since_earliest, party.focal_institution) == (None, None)
    assert cast.plateau.parties.count() == 3


def test_a_new_roadmap_records_when_and_by_whom_its_parties_came(client: Client, cast: Cast):
    client.force_login(cast.farida)
    address = "/admin/roadmap/roadmap/add/"
    data = filled(client.get(address)) | {
        "title_uz": "Yoʻl xaritasi",
        "slug": "new",
        "first_year": "2026",
        "last_year": "2028",
        "parties-TOTAL_FORMS": "1",
        "parties-0-country": cast.kz.pk,
        "directions-TOTAL_FORMS": "1",
        "directions-0-code": "1",
        "directions-0-position": "1",
        "directions-0-title_uz": "Monitoring",
    }
    assert client.post(address, data).status_code == 302
    made = Roadmap.objects.get(slug="new")
    assert made.parties.get().recorded_by == cast.farida
    assert made.directions.get().title == "Monitoring"


def test_a_direction_with_actions_stays(client: Client, cast: Cast):
    assert cast.count
    client.force_login(cast.farida)
    client.post(reverse("admin:roadmap_direction_delete", args=[cast.monitoring.pk]), {"post": "yes"})
    assert cast.plateau.directions.filter(pk=cast.monitoring.pk).exists()
