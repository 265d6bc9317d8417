"""The sample roadmap: its plan goes through the importer and its story through the services, as real ones do."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import yaml
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from cooperation.choices import Role
from cooperation.models import Country, Decision, Edition, Institution, User
from roadmap.choices import DeadlineKind
from roadmap.exchange.apply import Source, import_table
from roadmap.exchange.plan import Request
from roadmap.exchange.table import read_table
from roadmap.limits import current_limits
from roadmap.models import Action, Deadline, Evidence, ProgressReport, Roadmap
from roadmap.rules.facts import TASHKENT, Limits
from roadmap.services import deadlines, reporting
from roadmap.services.evidence import Examined, examine
from roadmap.services.recompute import recompute

FOLDER = settings.BASE_DIR / "fixtures" / "sample"
SLUG = "ustyurt-sample"
IMPORTED_AT = "2025-04-07 10:00"


class Command(BaseCommand):
    """Loads the sample roadmap once: what staff tried out in it afterwards is never overwritten."""

    help = "Load the sample roadmap of fixtures/sample/, unless it is there already."

    def handle(self, *args: object, **options: object) -> None:
        with transaction.atomic():
            if Roadmap.objects.filter(slug=SLUG).exists():
                self.stdout.write("The sample roadmap is there already; nothing was changed.")
                return
            call_command("loaddata", FOLDER / "roadmap.yaml", verbosity=0)
            import_plan(current_limits())
            call_command("loaddata", FOLDER / "milestones.yaml", FOLDER / "endings.yaml", verbosity=0)
            tell_story(current_limits())
            actions = Action.objects.filter(roadmap__slug=SLUG)
            recompute(actions, timezone.localdate(), current_limits())
            Edition.objects.advance()
        reports = ProgressReport.objects.filter(action__in=actions)
        self.stdout.write(f"Sample roadmap loaded: {actions.count()} actions, {reports.count()} reports.")


def moment(text: str) -> datetime:
    """A moment of the story, in Tashkent."""
    return datetime.fromisoformat(text).replace(tzinfo=TASHKENT)


def import_plan(limits: Limits) -> None:
    """Imports the actions as the secretariat would, at a moment of the story."""
    path = FOLDER / "actions.csv"
    content, now = path.read_bytes(), moment(IMPORTED_AT)
    author = User.objects.get(username="sample-secretariat")
    source = Source(path.name, hashlib.sha256(content).hexdigest(), content, now, author)
    import_table(read_table(content), Request(SLUG), source, now.date(), limits)


def tell_story(limits: Limits) -> None:
    """Records what the story tells of each action, in its order."""
    story: Mapping[str, list[dict[str, Any]]] = yaml.safe_load((FOLDER / "story.yaml").read_text(encoding="utf-8"))
    teller = Storyteller(limits)
    for code, records in story.items():
        action = Action.objects.get(roadmap__slug=SLUG, code=code)
        for record in records:
            ((kind, content),) = record.items()
            teller.record(action, kind, content)


class Storyteller:
    """Applies one record after another through the services, at the moment that the story gives."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.countries = Country.objects.in_bulk(field_name="code")
        authors = User.objects.filter(username__startswith="sample-", institution__isnull=False)
        self.reporters = {user.institution.code: user for user in authors if user.role == Role.REPORTER}
        self.coordinators = {user.country.code: user for user in authors if user.role == Role.COORDINATOR}
        self.secretariat = User.objects.get(username="sample-secretariat")

    def record(self, action: Action, kind: str, content: dict[str, Any]) -> None:
        match kind:
            case "report":
                self.report(action, **content)
            case "revision" | "correction":
                self.version(action, DeadlineKind(kind), **content)
            case "decided":
                self.decided(action, **content)
            case "consent":
                self.consent(action, **content)
            case _:
                raise ValueError(f"{action.code}: {kind}")

    def report(
        self,
        action: Action,
        institution: str,
        moments: list[str],
        corrects: bool = False,
        reached: Mapping[int, date] | None = None,
        evidence: Iterable[dict[str, Any]] = (),
        returned: dict[str, str] | None = None,
        **columns: Any,
    ) -> None:
        """Writes a report, and submits, returns or publishes it as far as the story goes."""
        of = Institution.objects.select_related("country").get(code=institution)
        coordinator = self.coordinators[of.country.code]
        author = self.reporters.get(institution, coordinator)
        report = ProgressReport(action=action, institution=of, **columns)
        if corrects:
            report.corrects = action.reports.filter(institution=of).latest("pk")
        papers = reporting.Papers(
            reached={action.milestones.get(number=number): on for number, on in (reached or {}).items()},
            added=[paper(**columns) for columns in evidence],
        )
        written, *later = map(moment, moments)
        report = reporting.write(report, papers, author, written)
        if later:
            report = reporting.submit(report, author, later[0], later[0].date())
        if returned:
            reporting.give_back(report, coordinator, moment(returned["at"]), returned["reason"])
        if len(later) > 1:
            reporting.publish(report, coordinator, later[1], later[1].date(), self.limits)

    def version(self, action: Action, kind: DeadlineKind, at: str, **columns: Any) -> None:
        """Records a proposed revision, or a correction of the version before it."""
        version = Deadline(action=action, kind=kind, **columns)
        if kind == DeadlineKind.CORRECTION:
            version.corrects = action.deadlines.latest("pk")
        now = moment(at)
        deadlines.add_version(version, now, now.date(), self.limits, self.secretariat)

    def decided(self, action: Action, decision: list[str], day: date, at: str) -> None:
        """Records the decision that agreed the latest revision."""
        now = moment(at)
        agreed_by = Decision.objects.get_by_natural_key(*decision)
        deadlines.agree_by_decision(action.deadlines.latest("pk"), agreed_by, day, now, now.date(), self.limits)

    def consent(self, action: Action, country: str, day: date, basis: str, at: str) -> None:
        """Records a country's consent to the latest revision."""
        now = moment(at)
        deadlines.consent(
            action.deadlines.latest("pk"),
            self.countries[country],
            day,
            basis,
            now,
            now.date(),
            self.limits,
            self.coordinators[country],
        )


def paper(file: str = "", **columns: Any) -> tuple[Evidence, Examined | None]:
    """A piece of evidence: a file of the sample, or an address."""
    if not file:
        return Evidence(**columns), None
    upload = SimpleUploadedFile(file, (FOLDER / "evidence" / file).read_bytes())
    return Evidence(**columns), examine(upload, settings.EVIDENCE_MAX_BYTES)
