"""The settings of a line, read as the schema would read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.bootstrap.paths import default_store
from r2k_tui.commands.line.settings import read_settings
from r2k_tui.config.load import load
from r2k_tui.config.paths import packaged_path

OWN = """
[source]
name = "csv"
[store]
path = "{folder}/own.sqlite3"
[watchlist]
symbols = ["GLD"]
groups = [{{ name = "More", symbols = ["SLV"] }}]
"""


@pytest.mark.parametrize("text", ["", OWN])
def test_it_agrees_with_the_schema(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text.format(folder=tmp_path))
    settings = load(path)
    further = [symbol for group in settings.watchlist.groups for symbol in group.symbols]
    found = read_settings(path, "", "")
    assert found is not None
    assert (found.source, found.store) == (settings.source.name, default_store(settings))
    assert found.watched == (settings.market.index, *settings.watchlist.symbols, *further)


def test_options_win(tmp_path: Path) -> None:
    found = read_settings(packaged_path(), "demo", "~/x")
    assert found is not None
    assert (found.source, found.store) == ("demo", Path("~/x").expanduser())


@pytest.mark.parametrize(
    "text",
    ["[source", "source = 3", "[source]\nname = 3", "[watchlist]\nsymbols = 'IWM'", "[store]\npath = []", "\xff"],
)
def test_what_the_schema_must_explain_is_left_to_it(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(text.encode("latin-1"))
    assert read_settings(path, "", "") is None


def test_a_file_that_is_not_there_is_left_to_the_schema(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "none.toml", "", "") is None
