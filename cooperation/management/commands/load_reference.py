from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from cooperation.models import Country, Document, Edition, Institution, Instrument
from cooperation.models.occasion import noting
from cooperation.services.refold import refold

# Each after those that it refers to; where an event of an instrument names a later meeting, loaddata goes back to it.
FIXTURES = [
    "countries",
    "documents",
    "institutions",
    "sites",
    "instruments",
    "bodies",
    "meetings",
    "issues",
    "recognitions",
    "roadmap",
]


class Command(BaseCommand):
    """Loads the reference data once: what staff changed afterwards is never overwritten."""

    help = "Load the reference data of fixtures/, unless it is there already."

    def handle(self, *args: object, **options: object) -> None:
        with transaction.atomic():
            if Country.objects.exists():
                self.stdout.write("The reference data is there already; nothing was changed.")
                return
            paths = [settings.BASE_DIR / "fixtures" / f"{name}.yaml" for name in FIXTURES]
            with noting(timezone.now()):
                call_command("loaddata", *paths, verbosity=0)
            refold()
            Edition.objects.advance()
        self.stdout.write(
            f"Reference data loaded: {Country.objects.count()} countries, {Institution.objects.count()} institutions, "
            f"{Instrument.objects.count()} instruments, {Document.objects.count()} sources."
        )
