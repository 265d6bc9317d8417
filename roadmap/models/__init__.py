from roadmap.models.action import Action, Ending, Milestone, RequiredParty, Responsibility
from roadmap.models.deadline import Consent, Deadline
from roadmap.models.evidence import Evidence
from roadmap.models.fixed import FixedRecordError
from roadmap.models.import_run import ImportRun
from roadmap.models.report import MilestoneReached, ProgressReport
from roadmap.models.roadmap import Direction, Roadmap, RoadmapParty

__all__ = [
    "Action",
    "Consent",
    "Deadline",
    "Direction",
    "Ending",
    "Evidence",
    "FixedRecordError",
    "ImportRun",
    "Milestone",
    "MilestoneReached",
    "ProgressReport",
    "RequiredParty",
    "Responsibility",
    "Roadmap",
    "RoadmapParty",
]
