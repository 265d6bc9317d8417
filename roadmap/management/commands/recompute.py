"""Compares what is stored of every action with what follows from its records, and mends it."""

from django.core.management import BaseCommand
from django.utils import timezone

from cooperation.models import Edition
from roadmap.limits import current_limits
from roadmap.models import Action
from roadmap.services.recompute import recompute


class Command(BaseCommand):
    help = "Lists each stored value that does not follow from the records, and mends it."

    def handle(self, *args: object, **options: object) -> None:
        differences = recompute(Action.objects.all(), timezone.localdate(), current_limits())
        for difference in differences:
            self.stdout.write(str(difference))
        if differences:
            Edition.objects.advance()
        self.stdout.write(f"{len(differences)} differences")
