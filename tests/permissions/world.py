"""The people and records that the tables of permissions speak of."""

from datetime import date, timedelta
from functools import cached_property

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cooperation.choices import Role, Visibility
from cooperation.exchange.workbook import read_workbook
from cooperation.models import Decision, Meeting, User
from cooperation.services.meanwhile import opened_with
from roadmap.choices import ReportState, Status
from roadmap.exchange.asked import Request
from roadmap.exchange.planning import plan_import
from roadmap.exchange.runs import keep_preview
from roadmap.models import (
    Action,
    Clarification,
    Consent,
    Deadline,
    Evidence,
    ImportRun,
    ProgressReport,
    ReportingRound,
    Roadmap,
)
from roadmap.services.reporting import parts_of
from roadmap.services.withholding import withhold_texts
from tests.admin_forms import filled
from tests.cast import LIMITS, NOW, Cast, opened_round, paper, proposed, published, report, user
from tests.permissions.table import Ask
from tests.roadmap.exchange.sheets import csv_of

PUBLISHED = ReportState.PUBLISHED


def signed_in(person: User | None) -> Client:
    """Someone's browser."""
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(person)
    return client


def kept_records(cast: Cast) -> dict[type[Model], Model]:
    """One record of each model that is only read in the admin, or only by its keeper."""
    world = World(cast)
    return {ImportRun: world.import_run(), ReportingRound: world.round(), Clarification: world.question()}


