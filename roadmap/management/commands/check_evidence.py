"""Compares the kept files of evidence with the hashes that were recorded with them, and asks for the addresses."""

from datetime import timedelta

from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from roadmap.models import Evidence
from roadmap.services.kept_evidence import clear_unused, dead_addresses, wrong_files

IN_USE_SOON = timedelta(days=1)


class Command(BaseCommand):
    help = (
        "Names each document of a report whose file is missing or altered, or whose address does not answer; what is "
        "withheld is not looked for. Clears away files that no document has used for a day."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-addresses", action="store_true", help="files only; nothing is asked of the network")

    def handle(self, *args: object, **options: object) -> None:
        kept = Evidence.objects.kept().select_related("report__action__roadmap").order_by("pk")
        addresses = kept.none() if options["no_addresses"] else kept.exclude(url="")
        wrong = 0
        for evidence, what in (*wrong_files(kept), *dead_addresses(addresses)):
            wrong += 1
            action = evidence.report.action
            where = f"{action.roadmap.slug} {action.code}, report {evidence.report_id}, evidence {evidence.pk}"
            self.stdout.write(f"{where}: {evidence.title}: {what} ({evidence.sha256 or evidence.url})")
        cleared = clear_unused(Evidence.file.field.storage, timezone.now() - IN_USE_SOON)
        files = kept.exclude(file="").count()
        self.stdout.write(f"{files} files, {addresses.count()} addresses, {wrong} wrong, {cleared} unused cleared away")
        if wrong:
            raise CommandError("Restore files from a backup; correct the reports of which an address is dead.")
