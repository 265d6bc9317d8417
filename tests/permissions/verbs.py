"""How each row of the tables of permissions is asked."""

from collections.abc import Callable

from django.urls import reverse

from cooperation.choices import Visibility
from cooperation.models import Decision
from roadmap.choices import ReportState
from roadmap.models import Action, Roadmap
from tests.cast import NOW
from tests.permissions.table import Ask
from tests.permissions.world import PUBLISHED, World

Verbs = dict[str, Callable[[], Ask]]


def verbs(world: World) -> Verbs:
    """All of them, by the labels of their rows."""
    return reading(world) | reporting(world) | of_each_state(world) | dealing(world) | in_the_admin(world)


def reading(world: World) -> Verbs:
    """What is published, and what is not."""
    page = world.page
    inner = {"confidentiality": Visibility.PARTIES}
    withheld = {"withheld_on": NOW.date(), "withheld_ground": "Personal data"}
    return {
        "read one among the parties": lambda: (world.among_the_parties(Action), page("report", PUBLISHED))[1],
        "the document of a draft": lambda: world.document_of(ReportState.DRAFT),
        "a public document": lambda: world.document_of(PUBLISHED),
        "one among the parties": lambda: world.document_of(PUBLISHED, **inner),
        "one that is withheld": lambda: world.document_of(PUBLISHED, **withheld),
        "a withheld one of the parties": lambda: world.document_of(PUBLISHED, **withheld, **inner),
        "a public action": lambda: Ask(reverse("action", args=["plateau", "2.3"])),
        "an action of the parties": lambda: world.hidden_page("action", Action, code="2.3"),
        "a roadmap of the parties": lambda: world.hidden_page("roadmap", Roadmap),
        "its action": lambda: world.hidden_page("action", Roadmap, code="2.3"),
        "its export": lambda: world.hidden_page("roadmap-export", Roadmap, format="csv"),
        "decisions of its meetings": lambda: world.hidden_page("decisions", Roadmap),
        "its changes": lambda: world.hidden_page("changes", Roadmap),
        "the workspace": lambda: Ask(reverse("workspace")),
    }


def reporting(world: World) -> Verbs:
    """Reports that are new."""
    cast = world.cast
    return {
        "open the form of a new one": lambda: world.form(cast.count),
        "write for KZ's own": lambda: world.form(cast.count, "?institution=kz-forestry", **world.written),
        "write where nobody leads": lambda: world.form(cast.action("9.1"), **world.written),
        "withhold the texts of a draft": lambda: world.withhold("report", world.report(ReportState.DRAFT)),
        "withhold those of a published report": lambda: world.withhold("report", world.report(PUBLISHED)),
        "withhold what has been withheld": lambda: world.withhold("report", world.withheld()),
        "withhold a document of a draft": lambda: world.withhold("evidence", world.document_in(ReportState.DRAFT)),
        "withhold a published document": lambda: world.withhold("evidence", world.document_in(PUBLISHED)),
        "correct a submitted report": lambda: world.correction(ReportState.SUBMITTED),
        "correct a published report": lambda: world.correction(PUBLISHED),
    }


def of_each_state(world: World) -> Verbs:
    """What is done with a report that is there."""
    page, post = world.page, world.post
    found: Verbs = {}
    for state in ReportState.values:
        noun = f"a {state} report" if state != ReportState.DRAFT else "a draft"
        found |= {
            f"read {noun}": lambda state=state: page("report", state),
            f"edit {noun}": lambda state=state: page("report-edit", state),
            f"rewrite {noun}": lambda state=state: world.rewritten(state),
            f"submit {noun}": lambda state=state: post("report-submit", state),
            f"return {noun}": lambda state=state: post("report-return", state, reason="No map"),
            f"publish {noun}": lambda state=state: post("report-publish", state),
        }
    return found


