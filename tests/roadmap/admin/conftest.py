"""What the tests of imports begin with."""

import pytest
from django.test import Client

from cooperation.models import InstitutionName
from roadmap.models import ImportRun
from tests.cast import Cast
from tests.roadmap.admin.import_desk import columns, say, uploaded
from tests.roadmap.exchange.ministry import plan_of_a_ministry


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    """Farida's browser; the roadmap and its first action are there, and the committee bears a Russian name too."""
    assert cast.count
    InstitutionName.objects.filter(institution=cast.forestry).update(name_ru="Комитет лесного хозяйства")
    client.force_login(cast.farida)
    return client


@pytest.fixture
def told(desk: Client, cast: Cast) -> ImportRun:
    """The ministry's plan with its columns told: three questions are open."""
    run = uploaded(desk, cast, plan_of_a_ministry(), "план.xlsx", country=cast.kz.pk)
    say(desk, run, "columns", **columns())
    return run
