"""A question about a published report, and its answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.choices import Language
from cooperation.models import User
from roadmap.models import Clarification


class QuestionForm(forms.ModelForm):
    class Meta:
        model = Clarification
        fields = ["question", "language"]
        widgets = {"question": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"language": user.language}, **kwargs})
        self.fields["language"].choices = Language.choices


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Answer"),
        max_length=Clarification._meta.get_field("answer").max_length,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    language = forms.ChoiceField(label=_("Language of the answer"), choices=Language.choices)
    to_everyone = forms.BooleanField(label=_("Show question and answer to everyone"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"language": user.language}, **kwargs})
