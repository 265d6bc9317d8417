"""Which texts of the register are kept in five languages, one column each; and which records leave a trail."""

from modeltranslation.translator import TranslationOptions, register

from cooperation import models
from cooperation.models.trail import keep_trail


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


@register(models.Issue)
class IssueTranslation(TranslationOptions):
    fields = ("title", "summary", "note")


@register(models.IssueStep)
class IssueStepTranslation(TranslationOptions):
    fields = ("text", "note")


@register(models.Recognition)
class RecognitionTranslation(TranslationOptions):
    fields = ("title", "person", "office", "reason", "note")


@register(models.Site)
class SiteTranslation(TranslationOptions):
    fields = ("name", "note")


keep_trail(
    models.Body,
    models.BodyMember,
    models.Country,
    models.Decision,
    models.Document,
    models.Institution,
    models.InstitutionName,
    models.Instrument,
    models.InstrumentParty,
    models.InstrumentRelation,
    models.Issue,
    models.IssueStep,
    models.Mandate,
    models.Meeting,
    models.Provision,
    models.Recognition,
    models.Site,
    models.Succession,
    models.Text,
    models.TreatyEvent,
)
keep_trail(models.User, without=["password", "password_mailed_at", "last_login", "groups", "user_permissions"])
