"""Which texts of roadmaps are kept in five languages, one column each; and which records leave a trail."""

from modeltranslation.translator import TranslationOptions, register

from cooperation.models.trail import keep_trail
from roadmap import models


@register(models.Roadmap)
class RoadmapTranslation(TranslationOptions):
    fields = ("title", "summary", "note")


@register(models.RoadmapParty)
class RoadmapPartyTranslation(TranslationOptions):
    fields = ("note",)


@register(models.ReportingRound)
class ReportingRoundTranslation(TranslationOptions):
    fields = ("title",)


@register(models.Direction)
class DirectionTranslation(TranslationOptions):
    fields = ("title", "note")


@register(models.Action)
class ActionTranslation(TranslationOptions):
    fields = ("title", "description", "expected_result", "completion_form")


@register(models.Milestone)
class MilestoneTranslation(TranslationOptions):
    fields = ("title",)


keep_trail(
    models.Clarification,
    models.Consent,
    models.Deadline,
    models.Direction,
    models.Ending,
    models.Evidence,
    models.Milestone,
    models.MilestoneReached,
    models.ProgressReport,
    models.ReportingRound,
    models.Responsibility,
    models.Roadmap,
    models.RoadmapParty,
)
# What nobody edits of an action is computed, but for who recorded it when.
COMPUTED = {field.name for field in models.Action._meta.fields if not field.editable} - {"recorded_at", "recorded_by"}
keep_trail(models.Action, without=COMPUTED)
