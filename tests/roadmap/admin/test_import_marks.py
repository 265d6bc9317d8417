"""What a plan says beside the name of a body: its mark for everyone, the person for those who sign in."""

from django.test import Client
from django.urls import reverse

from roadmap.models import Responsibility
from tests.cast import Cast

PAGE = "/en/roadmaps/plateau/actions/2.3/"


def marked(cast: Cast) -> Responsibility:
    part = cast.count.responsibilities.get(institution=cast.forestry)
    part.mark, part.contact = "по согласованию", "J. Ortiqxoʻjayev"
    part.save()
    return part


def test_a_mark_stands_behind_the_name_and_a_contact_is_shown_to_those_who_sign_in(client: Client, cast: Cast):
    marked(cast)
    page = client.get(PAGE).content.decode()
    assert "(по согласованию)" in page
    assert "Ortiqxoʻjayev" not in page
    client.force_login(cast.hasan)
    page = client.get(PAGE).content.decode()
    assert "(по согласованию)" in page
    assert "J. Ortiqxoʻjayev" in page


def test_the_form_of_an_action_shows_both(client: Client, cast: Cast):
    marked(cast)
    client.force_login(cast.farida)
    page = client.get(reverse("admin:roadmap_action_change", args=[cast.count.pk])).content.decode()
    assert "по согласованию" in page
    assert "J. Ortiqxoʻjayev" in page
