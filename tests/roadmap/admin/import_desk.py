"""Farida's desk: what she uploads, sees, says and confirms."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cooperation.rules.fold import fold
from roadmap.admin.import_answers import mark_of
from roadmap.models import ImportRun
from tests.cast import Cast

ADD = "admin:roadmap_importrun_add"


def at(name: str, run: ImportRun) -> str:
    return reverse(f"admin:roadmap_importrun_{name}", args=[run.pk])


def upload(client: Client, cast: Cast, content: bytes, name: str = "plan.csv", **more: Any) -> HttpResponse:
    file = SimpleUploadedFile(name, content)
    return client.post(reverse(ADD), {"roadmap": cast.plateau.pk, "file": file, **more}, follow=True)


def uploaded(client: Client, cast: Cast, content: bytes, name: str = "plan.csv", **more: Any) -> ImportRun:
    upload(client, cast, content, name, **more)
    return ImportRun.objects.order_by("pk").last()


def text(page: HttpResponse) -> str:
    assert page.status_code == 200
    return " ".join(page.content.decode().split())


def look(client: Client, run: ImportRun, name: str = "change") -> str:
    return text(client.get(at(name, run)))


def say(client: Client, run: ImportRun, name: str, **data: Any) -> HttpResponse:
    """Sends a form with what was seen when it was opened."""
    seen = client.get(at(name, run)).context["seen"]
    return client.post(at(name, run), {"seen": seen, **data}, follow=True)


def columns(**told: str) -> dict[str, str]:
    """The columns of ``ministry.py`` as they are to be told; others by their place."""
    ours = {"column_0": "number", "column_1": "title_ru", "column_2": "responsible", "column_3": "deadline_text"}
    return {"header": "4", "sheet": "План", **ours, **told}


def reply(kind: str, key: str, **said: str) -> dict[str, str]:
    """The answer to one question, as its small form sends it."""
    empty = {"due": ""} if kind == "deadlines" else {"other": ""}
    return {f"{mark_of(kind, key)}-{name}": value for name, value in {**empty, **said}.items()}


def counts(run: ImportRun) -> tuple[int, int, int]:
    run.refresh_from_db()
    return run.new, run.changed, run.unchanged


# The questions of ``ministry.py``, and an answer to each.
WORDING = "в двухмесячный срок"
NEAR = fold("Комитет лесного хозяства")
SECTION = fold("Животный мир")
DAY = reply("deadlines", WORDING, how="dated", due="2027-02-10", precision="quarter")
BODY = reply("institutions", NEAR, choice="kz-forestry")
DIRECTION = reply("directions", SECTION, choice="+")
