"""What readers see is extracted, checked and compiled without GNU gettext."""

import gettext
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from config.catalogues import product

TEMPLATE = """
    {% load i18n %}
  <h1 title="{% translate 'A “quoted” title' context "heading" %}">{% translate "Don't" as refusal %}</h1>
{% blocktranslate trimmed count many=actions|length %}
      One action
   {% plural %}
      {{ many }} actions (100%)
 {% endblocktranslate %}
{{ value|default:_("none") }} it's {# a comment's #} text
"""
SOURCE = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext_lazy

words = [_("plain"), _("of two " "pieces"), pgettext_lazy("verb", "report"), ngettext("%(n)s day", "%(n)s days", 2)]
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A product of one template and one module."""
    for name, text in {"templates/page.html": TEMPLATE, "roadmap/words.py": SOURCE}.items():
        path = tmp_path / name
        path.parent.mkdir()
        path.write_text(text)
    return tmp_path


def translate(base: Path, language: str, translations: dict[str, str]) -> None:
    """Writes translations into a catalogue, as a translator would."""
    path = product.po_paths(language, base)[0]
    text = path.read_text()
    for original, translation in translations.items():
        before = f'msgid "{original}"\nmsgstr ""'
        assert before in text
        text = text.replace(before, before[:-1] + translation + '"')
    path.write_text(text)


def test_every_way_to_mark_a_message_is_extracted(base):
    found = {(message.context, message.id) for message in product.extracted(base).values()}
    assert found == {
        ("heading", "A “quoted” title"),
        (None, "Don't"),
        (None, ("One action", "%(many)s actions (100%%)")),
        (None, "none"),
        (None, "plain"),
        (None, "of two pieces"),
        ("verb", "report"),
        (None, ("%(n)s day", "%(n)s days")),
    }


def test_an_update_keeps_translations_and_drops_what_the_sources_no_longer_say(base):
    list(product.update(base))
    translate(base, "uz", {"plain": "oddiy", "none": "yoʻq"})
    (base / "templates/page.html").write_text("{% load i18n %}{% translate 'plain' %}{% translate 'new' %}")
    list(product.update(base))
    kept = {text: message.string for (_, text), message in product.loaded(product.po_paths("uz", base)[0]).items()}
    assert kept["plain"] == "oddiy"
    assert kept["new"] == ""
    assert "none" not in kept


def test_a_doubtful_translation_is_not_kept(base):
    list(product.update(base))
    translate(base, "uz", {"plain": "oddiy"})
    path = product.po_paths("uz", base)[0]
    path.write_text(path.read_text().replace('msgid "plain"', '#, fuzzy\nmsgid "plain"'))
    list(product.update(base))
    assert product.loaded(path)[None, "plain"].string == ""


def test_compiled_messages_are_read_by_gettext(base):
    list(product.update(base))
    translate(base, "kk", {"plain": "қарапайым"})
    list(product.update(base))
    with product.po_paths("kk", base)[0].with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert compiled.gettext("plain") == "қарапайым"
    assert compiled.gettext("none") == "none"


def test_an_update_that_changes_nothing_writes_the_same_bytes(base):
    list(product.update(base))
    paths = sorted((base / "locale").rglob("*.?o"))
    before = [path.read_bytes() for path in paths]
    list(product.update(base))
    assert [path.read_bytes() for path in paths] == before
    assert len(paths) == 2 * len(product.PLURALS)


def test_what_is_blank_is_a_problem(base):
    list(product.update(base))
    assert "locale/ru/LC_MESSAGES/django.po: not translated: 'plain'" in list(product.problems(base))


def test_a_message_that_the_sources_gained_is_a_problem(base):
    list(product.update(base))
    (base / "roadmap/words.py").write_text(SOURCE + "_('added')\n")
    assert "locale/ru/LC_MESSAGES/django.po does not follow the sources: make messages" in list(product.problems(base))


def test_a_translation_that_is_not_compiled_is_a_problem(base):
    list(product.update(base))
    translate(base, "tk", {"plain": "ýönekeý"})
    assert "locale/tk/LC_MESSAGES/django.po is not compiled: make messages" in list(product.problems(base))


@pytest.mark.parametrize("form", ["kunlar", "%(m)s kun", "\\n%(n)s kun"])
def test_a_form_with_other_placeholders_or_line_ends_is_a_problem(base, form):
    list(product.update(base))
    path = product.po_paths("uz", base)[0]
    blank = 'msgid_plural "%(n)s days"\nmsgstr[0] "'
    assert blank in path.read_text()
    path.write_text(path.read_text().replace(blank, blank + form))
    expected = "locale/uz/LC_MESSAGES/django.po: other placeholders or line ends: '%(n)s day'"
    assert expected in list(product.problems(base))


def test_a_form_with_the_same_placeholders_is_no_problem(base):
    list(product.update(base))
    path = product.po_paths("uz", base)[0]
    path.write_text(path.read_text().replace('days"\nmsgstr[0] "', 'days"\nmsgstr[0] "%(n)s kun'))
    assert not any("%(n)s day" in problem for problem in product.problems(base) if "/uz/" in problem)


def test_no_russian_sentence_ends_with_two_full_stops():
    """A date ends with “г.” in Russian, which is the end of the sentence too."""
    with product.po_paths("ru")[0].open("rb") as file:
        forms = [message.string for message in read_po(file)]
    texts = [text for form in forms for text in ([form] if isinstance(form, str) else form)]
    assert [text for text in texts if re.search(r"%\((day|since|until|opens|due|closes)\)s\.(\s|$)", text)] == []
