"""Tells the story of a sample roadmap: each record through the services, at the moment that the story gives."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from cooperation.choices import Role
from cooperation.models import Country, Decision, Institution, User
from cooperation.models.occasion import noting
from roadmap.choices import DeadlineKind
from roadmap.models import Action, Clarification, Deadline, Evidence, ProgressReport, ReportingRound, Roadmap
from roadmap.rules.facts import TASHKENT, Limits
from roadmap.services import clarifications, deadlines, reporting, rounds
from roadmap.services.evidence import Examined, examine

SECRETARIAT = "sample-secretariat"


def moment(text: str) -> datetime:
    """A moment of a story, in Tashkent."""
    return datetime.fromisoformat(text).replace(tzinfo=TASHKENT)


class Storyteller:
    """Applies one record after another; files of evidence lie in ``folder/evidence``."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.folder, self.limits = folder, limits
        self.countries = Country.objects.in_bulk(field_name="code")
        authors = User.objects.filter(username__startswith="sample-", institution__isnull=False)
        self.reporters = {user.institution.code: user for user in authors if user.role == Role.REPORTER}
        self.coordinators = {user.country.code: user for user in authors if user.role == Role.COORDINATOR}
        self.secretariat = User.objects.get(username=SECRETARIAT)
        self.rounds: dict[str, ReportingRound] = {}

    def open_round(
        self, roadmap: Roadmap, name: str, at: str, country: str = "", inside: str = "", **columns: Any
    ) -> None:
        """Opens a round, of all parties or of a country, that reports name afterwards."""
        now, of = moment(at), self.countries.get(country)
        one = ReportingRound(roadmap=roadmap, country=of, inside=self.rounds.get(inside), **columns)
        by = self.coordinators[country] if country else self.secretariat
        self.rounds[name] = rounds.open_round(one, by, now, now.date(), self.limits)

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
            case "asked":
                self.asked(action, **content)
            case "linked":
                self.linked(action, **content)
            case _:
                raise ValueError(f"{action.code}: {kind}")

    def report(
        self,
        action: Action,
        institution: str,
        moments: list[str],
        round: str = "",  # noqa: A002  # as the story calls it
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
        report = ProgressReport(action=action, institution=of, round=self.rounds.get(round), **columns)
        if corrects:
            report.corrects = action.reports.filter(institution=of).latest("pk")
        papers = reporting.Papers(
            reached={action.milestones.get(number=number): on for number, on in (reached or {}).items()},
            added=[self.paper(**columns) for columns in evidence],
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

    def asked(
        self,
        action: Action,
        country: str,
        institution: str,
        question: str,
        language: str,
        at: str,
        answered: Mapping[str, Any] | None = None,
    ) -> None:
        """A country asks about the last published report of an institution, whose country answers if it does."""
        report = action.reports.published().filter(institution__code=institution).latest("as_at")
        one = Clarification(report=report, question=question, language=language)
        one = clarifications.ask(one, self.coordinators[country], moment(at))
        if answered:
            clarifications.answer(
                one,
                answered["answer"],
                answered["language"],
                answered["to_everyone"],
                self.coordinators[report.institution.country.code],
                moment(answered["at"]),
            )

    def linked(self, action: Action, decision: list[str], at: str) -> None:
        """Names a decision of a meeting that bears on the action."""
        with noting(moment(at), self.secretariat):
            action.decisions.add(Decision.objects.get_by_natural_key(*decision))

    def paper(self, file: str = "", **columns: Any) -> tuple[Evidence, Examined | None]:
        """A piece of evidence: a file of the sample, or an address."""
        if not file:
            return Evidence(**columns), None
        upload = SimpleUploadedFile(file, (self.folder / "evidence" / file).read_bytes())
        return Evidence(**columns), examine(upload, settings.EVIDENCE_MAX_BYTES)
