"""What of the time line is wanted."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.choices import HappeningKind
from cooperation.models import Country


class TimelineForm(forms.Form):
    """Words, a kind of thing, a country; all may be left out."""

    q = forms.CharField(label=_("Search"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("all")), *HappeningKind.choices], required=False)
    country = forms.ModelChoiceField(
        label=_("Country"),
        queryset=Country.objects.order_by("name"),
        to_field_name="code",
        empty_label=_("all"),
        required=False,
    )
