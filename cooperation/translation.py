"""Which texts of the register are kept in five languages, one column each."""

from modeltranslation.translator import TranslationOptions, register

from cooperation import models


@register(models.Country)
class CountryTranslation(TranslationOptions):
    fields = ("name",)


@register(models.Institution)
class InstitutionTranslation(TranslationOptions):
    fields = ("note",)


@register(models.InstitutionName)
class InstitutionNameTranslation(TranslationOptions):
    fields = ("name", "acronym", "note")


@register(models.Succession)
class SuccessionTranslation(TranslationOptions):
    fields = ("note",)


@register(models.Instrument)
class InstrumentTranslation(TranslationOptions):
    fields = ("title", "summary", "note")


@register(models.InstrumentParty)
class InstrumentPartyTranslation(TranslationOptions):
    fields = ("note",)


@register(models.TreatyEvent)
class TreatyEventTranslation(TranslationOptions):
    fields = ("office", "place", "note")


@register(models.Provision)
class ProvisionTranslation(TranslationOptions):
    fields = ("title", "note")


@register(models.InstrumentRelation)
class InstrumentRelationTranslation(TranslationOptions):
    fields = ("note",)


@register(models.Body)
class BodyTranslation(TranslationOptions):
    fields = ("name", "note")


@register(models.Mandate)
class MandateTranslation(TranslationOptions):
    fields = ("note",)


@register(models.BodyMember)
class BodyMemberTranslation(TranslationOptions):
    fields = ("note",)


@register(models.Meeting)
class MeetingTranslation(TranslationOptions):
    fields = ("title", "place", "note")


@register(models.Decision)
class DecisionTranslation(TranslationOptions):
    fields = ("text", "note")


@register(models.Site)
class SiteTranslation(TranslationOptions):
    fields = ("name", "note")
