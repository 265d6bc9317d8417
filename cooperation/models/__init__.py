from cooperation.models.body import Body, BodyMember, Mandate
from cooperation.models.country import Country
from cooperation.models.document import Document
from cooperation.models.edition import Edition
from cooperation.models.institution import Institution, InstitutionName, Succession
from cooperation.models.instrument import Instrument, InstrumentParty, InstrumentRelation, Provision, TreatyEvent
from cooperation.models.issue import Issue, IssueStep
from cooperation.models.meeting import Decision, Meeting
from cooperation.models.recognition import Recognition
from cooperation.models.site import Site
from cooperation.models.text import Text
from cooperation.models.triggers import check_guards
from cooperation.models.user import User

__all__ = [
    "Body",
    "BodyMember",
    "Country",
    "Decision",
    "Document",
    "Edition",
    "Institution",
    "InstitutionName",
    "Instrument",
    "InstrumentParty",
    "InstrumentRelation",
    "Issue",
    "IssueStep",
    "Mandate",
    "Meeting",
    "Provision",
    "Recognition",
    "Site",
    "Succession",
    "Text",
    "TreatyEvent",
    "User",
    "check_guards",  # registered by being imported
]
