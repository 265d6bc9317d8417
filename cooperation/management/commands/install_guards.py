"""Makes the triggers that hold fixed records on PostgreSQL, where they are missing."""

from django.core.management import BaseCommand
from django.db import connection, transaction

from cooperation.models import triggers


class Command(BaseCommand):
    help = "Makes the triggers that hold fixed records on PostgreSQL, where one is missing; changes no record."

    def handle(self, *args: object, **options: object) -> None:
        with transaction.atomic():
            made = triggers.install(connection)
        for one in made:
            self.stdout.write(one.name)
        self.stdout.write(f"{len(made)} made")
