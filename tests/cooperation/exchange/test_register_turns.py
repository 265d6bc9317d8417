"""Two imports at one moment: the one who presses a button twice, or two people with the same file."""

from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from cooperation.exchange.outcome import Outcome
from cooperation.exchange.register_import import RegisterChangedError
from cooperation.models import TreatyEvent
from tests.conftest import OTHER_DATABASE
from tests.cooperation.exchange.register import instrument, outcome_of


@pytest.mark.skipif(connection.vendor != "postgresql", reason=OTHER_DATABASE)
@pytest.mark.django_db(transaction=True)
def test_what_is_confirmed_twice_at_once_is_written_once():
    instrument("memo")
    events = [{"instrument": "memo", "kind": "signature"}]
    digest = outcome_of(events=events, dry_run=True).digest
    both_are_there, ends = Barrier(2), []

    def confirm() -> None:
        both_are_there.wait()
        try:
            ends.append(type(outcome_of(events=events, digest=digest)))
        except RegisterChangedError as error:
            ends.append(type(error))
        finally:
            connections.close_all()

    threads = [Thread(target=confirm) for _time in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(ends) == {Outcome, RegisterChangedError}
    assert TreatyEvent.objects.count() == 1
