from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.choices import DocumentKind, Language
from cooperation.models.dated import Dated
from cooperation.models.searchable import Searchable, SearchableQuerySet


class DocumentQuerySet(SearchableQuerySet["Document"]):
    def get_by_natural_key(self, code: str) -> "Document":
        return self.get(code=code)


class Document(Searchable, Dated):
    """Something published that states a fact: a text, a protocol, an act, a report; its date is that of publication."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind)
    title = models.CharField(_("title, in its own language"), max_length=500)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    captured_on = models.DateField(_("captured on"), null=True, blank=True)

    searched = ("code", "title", "publisher")

    objects = DocumentQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}" if self.publisher else self.title

    def natural_key(self) -> tuple[str]:
        return (self.code,)
