"""The search among 100,000 records, against the page of one record that is looked up by its key."""

from collections.abc import Iterator

from django.test import override_settings

from bench.pages import opening
from bench.timing import Ratio, compare
from cooperation.models import Site

RECORDS = 100_000


def ratios() -> Iterator[Ratio]:
    sites = (
        Site(slug=f"area-{number}", name_en=f"Area {number} of the plateau", name_ru=f"Участок {number}", kind="place")
        for number in range(RECORDS)
    )
    made = list(sites)
    for site in made:
        site.folded = site.fold()
    Site.objects.bulk_create(made, batch_size=5_000)
    record = opening("/en/sites/area-99999/")
    with override_settings(PUBLIC_PAGE_SECONDS=0):
        for what, words in (("one of 100,000", "Участок 77777"), ("all 100,000", "plateau")):
            search = opening(f"/en/search/?q={words}")
            yield compare(f"search that finds {what}", search, "a page by its key", record, runs=15)
