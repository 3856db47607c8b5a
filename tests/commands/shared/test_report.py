"""The JSON of every command: one object, one schema."""

from __future__ import annotations

import json
import math

import pytest

from r2k_tui.commands.shared.report import envelope, iso, number, print_problems, write
from r2k_tui.model.market.feed import Problem
from tests.fakes.still_market import FACTS


def test_what_stands_round_the_data(capsys: pytest.CaptureFixture[str]) -> None:
    write(envelope("quotes", FACTS, {"a": 1}, "2025-09-18", [Problem("IWM", "not_found", "no such symbol")]))
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["schema", "command", "generated_at", "source", "simulated", "as_of", "data", "problems"]
    assert (told["schema"], told["command"], told["source"], told["simulated"]) == ("r2k/1", "quotes", "demo", True)
    assert told["problems"] == [{"symbol": "IWM", "kind": "not_found", "message": "no such symbol"}]
    assert told["generated_at"].endswith("+00:00")


def test_numbers_that_json_can_hold() -> None:
    assert [number(v) for v in (1.5, None, math.nan, math.inf)] == [1.5, None, None, None]
    assert math.copysign(1.0, number(-0.0) or 0.0) == 1.0
    assert json.dumps(number(-0.0)) == "0.0"


def test_moments_have_an_offset() -> None:
    assert iso(0.0) == "1970-01-01T00:00:00.000+00:00"
    assert iso(None) is None


def test_people_are_told_each_problem_once_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    problem = Problem("IWM", "not_found", "no such symbol")
    print_problems([problem, problem])
    out, err = capsys.readouterr()
    assert (out, err) == ("", "r2k: IWM: no such symbol\n")
