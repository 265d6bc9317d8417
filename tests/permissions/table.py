"""A table of permissions as people read it: who is in the head, what is asked in the rows, the answers in the cells.

``200`` a page, ``done`` something was recorded, ``kept`` nothing was changed and the page says why, ``in`` asked to
sign in, ``403`` seen but not allowed, ``404`` does not exist, ``410`` withheld.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.test import Client

SIGN_IN = ("/sign-in/", "/admin/login/")
REFUSED = {"403", "404", "kept"}
LOGS = {"AccessAttempt", "AccessLog", "Edition", "LogEntry", "Session"}
UNNOTED = ("django_session", "cooperation_edition", "django_admin_log")


@dataclass(frozen=True)
class Ask:
    """One request: a page, or with ``data`` a form that is sent."""

    address: str
    data: Mapping[str, Any] | None = None


Verb = Callable[[], Ask]
Everything = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Row:
    label: str
    cells: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.label:40}{' '.join(f'{cell:>5}' for cell in self.cells)}"


def rows_of(table: str) -> list[Row]:
    """The rows of a table: a label, a bar, the cells. More bars are for the eye; a line without a label is a head."""
    found = []
    for line in table.strip().splitlines():
        label, _bar, cells = line.partition("|")
        if label.strip() and cells.strip():
            found.append(Row(label.strip(), tuple(cells.replace("|", " ").split())))
    return found


def answer(client: Client, ask: Ask, before: Everything) -> str:
    """What someone gets who asks for this; a refusal that changes something all the same is told as such."""
    for value in (ask.data or {}).values():
        if hasattr(value, "seek"):  # a file, which the person before has sent
            value.seek(0)
    written: list[str] = []
    with connection.execute_wrapper(noting(written)):
        response = client.get(ask.address) if ask.data is None else client.post(ask.address, ask.data)
    changed = bool(written) and everything() != before
    if response.status_code == 302 and any(page in response.url for page in SIGN_IN):
        found = "in"
    elif response.status_code == 302 or (ask.data is not None and response.status_code == 200):
        found = "done" if changed else "kept"
    else:
        found = str(response.status_code)
    return f"{found}, and it is done" if changed and found != "done" else found


def noting(written: list[str]) -> Callable[..., Any]:
    """Notes what is written, so that whoever reads needs no second look at all that is recorded."""

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and not any(table in sql for table in UNNOTED):
            written.append(sql)
        return execute(sql, *rest)

    return note


def everything() -> Everything:
    """All that is recorded, but for the log of who was where."""
    models = [model for model in apps.get_models() if model.__name__ not in LOGS]
    return {
        model.__name__: [tuple(map(hashable, row)) for row in model._base_manager.order_by("pk").values_list()]
        for model in models
    }


def hashable(value: object) -> object:
    return str(value) if isinstance(value, dict | list) else value


def asked(rows: list[Row], verbs: Mapping[str, Verb], clients: list[Client], only_refused: bool) -> Iterator[Row]:
    """The table as it is: each row's record is made, each person asks, and all is undone.

    With ``only_refused`` those alone ask who are to be refused: what is allowed needs no second look.
    """
    for row in rows:
        assert len(row.cells) == len(clients), f"{row.label}: a cell is missing"
        with transaction.atomic():
            ask, cells = verbs[row.label](), []
            before = everything()
            for cell, client in zip(row.cells, clients, strict=True):
                if only_refused and cell not in REFUSED:
                    cells.append(cell)
                    continue
                with transaction.atomic():
                    cells.append(answer(client, ask, before))
                    transaction.set_rollback(True)
            transaction.set_rollback(True)
        yield Row(row.label, tuple(cells))
