"""What can be searched: one folded column with the words of a record in every language and alphabet."""

from collections.abc import Iterator
from typing import Any, ClassVar, Self, TypeVar

from django.db import models

from cooperation.choices import Language
from cooperation.rules.fold import search_key

Model = TypeVar("Model", bound=models.Model, covariant=True)


class SearchableQuerySet(models.QuerySet[Model]):
    def matching(self, words: str) -> Self:
        """Those in which each of these words is found, in any spelling."""
        found = self
        for word in dict.fromkeys(search_key(words).split()):
            found = found.filter(folded__contains=word)
        return found


class Searchable(models.Model):
    """A record that is found by the texts named in ``searched``."""

    searched: ClassVar[tuple[str, ...]] = ()

    folded = models.TextField(editable=False, blank=True)

    objects = SearchableQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = self.fold()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "folded"}
        super().save(*args, **kwargs)

    def fold(self) -> str:
        return search_key(" ".join(filter(None, self.words())))

    def words(self) -> Iterator[str]:
        """The texts by which it is found, in every language."""
        for name in self.searched:
            columns = [f"{name}_{code}" for code in Language.values]
            for column in columns if hasattr(self, columns[0]) else [name]:
                yield getattr(self, column) or ""
