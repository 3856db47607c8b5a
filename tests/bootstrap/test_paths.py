"""Where the store lies."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.bootstrap.paths import default_store, lists_file
from r2k_tui.config.schema import Config
from r2k_tui.config.sections.source import StoreChoice
from tests.cases import cases


def test_the_default_is_in_the_data_folder_of_the_user(home: Path) -> None:
    assert home in default_store(Config()).parents


def test_the_settings_may_name_a_file_in_the_home_folder(home: Path) -> None:
    assert default_store(Config(store=StoreChoice(path="~/mine.sqlite3"))) == home / "mine.sqlite3"


@cases(
    ("store", "named", "file"),
    [
        (StoreChoice(path="/kept"), "", "/kept"),
        (StoreChoice(path="/kept"), "/mine", "/mine"),
        (StoreChoice(path="/kept", enabled=False), "", ""),
        (StoreChoice(enabled=False), "/mine", "/mine"),
    ],
)
def test_lists_lie_in_the_store_that_is_named_or_else_in_the_default(store: StoreChoice, named: str, file: str) -> None:
    assert lists_file(Config(store=store), named) == file
