"""One more table behind what the file holds: everything that was there stays, comments and all."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from r2k_tui.config.write import append_table

FIELDS: dict[str, object] = {"name": 'over "250"', "value": 250.0, "field": "price"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "own.toml"


def written(path: Path, text: str | None) -> tuple[str, list[object]]:
    if text is not None:
        path.parent.mkdir()
        path.write_bytes(text.encode())
    append_table(path, "alerts", FIELDS)
    after = path.read_bytes().decode()
    return after, tomllib.loads(after)["alerts"]


@pytest.mark.parametrize(
    "text",
    [
        '# mine\n[display]\ntheme = "x"  # why\n',
        '[[alerts]]\nname = "a" # first\n\n[display]\nascii = true\n',
        "a = 1\r\n# windows\r\n[b]\r\nc = 2",
    ],
)
def test_what_was_there_stays_as_it_was(path: Path, text: str) -> None:
    after, alerts = written(path, text)
    assert after.startswith(text.rstrip()) and alerts[-1] == FIELDS
    assert ("\r\n" in text) is ("\n" not in after.replace("\r\n", ""))
    before = tomllib.loads(text)
    assert {**tomllib.loads(after), "alerts": before.get("alerts")} == {**before, "alerts": before.get("alerts")}


def test_a_list_on_one_line_gets_it_there(path: Path) -> None:
    after, alerts = written(path, 'alerts = [\n  { name = "a" }, # first\n]\n[display]\n')
    assert alerts == [{"name": "a"}, FIELDS] and "# first" in after


@pytest.mark.parametrize("text", [None, "", "\n"])
def test_a_file_that_is_not_there_or_empty_is_begun(path: Path, text: str | None) -> None:
    assert written(path, text)[1] == [FIELDS]


@pytest.mark.parametrize("text", ["alerts = 3\n", "[alerts]\na = 1\n", "alerts = [1]\n", "[display\n"])
def test_a_file_that_cannot_hold_it_is_left_alone(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(ValueError, match=r"own\.toml"):
        append_table(path, "alerts", FIELDS)
    assert path.read_text() == text
    assert [file.name for file in path.parent.iterdir()] == ["own.toml"]
