"""Peak memory of the commands that import and export, each in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection

from bench import data
from bench.imports import fresh

SIZES = (10_000, 50_000)


@dataclass(frozen=True)
class Peak:
    """The most memory that a process took, in bytes."""

    what: str
    taken: int

    def __str__(self) -> str:
        return f"{self.what:<58} {'peak memory':<46} {self.taken / 1024**2:>6.0f} MB"


def peaks() -> Iterator[Peak]:
    for size in SIZES:
        with TemporaryDirectory() as folder:
            roadmap, file = fresh().slug, Path(folder, "plan.csv")
            file.write_bytes(data.as_csv(data.rows(size)))
            first = ("import_actions", file, "--roadmap", roadmap)
            yield Peak(f"import of {size} new rows", peak_of(*first))
            yield Peak(f"import of {size} rows that are there", peak_of(*first))
            for kind in ("csv", "xlsx"):
                out = ("--format", kind, "--output", Path(folder, f"out.{kind}"))
                yield Peak(
                    f"export of {size} rows, {kind.upper()}", peak_of("export_actions", "--roadmap", roadmap, *out)
                )


def peak_of(*command: str | Path) -> int:
    """The peak of a command of the site, which works on the database of this run; raises where it fails."""
    manage = [sys.executable, settings.BASE_DIR / "manage.py", *command]
    environment = os.environ | {"DATABASE_URL": address(), "MEDIA_ROOT": str(settings.MEDIA_ROOT)}
    process = subprocess.Popen(manage, stdout=subprocess.DEVNULL, env=environment)  # noqa: S603  # our own command
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    return usage.ru_maxrss * 1024


def address() -> str:
    """The database of this run, as the environment names databases."""
    kept = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{kept['NAME']}"
    return f"postgres://{kept['USER']}:{kept['PASSWORD']}@{kept['HOST']}:{kept['PORT']}/{kept['NAME']}"
