"""Rounds in the admin: shown, and neither opened, changed nor deleted there, by nobody."""

from django.test import Client
from django.urls import reverse

from tests.cast import Cast, opened_round

LIST = "/admin/roadmap/reportinground/"


def test_rounds_are_read_and_lead_to_their_page(client: Client, cast: Cast):
    one = opened_round(cast.plateau, country=cast.kz, title_en="At home")
    change = reverse("admin:roadmap_reportinground_change", args=[one.pk])
    for person in (cast.bolat, cast.farida, cast.gulnara):
        client.force_login(person)
        text = client.get(LIST).text
        assert "At home" in text
        assert f"/en/roadmaps/plateau/rounds/{one.pk}/" in text
        assert client.get(change).status_code == 200
        assert client.post(change, {"due": "2027-01-01"}).status_code == 403
        assert client.get(f"{LIST}add/").status_code == 403
        assert client.post(reverse("admin:roadmap_reportinground_delete", args=[one.pk])).status_code == 403


def test_readers_do_not_enter(client: Client, cast: Cast):
    client.force_login(cast.hasan)
    assert client.get(LIST).status_code == 403
