from cooperation.models.fixed import FixedRecordError
from roadmap.models.action import Action, Ending, Milestone, RequiredParty, Responsibility
from roadmap.models.clarification import Clarification
from roadmap.models.deadline import Consent, Deadline
from roadmap.models.evidence import Evidence
from roadmap.models.import_run import ImportRun, KnownHeading
from roadmap.models.report import MilestoneReached, ProgressReport, ReportStep
from roadmap.models.roadmap import Direction, Roadmap, RoadmapParty
from roadmap.models.round import ReportingRound

__all__ = [
    "Action",
    "Clarification",
    "Consent",
    "Deadline",
    "Direction",
    "Ending",
    "Evidence",
    "FixedRecordError",
    "ImportRun",
    "KnownHeading",
    "Milestone",
    "MilestoneReached",
    "ProgressReport",
    "ReportStep",
    "ReportingRound",
    "RequiredParty",
    "Responsibility",
    "Roadmap",
    "RoadmapParty",
]