def dealing(world: World) -> Verbs:
    """Deadlines, rounds, clarifications."""
    cast, post = world.cast, world.post
    return {
        "read a revision": lambda: world.revision(),
        "read one of an action of the parties": lambda: (world.among_the_parties(Action), world.revision())[1],
        "open the form of a revision": lambda: Ask(reverse("deadline-propose", args=["plateau", "2.3"])),
        "propose a revision": lambda: Ask(reverse("deadline-propose", args=["plateau", "2.3"]), world.proposal),
        "consent to a revision": lambda: world.revision("-consent", **world.consent),
        "consent where KZ has consented": lambda: world.revision("-consent", world.consented(), **world.consent),
        "consent to an agreed one": lambda: world.revision("-consent", world.agreed(), **world.consent),
        "name the decision": lambda: world.revision("-decide", decision=world.decision.pk, decided_on="2026-11-02"),
        "name another decision": lambda: world.revision(
            "-decide", world.agreed(), decision=Decision.objects.get().pk, decided_on="2026-11-02"
        ),
        "read the rounds": lambda: Ask(reverse("round-list", args=["plateau"])),
        "read a round": lambda: Ask(reverse("round", args=["plateau", world.round().pk])),
        "rounds of a roadmap of the parties": lambda: world.hidden_page("round-list", Roadmap),
        "one of them": lambda: world.hidden_page("round", Roadmap, pk=world.round().pk),
        "open the form of a round": lambda: world.new_round(),
        "open a round": lambda: world.new_round(**world.days),
        "call off a round of all": lambda: world.call_off(world.round()),
        "call off KZ's round": lambda: world.call_off(world.round(country=cast.kz)),
        "call off one called off": lambda: world.call_off(world.round(called_off_at=NOW, called_off_by=cast.farida)),
        "say «no change» for KZ's own": world.no_change,
        "ask about a submitted report": lambda: post(
            "clarification-ask", ReportState.SUBMITTED, question="Which?", language="en"
        ),
        "ask about a published report": lambda: post("clarification-ask", PUBLISHED, question="Which?", language="en"),
        "answer UZ's question": lambda: world.on_question("answer", world.question()),
        "answer once more": lambda: world.on_question("answer", world.answered()),
        "show it to everyone": lambda: world.on_question("show", world.answered()),
        "show it without an answer": lambda: world.on_question("show", world.question()),
    }


def in_the_admin(world: World) -> Verbs:
    """Forms, lists and files of the admin."""
    cast, admin = world.cast, world.admin
    return {
        "the trail": lambda: Ask(reverse("trail")),
        "its file": lambda: Ask(reverse("trail-csv")),
        "the history of an action": lambda: admin("roadmap_action_history", cast.count.pk),
        "the history of KZ's draft": lambda: admin(
            "roadmap_progressreport_history", world.report(ReportState.DRAFT).pk
        ),
        "the desk": lambda: admin("index"),
        "change an action": lambda: world.filled("roadmap_action_change", cast.count.pk, title_en="Reworded"),
        "add an action": lambda: admin("roadmap_action_add"),
        "delete an action": lambda: admin("roadmap_action_delete", cast.count.pk, post="yes"),
        "delete actions in bulk": lambda: world.in_bulk("roadmap_action", cast.action("9.1")),
        "delete a published report": lambda: admin("roadmap_progressreport_delete", published_pk(world), post="yes"),
        "delete reports in bulk": lambda: world.in_bulk("roadmap_progressreport", world.report(ReportState.DRAFT)),
        "delete evidence in bulk": lambda: in_bulk_evidence(world),
        "change a published report": lambda: admin("roadmap_progressreport_change", published_pk(world), status="x"),
        "look at KZ's draft": lambda: admin("roadmap_progressreport_change", world.report(ReportState.DRAFT).pk),
        "export actions": lambda: admin("roadmap_action_export", "csv"),
        "upload a plan": world.upload,
        "look at an import": lambda: admin("roadmap_importrun_change", world.import_run().pk),
        "confirm an import": lambda: Ask(
            reverse("admin:roadmap_importrun_confirm", args=[world.import_run().pk]), {"confirm": "yes"}
        ),
        "the register, out and in": lambda: Ask(reverse("register")),
        "take the register out": lambda: Ask(reverse("register-export")),
        "upload a file for the register": world.upload_register,
        "confirm what was not uploaded": lambda: Ask(reverse("register-confirm"), {}),
        "the accounts": lambda: admin("cooperation_user_changelist"),
        "open the form of an account": lambda: admin("cooperation_user_add"),
        "look at KZ's reporter": lambda: admin("cooperation_user_change", cast.aigul.pk),
        "look at UZ's coordinator": lambda: admin("cooperation_user_change", cast.eldor.pk),
        "look at the secretariat": lambda: admin("cooperation_user_change", cast.farida.pk),
        "close KZ's reporter": lambda: world.filled("cooperation_user_change", cast.aigul.pk, is_active=""),
        "give KZ's reporter a password": lambda: admin("auth_user_password_change", cast.aigul.pk),
        "invite one of KZ's once more": lambda: Ask(
            reverse("admin:cooperation_user_invite", args=[world.invited().pk]), {"again": "yes"}
        ),
        "invite someone for KZ": lambda: world.filled("cooperation_user_add", **world.newcomer),
        "delete KZ's reporter": lambda: admin("cooperation_user_delete", cast.aigul.pk, post="yes"),
        "delete accounts in bulk": lambda: world.in_bulk("cooperation_user", cast.aigul),
    }


def published_pk(world: World) -> int:
    return world.report(PUBLISHED).pk


def in_bulk_evidence(world: World) -> Ask:
    made = world.document()
    world.report(PUBLISHED, evidence=[made])
    return world.in_bulk("roadmap_evidence", made)
