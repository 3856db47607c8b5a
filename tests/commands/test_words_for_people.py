"""What is missing is said on stderr: stdout holds data, whatever is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import R2K


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("snapshot", "IWM", "XYZ"), "r2k: XYZ: no XYZ.csv in the data folder"),
        (("readings", "IWM", "XYZ"), "r2k: XYZ: no XYZ.csv in the data folder"),
        (("history", "XYZ"), "r2k: XYZ: no XYZ.csv in the data folder"),
        (("study", "states", "--symbol", "XYZ"), "r2k: XYZ: no XYZ.csv in the data folder"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_problems_go_to_stderr(r2k: R2K, folder: Path, command: tuple[str, ...], words: str) -> None:
    outcome = r2k(*command, "--source", "csv", "--data", folder)
    assert outcome.status in (1, 3)
    assert words in outcome.err.splitlines()
    assert "no XYZ.csv" not in outcome.out
    assert not [line for line in outcome.out.splitlines() if line.startswith(("!", "r2k"))]


def test_in_json_they_are_data(r2k: R2K, folder: Path) -> None:
    outcome = r2k("snapshot", "IWM", "XYZ", "--source", "csv", "--data", folder, "--json")
    assert outcome.err == ""
    assert "XYZ" in [problem["symbol"] for problem in outcome.report["problems"]]
