"""What the product says: extracted from its sources, kept in ``locale/``, compiled."""

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

BASE = Path(__file__).resolve().parent.parent.parent
SOURCES = ("config/**/*.py", "cooperation/**/*.py", "roadmap/**/*.py", "templates/**/*.html", "templates/**/*.txt")
# As in Django's own catalogues, whose rule counts where both have a message.
PLURALS = {
    "ru": (
        4,
        "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : "
        "n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3)",
    ),
    "uz": (1, "0"),
    "kk": (2, "(n != 1)"),
    "tk": (2, "(n != 1)"),
}
SINGLE, PLURAL, CONTEXT, CONTEXT_PLURAL = None, (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
FUNCTIONS = {"gettext": SINGLE, "ngettext": PLURAL, "pgettext": CONTEXT, "npgettext": CONTEXT_PLURAL}
KEYWORDS = {"_": SINGLE, "gettext_noop": SINGLE, **FUNCTIONS, **{f"{name}_lazy": a for name, a in FUNCTIONS.items()}}
PLACEHOLDER = re.compile(r"%\(\w+\)[#0\- +]?[a-z]|%[sdr%]|\{\w*\}|</?\w+")

Key = tuple[str | None, str]
Messages = dict[Key, Message]


class PlainCatalog(Catalog):
    """A catalogue whose header says nothing that changes by itself."""

    def __init__(self, language: str, messages: Iterable[Message]) -> None:
        super().__init__(fuzzy=False, header_comment="")
        self.language = language
        for message in messages:
            places = [(place, None) for place in sorted({place for place, _ in message.locations})]
            self.add(message.id, message.string, places, context=message.context)

    @property
    def num_plurals(self) -> int:
        return PLURALS[self.language][0]

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        count, rule = PLURALS[self.language]
        return [
            ("Language", self.language),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", f"nplurals={count}; plural={rule};\n"),
        ]


def key_of(message: Message) -> Key:
    return message.context, singular(message)


def singular(message: Message) -> str:
    return message.id[0] if message.pluralizable else message.id


def forms(message: Message) -> list[str]:
    return list(message.string) if message.pluralizable else [message.string]


def translated(message: Message) -> bool:
    return not message.fuzzy and all(forms(message))


def extracted(base: Path = BASE) -> Messages:
    """Every message that the sources of the product name, with the files that name it."""
    catalog = Catalog()
    for pattern in SOURCES:
        for path in sorted(base.glob(pattern)):
            for line, words, _, context in extract("python", io.BytesIO(python_of(path)), keywords=KEYWORDS):
                catalog.add(words, locations=[(str(path.relative_to(base)), line)], context=context)
    return by_key(catalog)


def python_of(path: Path) -> bytes:
    """A source as Python; of a template, its messages as calls of gettext, in brackets lest indents matter."""
    text = path.read_text()
    return (text if path.suffix == ".py" else f"(\n{templatize(text, origin=path)}\n)").encode()


def by_key(messages: Iterable[Message]) -> Messages:
    return {key_of(message): message for message in messages if message.id}


def loaded(path: Path) -> Messages:
    """The messages of a .po file, none where it does not exist."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return by_key(read_po(file))


def po_paths(language: str, base: Path = BASE) -> list[Path]:
    """Our catalogue, then those of the libraries' messages."""
    folders = [(base / "locale", "django"), *((base / "locale/libraries", name) for name in ("django", "djangojs"))]
    return [folder / language / "LC_MESSAGES" / f"{domain}.po" for folder, domain in folders]


def po_bytes(catalog: Catalog) -> bytes:
    file = io.BytesIO()
    write_po(file, catalog, width=110, sort_output=True, include_lineno=False)
    return file.getvalue()


def mo_bytes(catalog: PlainCatalog) -> bytes:
    file = io.BytesIO()
    write_mo(
        file, PlainCatalog(catalog.language, (message for message in catalog if message.id and translated(message)))
    )
    return file.getvalue()


def current(language: str, base: Path = BASE) -> dict[Path, PlainCatalog]:
    """The catalogues as they have to be: ours follows the sources, and translations are kept."""
    ours, *libraries = po_paths(language, base)
    known = loaded(ours)
    kept = [
        Message(message.id, same_kind(known.get(key), message), message.locations, context=message.context)
        for key, message in extracted(base).items()
    ]
    return {
        ours: PlainCatalog(language, kept),
        **{path: PlainCatalog(language, loaded(path).values()) for path in libraries if path.exists()},
    }


def same_kind(known: Message | None, message: Message) -> str | tuple[str, ...]:
    """The known translation, unless it is doubtful or of other forms than the message."""
    if known is None or known.fuzzy or known.pluralizable != message.pluralizable:
        return ""
    return known.string


def update(base: Path = BASE) -> Iterator[str]:
    """Writes every catalogue, in order, and compiles it; tells how far each is translated."""
    for language in PLURALS:
        for path, catalog in current(language, base).items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(po_bytes(catalog))
            path.with_suffix(".mo").write_bytes(mo_bytes(catalog))
            blank = sum(not translated(message) for message in catalog if message.id)
            yield f"{path.relative_to(base)}: {len(catalog)} messages, {blank} not translated"


def problems(base: Path = BASE) -> Iterator[str]:
    """What is missing, obsolete, blank, doubtful, garbled or not compiled."""
    for language in PLURALS:
        for path, catalog in current(language, base).items():
            name, compiled = path.relative_to(base), path.with_suffix(".mo")
            if not path.exists() or path.read_bytes() != po_bytes(catalog):
                yield f"{name} does not follow the sources: make messages"
            elif not compiled.exists() or compiled.read_bytes() != mo_bytes(catalog):
                yield f"{name} is not compiled: make messages"
            for message in catalog:
                if message.id and not translated(message):
                    yield f"{name}: not translated: {singular(message)!r}"
                elif message.id and garbled(message):
                    yield f"{name}: other placeholders or line ends: {singular(message)!r}"


def garbled(message: Message) -> bool:
    """Whether a form has other placeholders, or begins or ends otherwise, than its original."""
    original = shape(message.id[1] if message.pluralizable else message.id)
    return any(shape(form) != original for form in forms(message))


def shape(text: str) -> tuple[list[str], bool, bool]:
    return sorted(set(PLACEHOLDER.findall(text))), text.startswith("\n"), text.endswith("\n")
