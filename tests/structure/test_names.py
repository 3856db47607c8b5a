"""One name, one meaning; and no name out of a private dialect."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from tests.structure.source_tree import PACKAGE, nodes_of, tree_of

# Words that say nothing about what they name, or that only this project would understand.
BANNED = frozenset(
    ["desk", "shelf", "courier", "telling", "laboratory", "newsroom", "utils", "helpers", "manager", "misc"]
)
# Names that the field has a word for: the word is in the second column.
REPLACED = {
    "Core": "EngineContext",
    "Polling": "Services",
    "RuleBook": "RuleStates",
    "NotTold": "DeliveryError",
    "told_of": "template_values",
    "ways_of": "channels_from",
    "SparkBook": "Sparklines",
    "SessionWatch": "SessionTracker",
    "LoopWatch": "LoopLagMonitor",
    "hasten": "request_poll",
    "slow_down": "set_min_interval",
    "SymbolBoard": "SymbolAnalysis",
    "BoardRunner": "ReadingsService",
    "SeriesPolls": "SeriesFetcher",
    "UniversePast": "CloseHistory",
    "KeptBars": "BarReader",
    "KeepsCloses": "ClosesSource",
    "KeepsEconomy": "MacroSource",
    "ListsMembers": "HoldingsSource",
    "DescribesFunds": "FundFactsSource",
    "StreamsQuotes": "StreamingSource",
    "Following": "EngineClient",
    "Bearings": "LeaderTracker",
    "look_through": "run_once_on_hub",
    "NoFile": "NullSettingsFile",
    "Going": "Navigator",
    "Watching": "WatchlistEditor",
    "Alerting": "AlertNotifier",
    "LiveSettings": "SettingsSync",
    "Exporting": "Exporter",
    "Replaying": "ReplayKeys",
    "KeptRows": "RowCache",
    "StandingOrder": "StableOrder",
    "feed_changed": "publish_status",
    "known_bars": "BarService.cached",
}
Place = tuple[str, str]


def shared_names(package: Path) -> dict[str, list[str]]:
    """CamelCase names of classes and aliases that several modules define, and the modules; type variables apart."""
    found: dict[str, list[str]] = {}
    for path in sorted(package.rglob("*.py")):
        for name in dict.fromkeys(_definitions(tree_of(path))):
            found.setdefault(name, []).append(str(path.relative_to(package)))
    return {name: places for name, places in sorted(found.items()) if len(places) > 1}


def _definitions(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign) and not _is_type_variable(node.value):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = (target.id for target in targets if isinstance(target, ast.Name))
            yield from (name for name in names if re.match(r"_*[A-Z]", name) and not name.isupper())


def _is_type_variable(value: ast.expr | None) -> bool:
    return (
        isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in {"TypeVar", "ParamSpec"}
    )


def banned_names(package: Path) -> list[Place]:
    """Names of modules, classes, functions, parameters and attributes that hold a banned word, with their places."""
    found: set[Place] = set()
    for path in package.rglob("*.py"):
        place = str(path.relative_to(package))
        names = {*path.relative_to(package).with_suffix("").parts, *_names(nodes_of(path))}
        found.update((place, name) for name in names if name in REPLACED or BANNED & set(words(name)))
    return sorted(found)


@cache
def words(name: str) -> list[str]:
    """The words of a name in lower case: `AlertDesk` and `alert_desk` are two words each."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]


def _names(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def test_every_name_of_a_type_means_one_thing() -> None:
    assert shared_names(PACKAGE) == {}


def test_no_name_is_of_a_private_dialect() -> None:
    assert banned_names(PACKAGE) == []


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text)
    return folder


def test_a_name_that_two_modules_define_is_reported(tmp_path: Path) -> None:
    one = "class Row: ...\nKey = tuple[str, int]\nMOST = 3\nT = TypeVar('T')\ndef Half(): ...\n"
    two = "from typing import TypeAlias\nclass Key: ...\nRow: TypeAlias = int\nMOST = 4\nT = TypeVar('T')\nHalf = 1\n"
    found = shared_names(write(tmp_path, one=one, two=two))
    assert found == {"Key": ["one.py", "two.py"], "Row": ["one.py", "two.py"]}


def test_one_module_that_overloads_its_own_name_is_not(tmp_path: Path) -> None:
    assert shared_names(write(tmp_path, one="if A:\n    pass\nclass Row: ...\nRow = Row\n")) == {}


def test_banned_words_are_reported_wherever_they_name_something(tmp_path: Path) -> None:
    text = """
class AlertDesk:
    manager_id: int
    def __init__(self, telling):
        self.shelf = telling
    async def to_misc(self): ...
class Core: ...
"""
    package = write(tmp_path, rate_utils="", shop=text, clean="class Desktop: ...\ndef score(miscellany): ...\n")
    named = {("shop.py", name) for name in ("AlertDesk", "manager_id", "telling", "shelf", "to_misc", "Core")}
    assert set(banned_names(package)) == {("rate_utils.py", "rate_utils"), *named}


def test_words_of_a_name() -> None:
    assert words("HTTPDesk_of2Tills") == ["http", "desk", "of", "tills"]
