"""What a browser would send back from a form of the admin, to be changed and posted."""

from datetime import date
from typing import Any

from django.db.models import Model
from django.forms import BaseForm, BaseFormSet
from django.http import HttpResponse


def filled(response: HttpResponse) -> dict[str, Any]:
    """The fields of the page's form and of its inlines with the values that they show."""
    data = fields_of(response.context["adminform"].form)
    if carried := response.context.get("opened_with"):
        data["opened_with"] = carried
    for inline in response.context["inline_admin_formsets"]:
        data |= fields_of_formset(inline.formset)
    return data


def fields_of_formset(formset: BaseFormSet) -> dict[str, Any]:
    data = fields_of(formset.management_form)
    for form in formset.forms:
        data |= fields_of(form)
    return data


def fields_of(form: BaseForm) -> dict[str, Any]:
    data = {}
    for bound in form:
        value = bound.value()
        if value is False or value is None:
            continue
        data[bound.html_name] = as_sent(value)
    return data


def as_sent(value: Any) -> Any:
    """A value as a form field sends it."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [as_sent(one) for one in value]
    return "on" if value is True else value


def errors_of(response: HttpResponse) -> list[str]:
    """All that the page of a refused form says."""
    found = [message for messages in response.context["adminform"].form.errors.values() for message in messages]
    for inline in response.context["inline_admin_formsets"]:
        found += inline.formset.non_form_errors()
        found += [message for form in inline.formset.forms for said in form.errors.values() for message in said]
    return found
