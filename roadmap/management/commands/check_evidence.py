"""Compares the kept files of evidence with the hashes that were recorded with them."""

import hashlib
from typing import BinaryIO

from django.core.management import BaseCommand, CommandError

from roadmap.models import Evidence


class Command(BaseCommand):
    help = "Names each file of evidence that is missing or is not what was recorded. Withheld files are not looked for."

    def handle(self, *args: object, **options: object) -> None:
        kept = Evidence.objects.exclude(sha256="").filter(withheld_on__isnull=True).order_by("pk")
        checked = wrong = 0
        for evidence in kept.iterator():
            checked += 1
            if problem := problem_of(evidence):
                wrong += 1
                self.stdout.write(f"{evidence.pk} {evidence.sha256} {evidence.title}: {problem}")
        self.stdout.write(f"{checked} checked, {wrong} wrong")
        if wrong:
            raise CommandError("Restore these files from a backup.")


def problem_of(evidence: Evidence) -> str:
    """What is wrong with a kept file, or nothing."""
    if not evidence.file or not evidence.file.storage.exists(evidence.file.name):
        return "the file is missing"
    with evidence.file.open("rb") as file:
        return "" if sha256_of(file) == evidence.sha256 else "the content is not what was recorded"


def sha256_of(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(1024 * 1024):
        digest.update(chunk)
    return digest.hexdigest()
