"""The sample roadmaps: their plans go through the importer and their stories through the services, as real ones do."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from cooperation.exchange.workbook import read_workbook
from cooperation.models import Edition, User
from cooperation.models.occasion import noting
from roadmap.exchange.apply import Source, import_table
from roadmap.exchange.asked import Request
from roadmap.limits import current_limits
from roadmap.management.storyteller import SECRETARIAT, Storyteller, moment
from roadmap.models import Action, ProgressReport, Roadmap
from roadmap.rules.facts import Limits
from roadmap.services.recompute import recompute

FOLDER = settings.BASE_DIR / "fixtures" / "sample"


@dataclass(frozen=True)
class Sample:
    """One sample roadmap: its address, its folder of ``fixtures/sample/``, and when its plan "was imported"."""

    slug: str
    folder: Path
    imported_at: datetime

    @property
    def actions(self) -> Any:
        return Action.objects.filter(roadmap__slug=self.slug)

    def frame(self, *names: str) -> None:
        """Loads those of these fixtures that the sample has."""
        paths = [path for name in names if (path := self.folder / f"{name}.yaml").exists()]
        if paths:
            with noting(self.imported_at):
                call_command("loaddata", *paths, verbosity=0)

    def plan(self, limits: Limits) -> None:
        """Imports the actions as the secretariat would."""
        path = self.folder / "actions.csv"
        content, author = path.read_bytes(), User.objects.get(username=SECRETARIAT)
        source = Source(path.name, hashlib.sha256(content).hexdigest(), content, self.imported_at, author)
        import_table(read_workbook(content), Request(self.slug), source, self.imported_at.date(), limits)

    def told(self, name: str) -> Any:
        """What a file of the sample tells."""
        return yaml.safe_load((self.folder / f"{name}.yaml").read_text(encoding="utf-8"))

    def story(self, limits: Limits) -> None:
        """Opens the reporting rounds, then records what the story tells of each action, in its order."""
        teller, roadmap = Storyteller(self.folder, limits), Roadmap.objects.get(slug=self.slug)
        for one in self.told("rounds"):
            teller.open_round(roadmap, **one)
        story: Mapping[str, list[dict[str, Any]]] = self.told("story")
        for code, records in story.items():
            action = self.actions.get(code=code)
            for record in records:
                ((kind, content),) = record.items()
                teller.record(action, kind, content)


SAMPLES = (
    Sample("ustyurt-sample", FOLDER / "ustyurt", moment("2025-04-07 10:00")),
    Sample("syrdarya-sample", FOLDER / "syrdarya", moment("2025-01-15 10:00")),
)


class Command(BaseCommand):
    """Loads each sample roadmap once: what staff tried out in it afterwards is never overwritten."""

    help = "Load the sample roadmaps of fixtures/sample/, those that are not there already."

    def handle(self, *args: object, **options: object) -> None:
        for sample in SAMPLES:
            if Roadmap.objects.filter(slug=sample.slug).exists():
                self.stdout.write(f"{sample.slug} is there already; nothing was changed.")
            else:
                load(sample, current_limits())
                reports = ProgressReport.objects.filter(action__in=sample.actions)
                self.stdout.write(f"{sample.slug} loaded: {sample.actions.count()} actions, {reports.count()} reports.")


@transaction.atomic
def load(sample: Sample, limits: Limits) -> None:
    """Authors and frame, then the plan, then what happened to it."""
    with noting(sample.imported_at):
        call_command("loaddata", FOLDER / "authors.yaml", verbosity=0)
    sample.frame("roadmap")
    sample.plan(limits)
    sample.frame("milestones", "endings", "decisions")
    sample.story(limits)
    recompute(sample.actions, timezone.localdate(), limits)
    Edition.objects.advance()