class World:
    """The records that the rows speak of, each made when its row is asked."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.daulet = user("daulet", Role.REPORTER, cast.kz_ministry)
        self.tahmina = user("tahmina", Role.COORDINATOR, cast.tm_ministry)
        self.kamila = user("kamila", Role.COORDINATOR, cast.kz_ministry)
        assert [cast.count, *self.people]

    @cached_property
    def people(self) -> list[User | None]:
        """In the order of the columns."""
        cast = self.cast
        nobody = [None, self.kamila]
        everywhere = [cast.hasan, cast.farida, cast.gulnara]
        kazakhstan = [cast.aigul, self.daulet, cast.bolat]
        return [*nobody, *everywhere, *kazakhstan, cast.dilnoza, cast.eldor, self.tahmina]

    def clients(self) -> list[Client]:
        """Each one's browser, signed in; then one account is closed."""
        clients = [signed_in(person) for person in self.people]
        User.objects.filter(pk=self.kamila.pk).update(is_active=False)
        return clients

    # Records ---------------------------------------------------------------------------------------------------------

    def report(self, state: str, **columns) -> ProgressReport:
        """Kazakhstan's report in a state."""
        cast = self.cast
        if state == ReportState.PUBLISHED:
            return published(cast.count, cast.forestry, cast.aigul, **columns)
        return report(cast.count, cast.forestry, cast.aigul, state=state)

    def document(self, **columns) -> Evidence:
        made = paper("Letter", sha256="a" * 64, file_name="letter.pdf", content_type="application/pdf", **columns)
        made.file.save("letter.pdf", ContentFile(b"%PDF-1.4"), save=False)
        return made

    def document_in(self, state: str, **columns) -> Evidence:
        """A document of Kazakhstan's report in a state."""
        made = self.document(**columns)
        if state == ReportState.PUBLISHED:
            self.report(state, evidence=[made])
        else:
            made.report = self.report(state)
            made.save()
        return made

    def document_of(self, state: str, **columns) -> Ask:
        self.document_in(state, **columns)
        return Ask(reverse("evidence", args=["a" * 64]))

    def withheld(self) -> ProgressReport:
        """Kazakhstan's published report, of which the texts have been withheld."""
        made = self.report(PUBLISHED)
        return withhold_texts(made, "Personal data", self.cast.bolat, NOW, NOW.date())

    def withhold(self, noun: str, record: ProgressReport | Evidence) -> Ask:
        return Ask(reverse(f"{noun}-withhold", args=[record.pk]), {"ground": "Personal data", "is_sure": "on"})

    def among_the_parties(self, model: type[Action | Roadmap]) -> None:
        model.objects.update(visibility=Visibility.PARTIES)

    # Pages -----------------------------------------------------------------------------------------------------------

    def page(self, name: str, state: str) -> Ask:
        return Ask(reverse(name, args=[self.report(state).pk]))

    def post(self, name: str, state: str, **data) -> Ask:
        return Ask(reverse(name, args=[self.report(state).pk]), data)

    def hidden_page(self, name: str, model: type[Action | Roadmap], **arguments: str) -> Ask:
        self.among_the_parties(model)
        return Ask(reverse(name, kwargs={"slug": "plateau", **arguments}))

    def form(self, action: Action, query: str = "", **data) -> Ask:
        address = reverse("report-create", args=["plateau", action.code]) + query
        return Ask(address, data or None)

    @property
    def written(self) -> dict[str, str]:
        """What is written in the form of a report; by someone else than its institution, on the basis of a letter."""
        letter = {"letter_number": "7", "letter_date": "2026-11-01"}
        documents = {"evidence-TOTAL_FORMS": "0", "evidence-INITIAL_FORMS": "0"}
        return {"as_at": "2026-11-01", "status": Status.NOT_STARTED, "language": "en", **letter, **documents}

    def rewritten(self, state: str) -> Ask:
        """A form that was opened on the report as it is."""
        ask = self.page("report-edit", state)
        as_it_is = opened_with(parts_of(ProgressReport.objects.get()))
        return Ask(ask.address, self.written | {"opened_with": as_it_is})

    def correction(self, state: str) -> Ask:
        return self.form(self.cast.count, f"?corrects={self.report(state).pk}", **self.written)

    # Deadlines, rounds and clarifications ----------------------------------------------------------------------------

    @property
    def proposal(self) -> dict[str, str]:
        return {"due": "2027-03-31", "precision": "day", "reason": "No aircraft in autumn."}

    @property
    def consent(self) -> dict[str, str]:
        return {"on": "2026-11-20", "basis": "04-12/881, 20.11.2026"}

    @property
    def decision(self) -> Decision:
        meeting = Meeting.objects.create(slug="m", title_en="Meeting", kind="session", earliest=date(2026, 11, 1))
        return Decision.objects.create(meeting=meeting, number="4", text_en="To move the count.")

    def revision(self, verb: str = "", version: Deadline | None = None, **data: str) -> Ask:
        version = version or proposed(self.cast.count)
        return Ask(reverse(f"deadline{verb}", args=[version.pk]), data or None)

    def consented(self) -> Deadline:
        """A revision to which Kazakhstan has consented."""
        version = proposed(self.cast.count)
        Consent.objects.create(deadline=version, country=self.cast.kz, on=date(2026, 11, 20), recorded_at=NOW)
        return version

    def agreed(self) -> Deadline:
        """A revision that a decision has agreed."""
        agreement = {"decision": self.decision, "decided_on": date(2026, 11, 2), "decision_recorded_at": NOW}
        return proposed(self.cast.count, **agreement)

    def round(self, **columns) -> ReportingRound:
        return opened_round(self.cast.plateau, **columns)

    def new_round(self, **data: str) -> Ask:
        return Ask(reverse("round-open", args=["plateau"]), data or None)

    @property
    def days(self) -> dict[str, str]:
        """The days of a round that is to come, whenever that is asked."""
        today = timezone.localdate()
        numbers = {"opens": 10, "due": 20, "closes": 30}
        return {name: (today + timedelta(days=number)).isoformat() for name, number in numbers.items()}

    def call_off(self, one: ReportingRound) -> Ask:
        return Ask(reverse("round-call-off", args=["plateau", one.pk]), {"sure": "yes"})

    def no_change(self) -> Ask:
        """Kazakhstan's, as its institution last reported itself."""
        self.report(PUBLISHED)
        asked = {"institution": "kz-forestry", "round": self.round().pk}
        return Ask(reverse("report-no-change", args=["plateau", "2.3"]), asked)

    def question(self, **columns) -> Clarification:
        """What Uzbekistan asks about Kazakhstan's report."""
        about = self.report(PUBLISHED)
        return Clarification.objects.create(
            report=about, country=self.cast.uz, question="Which tracks?", language="en", recorded_at=NOW, **columns
        )

    def answered(self) -> Clarification:
        given = {"answer": "Those of the west.", "answer_language": "en", "answered_at": NOW}
        return self.question(answered_by=self.cast.bolat, **given)

    def on_question(self, verb: str, one: Clarification) -> Ask:
        return Ask(reverse(f"clarification-{verb}", args=[one.pk]), {"answer": "Those of the west.", "language": "en"})

    # The admin -------------------------------------------------------------------------------------------------------

    def admin(self, name: str, *arguments, **data) -> Ask:
        return Ask(reverse(f"admin:{name}", args=arguments), data or None)

    def in_bulk(self, name: str, *records) -> Ask:
        keys = [record.pk for record in records]
        return self.admin(f"{name}_changelist", action="delete_selected", _selected_action=keys, post="yes")

    def filled(self, name: str, *arguments, **changed) -> Ask:
        """A form of the admin as its keeper would send it back, with something changed."""
        keeper = Client()
        keeper.force_login(self.cast.gulnara if name.startswith("cooperation_user") else self.cast.farida)
        address = reverse(f"admin:{name}", args=arguments)
        return Ask(address, filled(keeper.get(address)) | changed)

    def invited(self) -> User:
        """A new reporter of Kazakhstan's who has not chosen a password yet."""
        made = user("laura", Role.REPORTER, self.cast.forestry, invited_at=NOW)
        made.set_unusable_password()
        made.save()
        return made

    @property
    def newcomer(self) -> dict[str, str]:
        place = {"role": Role.REPORTER, "institution": str(self.cast.forestry.pk)}
        return {"full_name": "Madina", "email": "madina@example.org", "language": "en", **place}

    def import_run(self) -> ImportRun:
        """An import of one new action that the secretariat has looked at and not confirmed."""
        roadmap, content = self.cast.plateau, csv_of(("9.9", "2", "A new action", "kz-forestry", "31.12.2027"))
        plan = plan_import(read_workbook(content), Request(roadmap.slug), timezone.localdate(), LIMITS)
        return keep_preview(roadmap, "plan.csv", content, plan, timezone.now(), self.cast.farida)

    def upload_register(self) -> Ask:
        """What it would do is shown; it is written when that is confirmed."""
        file = SimpleUploadedFile("countries.csv", csv_of(("FR", "France"), headings=("code", "name_en")))
        return Ask(reverse("register"), {"file": file, "noun": ""})

    def upload(self) -> Ask:
        file = SimpleUploadedFile("plan.csv", csv_of(("9.9", "2", "A new action", "kz-forestry", "31.12.2027")))
        return self.admin("roadmap_importrun_add", roadmap=self.cast.plateau.pk, file=file)
