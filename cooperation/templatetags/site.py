"""What every page needs to know of itself."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils.translation import get_language, get_language_from_path

register = template.Library()


@dataclass(frozen=True)
class LanguageLink:
    code: str
    name: str
    url: str
    is_current: bool


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> list[LanguageLink]:
    """The address of the same page, with its query, in each language; the start page where it has no language."""
    request: HttpRequest | None = context.get("request")
    rest, query = "/", ""
    if request is not None and (here := get_language_from_path(request.path_info)):
        rest = request.path_info.removeprefix(f"/{here}") or "/"
        query = request.META.get("QUERY_STRING", "")
    return [
        LanguageLink(
            code=code,
            name=name,
            url=f"{get_script_prefix()}{code}{rest}" + (f"?{query}" if query else ""),
            is_current=code == get_language(),
        )
        for code, name in settings.LANGUAGES
    ]
