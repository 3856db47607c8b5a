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


class TestRatio:
    def test_closes_of_two_symbols_are_divided(self, figures: Any) -> None:
        one, other, ratio = (
            figures("history", symbol, "--range", "1y").report["data"]["bars"] for symbol in ("IWM", "SPY", "IWM/SPY")
        )
        below = {bar["time"]: bar["close"] for bar in other}
        expected = {bar["time"]: bar["close"] / below[bar["time"]] for bar in one if bar["time"] in below}
        assert {bar["time"]: bar["close"] for bar in ratio} == pytest.approx(expected)
        assert all(bar["high"] is None and bar["volume"] is None for bar in ratio)

    @pytest.mark.parametrize("text", ["IWM/IWM", "IWM/", "A/B/C"])
    def test_what_is_no_ratio_is_refused(self, figures: Any, text: str) -> None:
        assert figures("history", text).status == 2

    @pytest.mark.parametrize("command", [("snapshot", "IWM/SPY"), ("--symbols", "IWM/SPY")])
    def test_where_a_quote_is_needed_a_ratio_is_refused(self, r2k: R2K, command: tuple[str, ...]) -> None:
        outcome = r2k(*command)
        assert outcome.status == 2
        assert "IWM/SPY is a ratio, which nobody quotes" in outcome.err

    def test_readings_of_a_ratio(self, figures: Any) -> None:
        readings = figures("readings", "IWM/SPY", "--keys", "last_close,donchian55_breakout").report["data"]["IWM/SPY"]
        ratio = figures("history", "IWM/SPY").report["data"]["bars"]
        assert readings["last_close"]["value"] == pytest.approx(ratio[-1]["close"])
