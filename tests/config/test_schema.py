"""Each setting is one field with a docstring and one line of config.toml, and each table says who reloads it."""

from __future__ import annotations

import ast
import inspect
import itertools
import re
import sys
from collections.abc import Iterator
from typing import Any, get_args

import msgspec
import pytest

from r2k_tui.config.paths import packaged_path
from r2k_tui.config.schema import Config, reload_of
from r2k_tui.config.section import Reload, Section


def sections(kind: Any) -> Iterator[type[Section]]:
    """The sections that a type is made of, those within sections included."""
    if isinstance(kind, type) and issubclass(kind, Section):
        yield kind
        for field in msgspec.structs.fields(kind):
            yield from sections(field.type)
    for inner in get_args(kind):
        yield from sections(inner)


SECTIONS = list(dict.fromkeys(one for one in sections(Config) if one is not Config))


def documented(section: type[Section]) -> set[str]:
    """The fields that a docstring follows."""
    tree = ast.parse(inspect.getsource(sys.modules[section.__module__]))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == section.__name__)
    return {
        field.target.id
        for field, doc in itertools.pairwise(body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(doc, ast.Expr)
    }


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.__name__)
def test_a_setting_has_a_docstring_and_a_line_of_the_defaults(section: type[Section]) -> None:
    names = {field.encode_name for field in msgspec.structs.fields(section)}
    assert documented(section) == names
    text = packaged_path().read_text("utf-8")
    assert {
        name
        for name in names
        if not re.search(rf"^[#\s]*(\[*\w*\.)?{name}\b(\]| = )|[{{,] {name} = ", text, re.MULTILINE)
    } == set()


@pytest.mark.parametrize("table", [field.name for field in msgspec.structs.fields(Config)])
def test_a_table_says_who_reloads_it(table: str) -> None:
    assert reload_of(table) in get_args(Reload)


def test_the_screen_takes_over_only_what_it_reads_itself() -> None:
    names = [field.name for field in msgspec.structs.fields(Config)]
    assert [name for name in names if reload_of(name) == "screen"] == ["watchlist", "display", "portfolio", "keys"]
    assert [name for name in names if reload_of(name) == "notify"] == ["alerts"]
