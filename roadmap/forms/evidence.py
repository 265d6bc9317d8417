"""Evidence of a report: one row a document, as a file or as an address."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.choices import Language, Visibility
from roadmap.models import Evidence
from roadmap.services.evidence import Examined, examine
from roadmap.services.file_kinds import ENDINGS


class EvidenceForm(forms.Form):
    """One document; a row left empty is no document."""

    title = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=300)
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        max_length=255,
        allow_empty_file=True,  # refused when it is examined, like every other fault of a file
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )
    url = forms.URLField(
        label=gettext_lazy("or address"),
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
    )
    confidentiality = forms.ChoiceField(
        label=gettext_lazy("Who may see it"), choices=Visibility, initial=Visibility.PUBLIC
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=[("", "—"), *Language.choices], required=False)
    is_letter = forms.BooleanField(
        label=gettext_lazy("This is the scan of the letter on which the report rests"), required=False
    )
    captured_on = forms.DateField(
        label=gettext_lazy("Captured on"),
        required=False,
        help_text=gettext_lazy("Of an address: the day on which it was seen."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    examined: Examined | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = _("Without one, a file is shown by its name.")
        self.fields["file"].help_text = _("PDF, picture, office document, CSV or text, up to %(limit)s.") % {
            "limit": filesizeformat(settings.EVIDENCE_MAX_BYTES)
        }

    @property
    def is_filled(self) -> bool:
        return self.is_bound and self.has_changed()

    def clean_file(self) -> "UploadedFile[bytes] | None":
        file = self.cleaned_data["file"]
        if file:
            self.examined = examine(file, settings.EVIDENCE_MAX_BYTES)
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        if bool(cleaned["file"]) == bool(cleaned["url"]):
            self.add_error("file", _("Give a file or an address."))
        elif self.examined:
            cleaned["title"] = cleaned["title"] or self.examined.name
        elif not cleaned["title"]:
            self.add_error("title", _("Say what is found at this address."))
        return cleaned


class EvidenceRows(forms.BaseFormSet):
    """Several documents; each row that holds something becomes one."""

    def documents(self) -> list[tuple[Evidence, Examined | None]]:
        """The documents of the filled rows, each with its file if it is one."""
        found = []
        for form in self.forms:
            if form.is_filled:
                columns = {name: value for name, value in form.cleaned_data.items() if name != "file"}
                found.append((Evidence(**columns), form.examined))
        return found


EvidenceFormSet = forms.formset_factory(EvidenceForm, formset=EvidenceRows, extra=3, max_num=20)
