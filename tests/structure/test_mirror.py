"""A test lies where its module lies; modules without one are listed, and the list only shrinks."""

from __future__ import annotations

from pathlib import Path

from tests.structure.mirror import LIST, mirror_of, without_mirror
from tests.structure.source_tree import PACKAGE, TESTS

MOST = 100


def listed() -> list[str]:
    return LIST.read_text(encoding="utf-8").split()


def test_no_module_comes_without_a_test_of_its_own() -> None:
    assert set(without_mirror(PACKAGE, TESTS)) - set(listed()) == set(), "write its test rather than a line of the list"


def test_what_has_a_test_by_now_is_off_the_list() -> None:
    assert set(listed()) - set(without_mirror(PACKAGE, TESTS)) == set(), "take it off the list: it only shrinks"


def test_the_list_is_short() -> None:
    assert len(listed()) <= MOST
    assert listed() == sorted(set(listed()))


def test_a_module_without_a_mirror_is_reported(tmp_path: Path) -> None:
    package, tests = tmp_path / "shop", tmp_path / "tests"
    for path in (
        *(package / name for name in ("__init__.py", "__main__.py", "till.py", "stock/rows.py", "stock/till.py")),
        *(tests / name for name in ("test_till.py", "stock/test_rows.py", "test_rows.py")),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert without_mirror(package, tests) == ["stock/till.py"]
    (tests / "stock/test_till.py").touch()
    assert without_mirror(package, tests) == []


def test_where_a_mirror_lies() -> None:
    assert mirror_of("ui/views/base.py") == "ui/views/test_base.py"
    assert mirror_of("cli.py") == "test_cli.py"
