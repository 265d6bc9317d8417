"""Imports run one way, rules are pure, and only views, admin and commands read the clock: read off the sources."""

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("cooperation", "roadmap")
OURS = (*APPS, "config", "tests", "bench")

# Each layer may import itself and those before it. Layers that share a line stand beside each other.
LAYERS = (
    ("choices",),
    ("rules",),
    ("models", "translation", "limits", "apps"),
    ("permissions",),
    ("services",),
    ("exchange", "filters", "forms", "templatetags"),
    ("admin", "views", "api", "management"),
    ("urls",),
)
RANK = {layer: rank for rank, line in enumerate(LAYERS) for layer in line}
SURFACES = LAYERS[-2]  # these never import each other
CLOCK = {
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "time.time",
    "timezone.localdate",
    "timezone.localtime",
    "timezone.now",
}
CLOCK_NAMES = {"django.utils.timezone.now", "django.utils.timezone.localdate", "django.utils.timezone.localtime"}
DATABASE_CLOCK = {"django.db.models.functions.Now", "django.db.models.functions.datetime.Now"}


@dataclass(frozen=True)
class Source:
    """One module: its dotted name and its syntax tree."""

    name: str
    tree: ast.Module

    @property
    def app(self) -> str:
        return self.name.split(".")[0]

    @property
    def layer(self) -> str:
        return layer_of(self.name)


@dataclass(frozen=True)
class Import:
    """One imported name, ``package.module.name``, and where it stands."""

    target: str
    line: int
    inside: bool = False


