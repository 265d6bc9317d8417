"""Institutions: names in any language, and what past states follow from stays."""

from typing import Any

from django.test import Client

from cooperation.choices import InstitutionKind
from cooperation.models import Institution
from tests.admin_forms import errors_of, filled
from tests.cast import Cast

ADD = "/admin/cooperation/institution/add/"


def named(page: Any, **names: str) -> dict[str, Any]:
    return filled(page) | {f"names-0-{column}": name for column, name in names.items()}


def test_a_name_in_one_language_is_enough(client: Client, cast: Cast):
    client.force_login(cast.farida)
    data = named(client.get(ADD), name_kk="Орман комитеті") | {
        "code": "kz-forest",
        "kind": InstitutionKind.COMMITTEE,
        "country": cast.kz.pk,
    }
    assert client.post(ADD, data).status_code == 302
    assert str(Institution.objects.get(code="kz-forest")) == "Орман комитеті"


def test_a_name_in_no_language_is_refused(client: Client, cast: Cast):
    client.force_login(cast.farida)
    data = named(client.get(ADD), acronym_en="KF") | {"code": "kz-forest", "kind": InstitutionKind.COMMITTEE}
    response = client.post(ADD, data)
    assert errors_of(response) == ["Write this in at least one language."]
    assert not Institution.objects.filter(code="kz-forest").exists()


def test_an_institution_keeps_its_country_and_code(client: Client, cast: Cast):
    address = f"/admin/cooperation/institution/{cast.forestry.pk}/change/"
    client.force_login(cast.farida)
    client.post(address, filled(client.get(address)) | {"country": cast.uz.pk, "code": "other"})
    cast.forestry.refresh_from_db()
    assert (cast.forestry.country, cast.forestry.code) == (cast.kz, "kz-forestry")


def test_an_authority_does_not_become_an_organisation_that_supports(client: Client, cast: Cast):
    address = f"/admin/cooperation/institution/{cast.forestry.pk}/change/"
    client.force_login(cast.farida)
    data = filled(client.get(address))
    assert client.post(address, data | {"kind": InstitutionKind.NGO}).status_code == 200
    assert client.post(address, data | {"kind": InstitutionKind.AGENCY}).status_code == 302
