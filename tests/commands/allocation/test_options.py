"""Options of `r2k backtest` and `r2k simulate` as shells complete them."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.commands.shell.answer import completions


def test_portfolios_of_the_settings_are_among_the_values(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('[[allocation.portfolios]]\nname = "70/30"\nweights = { SPY = 1.0 }\n')
    head = ["--config", str(file)]
    assert "70/30" in completions([*head, "allocate", "--target", ""])
    assert completions([*head, "backtest", "--portfolio", "7"]) == ["70/30", "@joined"]
    assert "equal,70/30" in completions([*head, "simulate", "--portfolio", "equal,"])


def test_the_options_of_a_simulation() -> None:
    found = [line.split("\t")[0] for line in completions(["simulate", "--w"])]
    assert found == ["--withdrawal", "--withdraw-percent", "--withdraw-linked"]