def layer_of(name: str) -> str:
    """The layer of a dotted name of an app; an app itself has none."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else ""


def sources(*packages: str) -> list[Source]:
    """The modules of these packages, without migrations."""
    found = []
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            if "migrations" not in parts:
                name = ".".join(parts).removesuffix(".__init__")
                found.append(Source(name, parsed(path)))
    return found


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(source: Source) -> list[Import]:
    """Every imported name, also those for types only and inside of functions."""
    return list(found_imports(source))


def found_imports(source: Source) -> Iterator[Import]:
    functions = [node for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    inside = {id(node) for function in functions for node in ast.walk(function)}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno, id(node) in inside)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield Import(f"{'.' * node.level}{node.module or ''}.{alias.name}", node.lineno, id(node) in inside)


# What is looked for: each finder yields what is wrong with one module -----------------------------------------------


def against_the_stream(source: Source) -> Iterator[str]:
    """Imports of a later layer, of another surface, or of the other way between the apps."""
    for one in imports(source):
        if one.target.split(".")[0] not in APPS:
            continue
        theirs = layer_of(one.target)
        if source.app == "cooperation" and one.target.startswith("roadmap"):
            yield f"line {one.line}: cooperation imports {one.target}"
        elif RANK.get(theirs, -1) > RANK[source.layer]:
            yield f"line {one.line}: {source.layer} imports {one.target}"
        elif theirs in SURFACES and source.layer in SURFACES and theirs != source.layer:
            yield f"line {one.line}: {source.layer} imports {one.target}, which stands beside it"


def the_site_above(source: Source) -> Iterator[str]:
    """Imports of the configuration, the tests or the bench by an app."""
    for one in imports(source):
        if one.target.split(".")[0] in set(OURS) - set(APPS):
            yield f"line {one.line}: imports {one.target}"


def impure(source: Source) -> Iterator[str]:
    """What a rule may not import: anything but the standard library, choices and rules."""
    for one in imports(source):
        package = one.target.split(".")[0]
        pure = layer_of(one.target) in ("choices", "rules") if package in APPS else package in sys.stdlib_module_names
        if not pure or package in ("time", "random", "os"):
            yield f"line {one.line}: imports {one.target}"


def clock(source: Source) -> Iterator[str]:
    """Reading the clock, by whatever name."""
    for one in imports(source):
        if one.target in CLOCK_NAMES | DATABASE_CLOCK:
            yield f"line {one.line}: imports {one.target}"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and ".".join(ast.unparse(node).split(".")[-2:]) in CLOCK:
            yield f"line {node.lineno}: {ast.unparse(node)}"
        if isinstance(node, ast.keyword) and node.arg in ("auto_now", "auto_now_add"):
            yield f"line {node.value.lineno}: {node.arg}"


def signals(source: Source) -> Iterator[str]:
    for one in imports(source):
        if "signals" in one.target.split(".") or one.target.startswith("django.dispatch"):
            yield f"line {one.line}: imports {one.target}"


def stars(source: Source) -> Iterator[str]:
    for one in imports(source):
        if one.target.endswith(".*"):
            yield f"line {one.line}: imports {one.target}"


def relative(source: Source) -> Iterator[str]:
    """Relative imports, which would pass the other finders unseen."""
    for one in imports(source):
        if one.target.startswith("."):
            yield f"line {one.line}: imports {one.target}"


def inside_functions(source: Source) -> Iterator[str]:
    for one in imports(source):
        if one.inside:
            yield f"line {one.line}: imports {one.target}"


def catch_all(source: Source) -> Iterator[str]:
    """Modules whose name says nothing of what they hold."""
    if source.name.split(".")[-1] in ("utils", "util", "helpers", "common", "misc"):
        yield "its name says nothing"


def nowhere(source: Source) -> Iterator[str]:
    """Modules of an app that stand in no layer."""
    if source.layer and source.layer not in RANK:
        yield f"{source.layer} has no place among the layers"


Finder = Callable[[Source], Iterator[str]]


def found(finder: Finder, modules: list[Source]) -> list[str]:
    assert modules, "the walk found no module"
    return [f"{module.name}: {what}" for module in modules for what in finder(module)]


def in_layers(*layers: str) -> list[Source]:
    return [module for module in sources(*APPS) if module.layer in layers]


# The assertions ------------------------------------------------------------------------------------------------------


def test_every_module_of_an_app_stands_in_a_layer():
    assert found(nowhere, sources(*APPS)) == []


def test_imports_run_one_way():
    assert found(against_the_stream, [module for module in sources(*APPS) if module.layer in RANK]) == []


def test_apps_know_neither_the_site_nor_the_tests():
    assert found(the_site_above, sources(*APPS)) == []


def test_rules_import_nothing_but_choices_and_each_other():
    assert found(impure, in_layers("rules")) == []


def test_only_views_admin_api_and_commands_read_the_clock():
    assert found(clock, [module for module in sources(*APPS) if module.layer not in SURFACES]) == []


def test_there_are_no_signals():
    assert found(signals, sources(*OURS)) == []


def test_there_are_no_star_or_relative_imports():
    assert found(stars, sources(*OURS)) == []
    assert found(relative, sources(*OURS)) == []


def test_there_are_no_imports_inside_functions():
    assert found(inside_functions, sources(*OURS)) == []


def test_no_module_is_called_utils():
    assert found(catch_all, sources(*OURS)) == []


# The finders find ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("finder", "name", "code"),
    [
        (against_the_stream, "cooperation.models.site", "from roadmap.choices import Status"),
        (against_the_stream, "cooperation.views.site", "import roadmap.models"),
        (against_the_stream, "roadmap.choices", "from roadmap.rules.facts import Limits"),
        (against_the_stream, "roadmap.rules.facts", "from cooperation.models import Country"),
        (against_the_stream, "roadmap.rules.facts", "from cooperation import models"),
        (against_the_stream, "roadmap.models.action", "from roadmap import permissions"),
        (against_the_stream, "roadmap.models.action", "if TYPE_CHECKING:\n    import roadmap.services.facts"),
        (against_the_stream, "roadmap.permissions", "from roadmap.services.facts import facts_of"),
        (against_the_stream, "roadmap.services.facts", "from roadmap.exchange import plan"),
        (against_the_stream, "roadmap.filters", "from roadmap.views.roadmap import RoadmapDetail"),
        (against_the_stream, "roadmap.views.action", "from roadmap.admin.action import ActionAdmin"),
        (against_the_stream, "roadmap.admin.action", "from cooperation.views.site import SiteList"),
        (against_the_stream, "roadmap.management.commands.recompute", "from roadmap.api import action"),
        (against_the_stream, "roadmap.views.action", "from roadmap import urls"),
        (the_site_above, "roadmap.views.action", "from config import settings"),
        (the_site_above, "roadmap.views.action", "from tests.cast import Cast"),
        (impure, "roadmap.rules.facts", "from django.db import models"),
        (impure, "roadmap.rules.facts", "from django.utils import timezone"),
        (impure, "roadmap.rules.facts", "import time"),
        (impure, "roadmap.rules.facts", "from roadmap.limits import current_limits"),
        (clock, "roadmap.services.facts", "today = timezone.localdate()"),
        (clock, "roadmap.models.action", "field = DateTimeField(default=timezone.now)"),
        (clock, "roadmap.models.action", "field = DateTimeField(auto_now_add=True)"),
        (clock, "roadmap.services.facts", "day = datetime.date.today()"),
        (clock, "roadmap.services.facts", "moment = datetime.now(UTC)"),
        (clock, "roadmap.services.facts", "from django.utils.timezone import now"),
        (clock, "roadmap.models.action", "from django.db.models.functions import Now"),
        (signals, "roadmap.apps", "from django.db.models.signals import post_save"),
        (signals, "roadmap.apps", "from django.dispatch import receiver"),
        (stars, "roadmap.models", "from roadmap.models.action import *"),
        (relative, "roadmap.models", "from .action import Action"),
        (inside_functions, "roadmap.models", "def late():\n    from roadmap import services"),
        (inside_functions, "roadmap.models", "class A:\n    async def late(self):\n        import json"),
        (catch_all, "roadmap.utils", ""),
        (nowhere, "roadmap.things.action", ""),
    ],
)
def test_what_is_forbidden_is_found(finder: Finder, name: str, code: str):
    assert list(finder(Source(name, ast.parse(code))))


@pytest.mark.parametrize(
    ("finder", "name", "code"),
    [
        (against_the_stream, "roadmap.admin.action", "from cooperation.admin.base import Admin"),
        (against_the_stream, "roadmap.views.action", "from roadmap.services import recompute\nimport django.urls"),
        (against_the_stream, "cooperation.translation", "from cooperation import models"),
        (the_site_above, "roadmap.limits", "from django.conf import settings"),
        (impure, "roadmap.rules.facts", "from datetime import date\nfrom roadmap.choices import Status"),
        (clock, "roadmap.services.facts", "def write(now):\n    return now.date(), self.today, date.max"),
        (inside_functions, "roadmap.models", "if TYPE_CHECKING:\n    from cooperation.models import User"),
    ],
)
def test_what_is_allowed_is_not_found(finder: Finder, name: str, code: str):
    assert list(finder(Source(name, ast.parse(code)))) == []
