"""Values of parameters: one meaning for a name, or one for a command."""

from __future__ import annotations

from r2k_tui.commands.shell.values import parameter_values, values_of


def test_a_row_of_a_command_comes_before_one_of_its_name() -> None:
    known = parameter_values()
    assert "dashboard" in (found := values_of(known, "r2k", "view")).values and found is not None  # type: ignore[union-attr]
    assert values_of(known, "r2k", "symbols") != values_of(known, "r2k snapshot", "symbols")
    assert values_of(known, "r2k", "nothing") is None


def test_fixed_values_are_those_of_the_program() -> None:
    known = parameter_values()
    assert {"yahoo", "csv", "demo", "replay"} <= set(known["source"].values)
    assert {"earnings", "halts", "screen"} <= set(known["r2k universe what"].values)
    assert "rsi14" in known["r2k readings keys"].values
