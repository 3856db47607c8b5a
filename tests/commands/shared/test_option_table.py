"""The table of options: what is written in one row is what every reader of it needs."""

from __future__ import annotations

from r2k_tui.commands.shared.option_table import COMMON, FILE, FLAG, MONITOR, NUMBER, TEXT

ALL = (*COMMON, *MONITOR)


def test_every_flag_and_every_parameter_stands_once() -> None:
    flags = [flag for option in ALL for flag in option.flags]
    names = [option.name for option in ALL]
    assert len(set(flags)) == len(flags)
    assert len(set(names)) == len(names)


def test_what_a_row_says() -> None:
    for option in ALL:
        assert option.kind in (FLAG, TEXT, FILE, NUMBER)
        assert option.help
        assert all(flag.startswith("-") for flag in option.flags)
    assert {option.default for option in COMMON} == {None}, "what stands after a name wins over what stands before it"
    assert None not in {option.default for option in MONITOR}
