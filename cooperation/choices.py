"""The words of cooperation law that the register uses, after the UN Treaty Collection and ECOLEX."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(TextChoices):
    OBSERVER = "observer", _("observer")
    REPORTER = "reporter", _("reporter")
    COORDINATOR = "coordinator", _("national coordinator")
    SECRETARIAT = "secretariat", _("secretariat")
    ADMINISTRATOR = "administrator", _("administrator")

    @classmethod
    def of_a_country(cls) -> set[str]:
        """Those who act for one country, and so must have an institution of it."""
        return {cls.REPORTER, cls.COORDINATOR}

    @classmethod
    def in_the_admin(cls) -> set[str]:
        return {cls.REPORTER, cls.COORDINATOR, cls.SECRETARIAT, cls.ADMINISTRATOR}


class AccountState(TextChoices):
    """How far an account has come, from the invitation to its end."""

    NOT_INVITED = "not_invited", _("not invited")
    INVITED = "invited", _("invited, not yet accepted")
    ONE_TIME = "one_time", _("one-time password, not yet replaced")
    IN_USE = "in_use", _("in use")
    CLOSED = "closed", _("closed")

    @classmethod
    def without_password(cls) -> set[str]:
        """Those in which an invitation can be sent."""
        return {cls.NOT_INVITED, cls.INVITED}


class InstitutionKind(TextChoices):
    MINISTRY = "ministry", _("ministry")
    COMMITTEE = "committee", _("committee")
    AGENCY = "agency", _("agency")
    SERVICE = "service", _("service")
    INSTITUTE = "institute", _("institute")
    UNIVERSITY = "university", _("university")
    PROTECTED_AREA = "protected_area", _("protected area administration")
    ENTERPRISE = "enterprise", _("state enterprise")
    NGO = "ngo", _("non-governmental organisation")
    INTERGOVERNMENTAL = "igo", _("intergovernmental organisation")
    OTHER = "other", _("other")

    @classmethod
    def never_required(cls) -> set[str]:
        """Organisations that support or fund; they are never a required party."""
        return {cls.NGO, cls.INTERGOVERNMENTAL}


class InstrumentKind(TextChoices):
    AGREEMENT = "agreement", _("agreement")
    CONVENTION = "convention", _("convention")
    PROTOCOL = "protocol", _("protocol")
    MEMORANDUM = "memorandum", _("memorandum")
    JOINT_STATEMENT = "joint_statement", _("joint statement")
    DECLARATION = "declaration", _("declaration")


class Nature(TextChoices):
    TREATY = "treaty", _("treaty")
    NON_BINDING = "non_binding", _("non-binding")
    NOT_ESTABLISHED = "not_established", _("nature not established")


class Level(TextChoices):
    INTERSTATE = "interstate", _("interstate")
    INTERGOVERNMENTAL = "intergovernmental", _("intergovernmental")
    INTERAGENCY = "interagency", _("interagency")
    NOT_ESTABLISHED = "not_established", _("level not established")


class Capacity(TextChoices):
    STATE_PARTY = "state_party", _("state party")
    SIGNATORY = "signatory", _("signatory")
    COOPERATING = "cooperating", _("cooperating organisation")
    MEMBER = "member", _("member")
    OBSERVER = "observer", _("observer")
    PROSPECTIVE = "prospective", _("prospective member")

    @classmethod
    def of_parties(cls) -> set[str]:
        """Those of whom an instrument asks something."""
        return {cls.STATE_PARTY, cls.SIGNATORY, cls.MEMBER}


class EventKind(TextChoices):
    FULL_POWERS = "full_powers", _("full powers")
    ADOPTION = "adoption", _("adoption")
    SIGNATURE = "signature", _("signature")
    PARLIAMENTARY_APPROVAL = "parliamentary_approval", _("parliamentary approval")
    RATIFICATION = "ratification", _("ratification")
    ACCEPTANCE = "acceptance", _("acceptance")
    APPROVAL = "approval", _("approval")
    ACCESSION = "accession", _("accession")
    JOINING = "joining", _("joining, mode not known")
    NOTIFICATION = "notification", _("notification of completed procedures")
    PROVISIONAL = "provisional", _("provisional application")
    ENTRY_INTO_FORCE = "entry_into_force", _("entry into force")
    TAKING_EFFECT = "taking_effect", _("taking effect")
    RESERVATION = "reservation", _("reservation")
    AMENDMENT = "amendment", _("amendment")
    PROLONGATION = "prolongation", _("prolongation")
    SUSPENSION = "suspension", _("suspension")
    DENUNCIATION = "denunciation", _("denunciation")
    WITHDRAWAL = "withdrawal", _("withdrawal")
    TERMINATION = "termination", _("termination")
    REGISTRATION = "registration", _("registration")

    @classmethod
    def of_consent(cls) -> set[str]:
        """Those by which a state consents to be bound (Vienna Convention on the Law of Treaties, articles 14–16)."""
        return {cls.RATIFICATION, cls.ACCEPTANCE, cls.APPROVAL, cls.ACCESSION, cls.NOTIFICATION}

    @classmethod
    def of_leaving(cls) -> set[str]:
        """Those by which a party leaves (article 54)."""
        return {cls.DENUNCIATION, cls.WITHDRAWAL}


class RelationKind(TextChoices):
    AMENDS = "amends", _("amends")
    SUPERSEDES = "supersedes", _("supersedes")
    IMPLEMENTS = "implements", _("implements")
    RECOGNISES = "recognises", _("recognises")
    CITES = "cites", _("cites")


class BodyKind(TextChoices):
    WORKING_GROUP = "working_group", _("joint working group")
    COMMISSION = "commission", _("commission")
    COMMITTEE = "committee", _("committee")
    ORGAN = "organ", _("organ of an organisation")
    PLATFORM = "platform", _("platform of an organisation")
    MEETING_OF_PARTIES = "meeting_of_parties", _("meeting of the parties")


class MeetingKind(TextChoices):
    SESSION = "session", _("session of a body")
    MINISTERS = "ministers", _("ministers’ meeting")
    VISIT = "visit", _("visit")
    EXPERT_VISIT = "expert_visit", _("expert visit")
    FORUM = "forum", _("forum")
    CONFERENCE = "conference", _("conference")
    EXCHANGE = "exchange", _("exchange of experience")
    EXHIBITION = "exhibition", _("exhibition")


class DecisionState(TextChoices):
    OPEN = "open", pgettext_lazy("decision", "open")
    DONE = "done", _("done")
    LIFTED = "lifted", _("lifted")


class SiteKind(TextChoices):
    PROTECTED_AREA = "protected_area", _("protected area")
    WORLD_HERITAGE = "world_heritage", _("World Heritage property")
    PLATEAU = "plateau", _("plateau")
    MOUNTAINS = "mountains", _("mountains")
    RIVER_BASIN = "river_basin", _("river basin")
    PLACE = "place", _("place")


class DocumentKind(TextChoices):
    TEXT = "text", _("text of an instrument")
    PROTOCOL = "protocol", _("protocol of a meeting")
    ACT = "act", _("legal act")
    STATEMENT = "statement", _("official statement")
    NEWS = "news", _("news report")
    REPORT = "report", _("report or study")
    WEB_PAGE = "web_page", _("web page")


class Authenticity(TextChoices):
    """What a text of an instrument or protocol is worth (Vienna Convention on the Law of Treaties, article 33)."""

    AUTHENTIC = "authentic", _("authentic text")
    OFFICIAL_TRANSLATION = "official_translation", _("official translation")
    WORKING_TRANSLATION = "working_translation", _("working translation")


class IssueState(TextChoices):
    """How far an issue has come; each step of its life brings it into one of these."""

    RAISED = "raised", _("raised")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    IN_WORK = "in_work", _("in work")
    SETTLED = "settled", _("settled")
    CLOSED = "closed", pgettext_lazy("issue", "closed")


class LegalState(TextChoices):
    """The state of an instrument, or of a party under it, on a day; it follows from treaty events."""

    NONE = "none", _("no step recorded by this day")
    NEGOTIATED = "negotiated", _("adopted, not signed")
    ADOPTED = "adopted", _("adopted, non-binding")
    SIGNED = "signed", _("signed, not in force")
    NOT_KNOWN_IN_FORCE = "not_known_in_force", _("signed, entry into force not recorded")
    CONCLUDED = "concluded", _("signed, non-binding")
    OF_UNKNOWN_NATURE = "of_unknown_nature", _("signed, nature not established")
    JOINED = "joined", _("joined")
    CONSENTED = "consented", _("consent given, not in force")
    NOT_KNOWN_TO_BIND = "not_known_to_bind", _("consent given, entry into force not recorded")
    PROVISIONAL = "provisional", _("applied provisionally")
    IN_FORCE = "in_force", _("in force")
    IN_EFFECT = "in_effect", _("in effect, non-binding")
    SUSPENDED = "suspended", _("suspended")
    WITHDRAWN = "withdrawn", pgettext_lazy("party", "withdrawn")
    TERMINATED = "terminated", _("terminated")


class HappeningKind(TextChoices):
    """What stands in the time line of the register."""

    EVENT = "event", _("treaty event")
    MEETING = "meeting", _("meeting")
    INSCRIPTION = "inscription", _("World Heritage inscription")
    RECOGNITION = "recognition", _("recognition")
    ISSUE = "issue", _("step of an issue")


class Visibility(TextChoices):
    PUBLIC = "public", _("public")
    PARTIES = "parties", _("among the parties only")


class Language(TextChoices):
    """The language that a document or a report is written in; names in the language itself, as in settings."""

    ENGLISH = "en", "English"
    RUSSIAN = "ru", "Русский"
    UZBEK = "uz", "Oʻzbekcha"
    KAZAKH = "kk", "Қазақша"
    TURKMEN = "tk", "Türkmençe"
