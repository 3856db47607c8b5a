"""`r2k simulate`: its JSON."""

from __future__ import annotations

from typing import Any


def test_simulate(ask: Any) -> None:
    arguments = ("simulate", "--portfolio", "equal", "--years", "5", "--paths", "500", "--seed", "7", "--start", "100")
    outcome = ask(*arguments)
    data = outcome.report["data"]
    assert (outcome.status, data["seed"], data["start"]) == (0, 7, 100)
    assert [o["year"] for o in data["outcomes"]] == [0, 1, 2, 3, 4, 5]
    assert ask(*arguments).report["data"] == data, "the same seed, the same futures"
    poor = ask(*arguments, "--withdrawal", "90").report["data"]
    assert poor["outcomes"][-1]["ruin"] == 1
    assert "seed 7" in ask(*arguments, json=False).out
