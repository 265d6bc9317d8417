"""The reference data of the register: what its records say of one another, and what they leave open."""

import pytest

from cooperation.choices import Authenticity, IssueState, Nature
from cooperation.models import Instrument, Issue, Site, Text, TreatyEvent

pytestmark = [pytest.mark.usefixtures("reference"), pytest.mark.django_db]


def test_events_lead_to_the_conferences_at_which_they_happened():
    at = TreatyEvent.objects.exclude(meeting=None).values_list("instrument__slug", "meeting__slug").distinct()
    assert set(at) == {
        ("ustyurt-memorandum-2024", "cms-cop14"),
        ("snow-leopard-2021", "unfccc-cop26"),
        ("central-asia-statement-2021", "unfccc-cop26"),
        ("central-asia-statement-2023", "unfccc-cop28"),
        ("kz-uz-water-2025", "kz-uz-visit-2025-11"),
    }


def test_a_machine_translation_is_no_more_than_a_working_one():
    texts = Text.objects.values_list("instrument__slug", "document__code", "authenticity")
    assert list(texts) == [("kz-uz-environment-1997", "cis-legislation-8328", Authenticity.WORKING_TRANSLATION)]


def test_an_instrument_that_is_called_non_binding_tells_on_what_ground():
    for instrument in Instrument.objects.filter(nature=Nature.NON_BINDING):
        assert "bind" in instrument.note_en, instrument.slug


def test_the_landfill_issue_is_settled_by_the_word_of_uzbekistan_alone_and_on_no_known_day():
    steps = Issue.objects.get(slug="keles-landfill").steps.all()
    assert [step.state for step in steps] == [IssueState.RAISED, IssueState.SETTLED]
    assert {step.country.code for step in steps} == {"UZ"}
    assert {step.earliest for step in steps} == {None}


def test_the_turan_deserts_have_the_components_that_sources_name():
    components = Site.objects.get(slug="turan-deserts").components.values_list("slug", flat=True)
    assert list(components) == ["altyn-emel", "barsakelmes", "bereketli-garagum", "kaplankyr", "repetek", "yeradzhi"]
