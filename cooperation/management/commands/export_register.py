"""The whole register as spreadsheets."""

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from cooperation.exchange.export import register_as_csv, register_as_xlsx
from cooperation.exchange.files import CONTENT_TYPES


class Command(BaseCommand):
    help = "Writes the register: a CSV for each kind of record into a folder, or one workbook with a sheet for each."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, metavar="DIRECTORY|FILE.xlsx")
        parser.add_argument("--format", choices=sorted(CONTENT_TYPES), help="csv for a folder, unless told otherwise")

    def handle(self, *args: object, **options: Any) -> None:
        path: Path = options["path"]
        is_workbook = path.suffix.lower() == ".xlsx"
        if is_workbook and options["format"] == "csv":
            raise CommandError(f"{path}: CSV goes into a folder, a file for each kind of record.")
        try:
            if is_workbook:
                path.write_bytes(register_as_xlsx())
            else:
                self.write_folder(path, options["format"] or "csv")
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error

    def write_folder(self, folder: Path, kind: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        files = register_as_csv() if kind == "csv" else [("register.xlsx", register_as_xlsx())]
        for name, content in files:
            (folder / name).write_bytes(content)
