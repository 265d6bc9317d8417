"""A stored document under its hash."""

import hashlib
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from cooperation.choices import Visibility
from roadmap.models import Evidence
from tests.cast import Cast, paper, published, report

PDF = b"%PDF-1.4 a letter"
HASH = hashlib.sha256(PDF).hexdigest()
PAGE = f"/evidence/{HASH}/"


def letter(name: str = "Хат 04-12", **columns) -> Evidence:
    """A letter whose file is kept, of no report yet."""
    about = {"file_name": f"{name}.pdf", "content_type": "application/pdf", "sha256": HASH, "size": len(PDF)}
    made = paper("Letter", **about, **columns)
    made.file.save("letter.pdf", ContentFile(PDF), save=False)
    return made


def publish(cast: Cast, **columns) -> Evidence:
    """The letter as evidence of a published report of Kazakhstan's."""
    made = letter(**columns)
    published(cast.count, cast.forestry, cast.bolat, evidence=[made])
    return made


def test_published_evidence_is_an_attachment_that_runs_nothing(client: Client, cast: Cast):
    publish(cast)
    response = client.get(PAGE)
    assert b"".join(response.streaming_content) == PDF
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%D0%A5")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_evidence_of_an_unpublished_report_exists_for_its_own_side_alone(client: Client, cast: Cast):
    draft, made = report(cast.count, cast.forestry, cast.aigul), letter()
    made.report = draft
    made.save()
    assert client.get(PAGE).status_code == 404
    for stranger in (cast.eldor, cast.hasan, cast.farida):
        client.force_login(stranger)
        assert client.get(PAGE).status_code == 404
    client.force_login(cast.aigul)
    assert client.get(PAGE).status_code == 200


def test_evidence_among_the_parties_does_not_exist_for_visitors(client: Client, cast: Cast):
    publish(cast, confidentiality=Visibility.PARTIES)
    assert client.get(PAGE).status_code == 404
    client.force_login(cast.hasan)
    assert client.get(PAGE).status_code == 200


def test_withheld_evidence_leaves_its_hash_day_and_ground(client: Client, cast: Cast):
    publish(cast, withheld_on=date(2026, 11, 20), withheld_ground="personal data")
    response = client.get(PAGE, headers={"accept-language": "en"})
    assert response.status_code == 410
    page = response.content.decode()
    for words in (HASH, "20 November 2026", "personal data"):
        assert words in page


def test_a_document_that_one_report_withholds_is_still_served_for_another(client: Client, cast: Cast):
    withheld = letter(withheld_on=date(2026, 11, 20), withheld_ground="personal data")
    published(cast.count, cast.ecology, cast.eldor, evidence=[withheld])
    assert client.get(PAGE).status_code == 410
    publish(cast)
    assert client.get(PAGE).status_code == 200


def test_what_is_withheld_is_not_served_for_a_report_that_the_reader_may_not_see(client: Client, cast: Cast):
    withheld = letter(withheld_on=date(2026, 11, 20), withheld_ground="personal data")
    published(cast.count, cast.ecology, cast.eldor, evidence=[withheld])
    draft, made = report(cast.count, cast.forestry, cast.aigul), letter()
    made.report = draft
    made.save()
    assert client.get(PAGE).status_code == 410
    client.force_login(cast.aigul)
    assert client.get(PAGE).status_code == 200


def test_the_same_content_in_public_and_among_the_parties_is_served_under_its_public_name(client: Client, cast: Cast):
    published(cast.count, cast.ecology, cast.eldor, evidence=[letter("secret", confidentiality=Visibility.PARTIES)])
    assert client.get(PAGE).status_code == 404
    published(cast.count, cast.forestry, cast.bolat, evidence=[letter("open")])
    assert client.get(PAGE).headers["Content-Disposition"] == 'attachment; filename="open.pdf"'
    client.force_login(cast.hasan)
    assert client.get(PAGE).status_code == 200


def test_a_large_file_is_sent_piece_by_piece(client: Client, cast: Cast):
    publish(cast)
    response = client.get(PAGE)
    assert response.streaming
    assert response.block_size < 1024 * 1024


def test_a_document_whose_file_is_lost_is_not_found(client: Client, cast: Cast):
    made = publish(cast)
    made.file.storage.delete(made.file.name)
    assert client.get(PAGE).status_code == 404


@pytest.mark.parametrize("sha256", ["0" * 64, "x", "%00", "..%2f..%2fetc"])
def test_an_unknown_hash_is_not_found(client: Client, db, sha256: str):
    assert client.get(f"/evidence/{sha256}/").status_code == 404


def test_posting_is_refused(client: Client, cast: Cast):
    publish(cast)
    assert client.post(PAGE).status_code == 405
