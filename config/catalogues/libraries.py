"""Which messages of Django and of the other libraries have to stand in ``locale/libraries/``.

Django's admin, accounts and forms speak every language of ours in full. Of the other libraries only those messages
are translated that readers meet, and then in every language.
"""

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from django.conf.global_settings import LANGUAGES

from config.catalogues.product import BASE, PLURALS, Key, loaded, po_paths, translated

DJANGO = ("django.conf", "django.contrib.admin", "django.contrib.auth")
OTHERS = ("axes", "django_filters", "import_export", "modeltranslation")
NAMES_OF_LANGUAGES = {(None, name) for _, name in LANGUAGES}


@cache
def messages_of(packages: tuple[str, ...], language: str, domain: str) -> frozenset[Key]:
    """What the packages' own catalogues of a language have."""
    found: set[Key] = set()
    for package in packages:
        path = folder_of(package) / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
        found |= {key for key, message in loaded(path).items() if language == "en" or translated(message)}
    return frozenset(found)


def folder_of(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package)
    return Path(spec.origin).parent


def problems(base: Path = BASE) -> Iterator[str]:
    """What our catalogues of library messages lack, and what stands there that no library says."""
    for number, domain in enumerate(("django", "djangojs"), start=1):
        kept = {language: set(loaded(po_paths(language, base)[number])) for language in PLURALS}
        of_django = messages_of(DJANGO, "en", domain) - NAMES_OF_LANGUAGES
        of_others = messages_of(OTHERS, "ru", domain) | messages_of(OTHERS, "fr", domain)
        wanted = of_django | set().union(*kept.values())
        for language, keys in kept.items():
            name = po_paths(language, base)[number].relative_to(base)
            lacking = wanted - keys - messages_of((*DJANGO, *OTHERS), language, domain)
            unknown = keys - of_django - of_others
            yield from (f"{name} lacks {text!r}" for _, text in sorted(lacking, key=str))
            yield from (f"{name}: no library says {text!r}" for _, text in sorted(unknown, key=str))
