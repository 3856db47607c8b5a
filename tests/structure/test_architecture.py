"""The map of the folders: docs/architecture.md names each of them, in a sentence, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from tests.structure.source_tree import PACKAGE

PAGE = Path(__file__).parents[2] / "docs" / "architecture.md"
_ROW = re.compile(r"^\| `([a-z_/]+/)` \| (.+) \|$", re.MULTILINE)


def folders(package: Path) -> set[str]:
    """The folders below a package that hold modules, by path from it."""
    return {f"{path.parent.relative_to(package)}/" for path in package.rglob("*.py")} - {"./"}


def described(page: str) -> dict[str, str]:
    """The folders that a page has a row for, each with its sentence."""
    return dict(_ROW.findall(page))


def test_every_folder_has_a_row_and_no_row_is_of_one_that_is_gone() -> None:
    assert set(described(PAGE.read_text(encoding="utf-8"))) == folders(PACKAGE)


def test_each_is_told_in_a_sentence() -> None:
    for folder, words in described(PAGE.read_text(encoding="utf-8")).items():
        assert words.endswith("."), folder
        assert len(words) <= 120, folder


def test_a_folder_that_the_page_does_not_know_is_seen(tmp_path: Path) -> None:
    for name in ("till/rows.py", "stock/shelves/row.py", "empty"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert folders(tmp_path) == {"till/", "stock/shelves/"}
    assert described("| `till/` | Holds money. |\n| other | row |\n") == {"till/": "Holds money."}
