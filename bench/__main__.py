import sys
import tempfile
from collections.abc import Iterator

from django.db import connection
from django.test import override_settings

from bench import data, exports, imports, memory, pages, rounds, search
from bench.timing import HEADINGS, Ratio

PLAIN = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


def figures() -> Iterator[Ratio | memory.Peak]:
    data.make_register()
    for part in (search, pages, rounds, imports, exports):
        yield from part.ratios()
    yield from memory.peaks()


def main() -> None:
    """Makes a database of its own, measures, tells, and takes the database away."""
    with (
        tempfile.TemporaryDirectory() as folder,
        override_settings(STORAGES=PLAIN, MEDIA_ROOT=f"{folder}/media", STATIC_ROOT=folder),
    ):
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = f"{folder}/bench.sqlite3"
        usual = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        sys.stdout.write(f"{connection.vendor}\n{HEADINGS}\n")
        try:
            for figure in figures():
                sys.stdout.write(f"{figure}\n")
                sys.stdout.flush()
        finally:
            connection.creation.destroy_test_db(usual, verbosity=0)


main()
