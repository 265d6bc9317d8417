"""Status and schedule as word, shape and colour."""

from django.templatetags.static import static
from django.utils.html import format_html

from roadmap.choices import Schedule, Status


def mark(state: Status | Schedule) -> str:
    """The word with its shape beside it, as the public pages show it."""
    return format_html(
        '<span class="st st-{0}"><svg class="mark" aria-hidden="true"><use href="{1}#{0}"/></svg>{2}</span>',
        state.value,
        static("marks.svg"),
        state.label,
    )
