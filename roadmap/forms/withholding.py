"""The ground on which something is withheld, and that whoever does it knows what follows."""

from django import forms
from django.utils.translation import gettext_lazy as _

from roadmap.models import Evidence


class WithholdingForm(forms.Form):
    ground = forms.CharField(
        label=_("Ground"),
        max_length=Evidence._meta.get_field("withheld_ground").max_length,
        help_text=_("The law or the decision that requires it, with its number and date; everyone will read it."),
    )
    is_sure = forms.BooleanField(label=_("I know that this cannot be undone"))
