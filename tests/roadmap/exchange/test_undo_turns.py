"""Two people at one moment: one undoes an import, the other undoes it too, or reports on what it made."""

from collections.abc import Callable, Iterator
from threading import Thread
from time import sleep
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction

from roadmap.choices import ImportState
from roadmap.exchange.apply import AlreadyUndoneError
from roadmap.exchange.runs import AlreadyImportedError, confirm, keep_plan, keep_preview, plan_of
from roadmap.exchange.undo import CannotUndoError, undo
from roadmap.models import Action, ImportRun, ProgressReport
from tests.cast import LIMITS, NOW, TODAY, Cast, report
from tests.conftest import OTHER_DATABASE
from tests.roadmap.exchange.sheets import csv_of

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason=OTHER_DATABASE),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def cast(transactional_db) -> Cast:
    made = Cast()
    assert made.count
    assert made.aigul
    return made


@pytest.fixture
def run(cast: Cast) -> ImportRun:
    """A preview that can be confirmed."""
    content = csv_of(("2.3", "2", "Renamed", "kz-forestry", "2028"), ("3.1", "2", "New", "kz-forestry", "2027"))
    kept = keep_preview(cast.plateau, "plan.csv", content, None, NOW, cast.farida)
    keep_plan(kept, plan_of(kept, TODAY, LIMITS))
    kept.save()
    return kept


@pytest.fixture
def meanwhile() -> Iterator[Callable[[Callable], list]]:
    """Lets somebody else begin something while a transaction is open; what comes of it is known after that ends."""
    threads: list[Thread] = []

    def begin(what: Callable[[], Any]) -> list:
        ends: list = []

        def act() -> None:
            try:
                ends.append(what())
            except (AlreadyUndoneError, AlreadyImportedError, CannotUndoError, IntegrityError) as error:
                ends.append(error)
            finally:
                connections.close_all()

        threads.append(Thread(target=act))
        threads[-1].start()
        while threads[-1].is_alive() and not someone_waits():
            sleep(0.01)
        return ends

    begin.join = lambda: [thread.join() for thread in threads]  # type: ignore[attr-defined]  # beside what it ends
    yield begin
    begin.join()  # type: ignore[attr-defined]  # as above


def someone_waits() -> bool:
    """Whether another connection to this database waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return bool(cursor.fetchone()[0])


def undo_by(cast: Cast, run: ImportRun) -> None:
    undo(run, NOW, TODAY, LIMITS, cast.farida)


def confirm_by(cast: Cast, run: ImportRun) -> None:
    confirm(run, NOW, TODAY, LIMITS, cast.farida)


def test_of_two_who_undo_the_second_is_told(cast: Cast, run: ImportRun, meanwhile: Any):
    confirm_by(cast, run)
    with transaction.atomic():
        undo_by(cast, run)
        ends = meanwhile(lambda: undo_by(cast, run))
    meanwhile.join()
    assert [type(end) for end in ends] == [AlreadyUndoneError]
    assert not Action.objects.filter(code="3.1").exists()


def test_who_undoes_while_it_is_being_confirmed_undoes_the_whole(cast: Cast, run: ImportRun, meanwhile: Any):
    with transaction.atomic():
        confirm_by(cast, run)
        ends = meanwhile(lambda: undo_by(cast, run))
    meanwhile.join()
    assert ends == [None]
    run.refresh_from_db()
    assert run.state == ImportState.UNDONE
    assert not Action.objects.filter(code="3.1").exists()


def test_who_confirms_while_it_is_being_undone_is_told(cast: Cast, run: ImportRun, meanwhile: Any):
    confirm_by(cast, run)
    with transaction.atomic():
        undo_by(cast, run)
        ends = meanwhile(lambda: confirm_by(cast, run))
    meanwhile.join()
    assert [type(end) for end in ends] == [AlreadyImportedError]
    assert not Action.objects.filter(code="3.1").exists()


def test_what_somebody_is_reporting_on_stays(cast: Cast, run: ImportRun, meanwhile: Any):
    confirm_by(cast, run)
    with transaction.atomic():
        report(Action.objects.get(code="3.1"), cast.forestry, cast.aigul)
        ends = meanwhile(lambda: undo_by(cast, run))
    meanwhile.join()
    assert [type(end) for end in ends] == [CannotUndoError]
    assert ProgressReport.objects.get().action.code == "3.1"


def test_no_report_is_left_on_what_is_being_undone(cast: Cast, run: ImportRun, meanwhile: Any):
    confirm_by(cast, run)
    made = Action.objects.get(code="3.1")
    with transaction.atomic():
        undo_by(cast, run)
        ends = meanwhile(lambda: report(made, cast.forestry, cast.aigul))
    meanwhile.join()
    assert [type(end) for end in ends] == [IntegrityError]
    assert not ProgressReport.objects.exists()
