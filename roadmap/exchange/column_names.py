"""What people call our columns, in the reader's language, in the groups in which they choose among them."""

from django.utils.translation import gettext as _

from roadmap.exchange.columns import LANGUAGES

Choices = list[tuple[str, str]]


def languages() -> dict[str, str]:
    return {"en": _("English"), "ru": _("Russian"), "uz": _("Uzbek"), "kk": _("Kazakh"), "tk": _("Turkmen")}


def in_languages(column: str, name: str) -> Choices:
    """A text that is kept by language: one column for each."""
    return [
        (f"{column}_{code}", _("%(column)s (%(language)s)") % {"column": name, "language": languages()[code]})
        for code in LANGUAGES
    ]


def groups() -> list[tuple[str, Choices]]:
    """Every column that a file may have, once, under the heading of its group."""
    return [
        (
            _("What it is"),
            [("code", _("Code that stays")), ("number", _("Number as printed")), ("direction", _("Direction"))],
        ),
        (_("Title"), in_languages("title", _("Title"))),
        (_("Description"), in_languages("description", _("Description"))),
        (_("Expected result"), in_languages("expected_result", _("Expected result"))),
        (_("Form of completion"), in_languages("completion_form", _("Form of completion"))),
        (
            _("Who"),
            [
                ("responsible", _("Responsible: the first of each country leads")),
                ("lead", _("Lead: all who stand there lead")),
                ("supporting", _("Supporting")),
                ("funding", _("Source of funding")),
            ],
        ),
        (
            _("When"),
            [
                ("deadline_text", _("Deadline as written")),
                ("starts_on", _("First day")),
                ("timing", _("Kind of deadline")),
                ("deadline", _("Last day")),
                ("deadline_precision", _("Precision of the last day")),
                ("recurrence", _("Period of a recurring duty")),
                ("offset_days", _("Days after the end of a period")),
            ],
        ),
        (
            _("Relations and visibility"),
            [
                ("provisions", _("Provisions that it fulfils")),
                ("sites", _("Sites")),
                ("visibility", _("Visibility")),
            ],
        ),
    ]


def names() -> dict[str, str]:
    """The name of each column."""
    return {column: name for _group, columns in groups() for column, name in columns}
