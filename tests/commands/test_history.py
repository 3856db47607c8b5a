"""`r2k history`: keys of the public JSON and exit status."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import R2K


class TestHistory:
    def test_as_csv_every_bar(self, r2k: R2K, folder: Path, days: list[str]) -> None:
        outcome = r2k("history", "IWM", "--source", "csv", "--data", folder)
        assert (outcome.status, outcome.err) == (0, "")
        rows = list(csv.reader(io.StringIO(outcome.out)))
        written = [line.split(",") for line in (folder / "IWM.csv").read_text().splitlines()]
        assert [row[0] for row in rows[1:]] == days
        for row, source in zip(rows[1:], written[1:], strict=True):
            assert [float(value) for value in row[1:7]] == [float(value) for value in source[1:7]]

    def test_a_symbol_that_nobody_has(self, figures: Any) -> None:
        outcome = figures("history", "XYZ")
        assert outcome.status == 3
        assert outcome.report["problems"][0]["kind"] == "not_found"

    def test_as_json(self, figures: Any, days: list[str]) -> None:
        report = figures("history", "IWM", "--range", "1y").report
        assert (report["command"], report["data"]["symbol"], report["data"]["interval"]) == ("history", "IWM", "1d")
        assert 250 < len(report["data"]["bars"]) < 256

    @pytest.mark.parametrize("arguments", [("IWM", "--range", "2d"), ("IWM", "--interval", "2h"), ("IWM,SPY",)])
    def test_usage(self, figures: Any, arguments: tuple[str, ...]) -> None:
        assert figures("history", *arguments).status == 2
