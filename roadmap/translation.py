"""Which texts of roadmaps are kept in five languages, one column each."""

from modeltranslation.translator import TranslationOptions, register

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
