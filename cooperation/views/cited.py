"""The documents that a page cites."""

from collections.abc import Iterable
from typing import Any

from cooperation.models import Document


def cited(facts: Iterable[Any]) -> list[Document]:
    """The sources of these facts, each once, in the order in which they are cited; sources are loaded before."""
    return list(dict.fromkeys(document for fact in facts for document in fact.sources.all()))
