"""The register in the admin: anyone there may take it out; the secretariat brings it in, after a look."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cooperation.models import Country, Instrument
from tests.cast import Cast
from tests.cooperation.exchange.register import instrument
from tests.roadmap.exchange.sheets import csv_of

PAGE = "/admin/register/"
CONFIRM = "/admin/register/confirm/"
EXPORT = "/admin/register/export/"


@pytest.fixture
def secretariat(client: Client, cast: Cast) -> Client:
    client.force_login(cast.farida)
    return client


@pytest.fixture
def reader(client: Client, cast: Cast) -> Client:
    client.force_login(cast.aigul)
    return client


def file_of(*rows: tuple[str, ...], name: str = "instruments.csv", headings: Any = ("slug", "kind", "title_en")) -> Any:
    return SimpleUploadedFile(name, csv_of(*rows, headings=headings))


def sent(client: Client, file: Any, noun: str = "") -> str:
    response = client.post(PAGE, {"file": file, "noun": noun})
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def kept_files() -> list[str]:
    return default_storage.listdir("register")[1] if default_storage.exists("register") else []


def test_a_reader_finds_the_export_and_no_import(reader: Client):
    page = reader.get(PAGE).content.decode()
    assert EXPORT in page
    assert 'type="file"' not in page
    assert reader.post(PAGE, {}).status_code == 403
    assert reader.post(CONFIRM).status_code == 403


def test_lists_of_the_register_lead_to_it_and_others_do_not(secretariat: Client):
    link = f'<li><a href="{PAGE}">'
    assert link in secretariat.get("/admin/cooperation/instrument/").content.decode()
    assert link not in secretariat.get("/admin/roadmap/action/").content.decode()


def test_confirming_and_exporting_take_their_own_methods_only(secretariat: Client):
    assert secretariat.get(CONFIRM).status_code == 405
    assert secretariat.post(EXPORT).status_code == 405


def test_one_noun_goes_out_as_a_table_of_either_format(reader: Client):
    instrument("memo")
    table = reader.get(EXPORT, {"noun": "instruments", "format": "csv"})
    assert table["Content-Disposition"].startswith('attachment; filename="instruments-')
    assert "memo" in table.content.decode("utf-8-sig")
    assert reader.get(EXPORT, {"noun": "instruments", "format": "xlsx"}).content.startswith(b"PK")
    assert reader.get(EXPORT, {"noun": "secrets"}).status_code == 400


def test_the_whole_register_goes_out_as_a_workbook(reader: Client):
    response = reader.get(EXPORT, {"format": "csv"})
    assert response.content.startswith(b"PK")
    assert response["Content-Disposition"].endswith('.xlsx"')


def test_an_upload_shows_what_it_would_do_and_writes_nothing(secretariat: Client):
    instrument("memo")
    page = sent(secretariat, file_of(("memo", "memorandum", "Renamed"), ("other", "protocol", "New <b>one</b>")))
    assert "1 new, 1 changed, 0 unchanged, 0 refused" in page
    assert "<del>memo</del>" in page
    assert "<ins>Renamed</ins>" in page
    assert "New &lt;b&gt;one&lt;/b&gt;" in page
    assert Instrument.objects.get().title_en == "memo"


def test_what_was_previewed_is_written_when_it_is_confirmed_and_only_once(secretariat: Client, cast: Cast):
    sent(secretariat, file_of(("other", "protocol", "New")))
    assert len(kept_files()) == 1
    page = secretariat.post(CONFIRM, follow=True).content.decode()
    assert "Imported: 1 new, 0 changed." in page
    entry = Instrument.objects.get(slug="other").history.get()
    assert entry.history_user == cast.farida
    assert kept_files() == []
    assert "nothing to confirm" in secretariat.post(CONFIRM, follow=True).content.decode()


def test_what_has_changed_since_the_preview_is_not_written(secretariat: Client):
    instrument("memo")
    sent(secretariat, file_of(("memo", "memorandum", "Renamed")))
    Instrument.objects.update(title_en="Meanwhile")
    page = secretariat.post(CONFIRM, follow=True).content.decode()
    assert "The data has changed since the preview" in page
    assert Instrument.objects.get().title_en == "Meanwhile"


def test_a_kept_file_that_was_altered_or_lost_is_not_imported(secretariat: Client):
    for alter in (True, False):
        sent(secretariat, file_of(("other", "protocol", "New")))
        path = secretariat.session["register_import"]["path"]
        default_storage.delete(path)
        if alter:
            default_storage.save(path, file_of(("another", "protocol", "New")))
        assert "nothing to confirm" in secretariat.post(CONFIRM, follow=True).content.decode()
    assert not Instrument.objects.exists()


def test_a_new_upload_takes_the_place_of_the_one_before(secretariat: Client):
    sent(secretariat, file_of(("other", "protocol", "New")))
    sent(secretariat, file_of(("another", "protocol", "New")))
    assert len(kept_files()) == 1
    secretariat.post(CONFIRM)
    assert Instrument.objects.get().slug == "another"


def test_what_is_refused_is_listed_with_its_place_and_cannot_be_confirmed(secretariat: Client):
    page = sent(secretariat, file_of(("other", "protokol", "New")))
    assert "<td>instruments</td> <td>2</td> <td>B (kind)</td>" in page
    assert CONFIRM not in page
    assert kept_files() == []


def test_where_nothing_would_change_there_is_nothing_to_confirm(secretariat: Client, cast: Cast):
    page = sent(secretariat, file_of((cast.kz.code,), name="x.csv", headings=("code",)), "countries")
    assert "there is nothing to import" in page
    assert CONFIRM not in page


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("x.xlsx", b"PK\x03\x04rubbish"), "not a spreadsheet"),
        (SimpleUploadedFile("x.csv", b"what;is;this\n1;2;3\n"), "cannot be recognised"),
        (SimpleUploadedFile("x.csv", b""), "empty"),
    ],
)
def test_what_cannot_be_read_is_told_at_the_field(secretariat: Client, file: Any, words: str):
    assert words in sent(secretariat, file)
    assert not Country.objects.filter(code="1").exists()
