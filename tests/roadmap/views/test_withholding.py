"""The page on which a coordinator withholds what law requires."""

import pytest
from django.test import Client

from roadmap.models import Evidence, ProgressReport
from tests.cast import Cast, paper, published, report

FORM = {"ground": "Law on personal data, article 7", "is_sure": "on"}


@pytest.fixture
def made(cast: Cast) -> ProgressReport:
    documents = [paper("Names of rangers", url="https://example.org/rangers")]
    texts = {"achievements": "Askar was seen.", "signatory": "B. Li"}
    return published(cast.count, cast.forestry, cast.bolat, evidence=documents, **texts)


def addresses(made: ProgressReport) -> list[str]:
    document = made.evidence.get()
    return [f"/en/workspace/reports/{made.pk}/withhold/", f"/en/workspace/evidence/{document.pk}/withhold/"]


def test_a_coordinator_withholds_texts_and_documents_and_everyone_reads_why(
    client: Client, cast: Cast, made: ProgressReport
):
    client.force_login(cast.bolat)
    page = client.get(f"/en/workspace/reports/{made.pk}/").text
    for address in addresses(made):
        assert f'href="{address}"' in page
        assert "cannot be undone" in client.get(address).text
        response = client.post(address, FORM, follow=True)
        assert "It is withheld." in response.text
        assert f'href="{address}"' not in response.text
    client.logout()
    sha256 = Evidence.objects.get().sha256
    for page in (
        f"/en/workspace/reports/{made.pk}/",
        "/en/roadmaps/plateau/actions/2.3/",
        f"/evidence/{sha256}/",
    ):
        text = client.get(page, headers={"accept-language": "en"}).text
        assert "Law on personal data, article 7" in text
        assert "Askar" not in text
        assert "B. Li" not in text
        assert "rangers" not in text
    made.refresh_from_db()
    assert made.withheld_sha256 in client.get("/en/roadmaps/plateau/actions/2.3/").text


@pytest.mark.parametrize("missing", FORM)
def test_without_a_ground_or_a_second_thought_nothing_is_withheld(
    client: Client, cast: Cast, made: ProgressReport, missing: str
):
    client.force_login(cast.bolat)
    for address in addresses(made):
        response = client.post(address, {name: value for name, value in FORM.items() if name != missing})
        assert response.context["form"].errors.keys() == {missing}
    made.refresh_from_db()
    assert made.withheld_on is None


def test_only_the_coordinator_of_its_country_may(client: Client, cast: Cast, made: ProgressReport):
    for somebody in (cast.aigul, cast.eldor, cast.farida, cast.gulnara, cast.hasan):
        client.force_login(somebody)
        assert "withhold" not in client.get(f"/en/workspace/reports/{made.pk}/").text
        for address in addresses(made):
            assert client.get(address).status_code == 403
            assert client.post(address, FORM).status_code == 403
    client.logout()
    for address in addresses(made):
        assert client.post(address, FORM).status_code == 403
    made.refresh_from_db()
    assert made.withheld_on is None


def test_a_draft_is_changed_and_not_withheld(client: Client, cast: Cast):
    draft = report(cast.count, cast.forestry, cast.aigul)
    client.force_login(cast.bolat)
    assert client.post(f"/en/workspace/reports/{draft.pk}/withhold/", FORM).status_code == 403
    client.force_login(cast.eldor)
    assert client.post(f"/en/workspace/reports/{draft.pk}/withhold/", FORM).status_code == 404


def test_what_is_withheld_already_is_told(client: Client, cast: Cast, made: ProgressReport):
    client.force_login(cast.bolat)
    for address in addresses(made):
        client.post(address, FORM)
        for again in (
            client.post(address, FORM | {"ground": "Another"}, follow=True),
            client.get(address, follow=True),
        ):
            assert "withheld in the meantime" in again.text
    assert ProgressReport.objects.get().withheld_ground == FORM["ground"]


def test_the_admin_shows_the_tombstone(client: Client, cast: Cast, made: ProgressReport):
    client.force_login(cast.bolat)
    for address in addresses(made):
        client.post(address, FORM)
    for page in (f"progressreport/{made.pk}", f"evidence/{made.evidence.get().pk}"):
        assert FORM["ground"] in client.get(f"/admin/roadmap/{page}/change/").text
    assert client.get("/admin/roadmap/evidence/").status_code == 200
