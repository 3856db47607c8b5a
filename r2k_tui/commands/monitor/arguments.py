"""The quick parse of a command line that means the monitor and nothing else.

It imports nothing but the table of options: a launcher reads arguments with it before anything is loaded.
"""

from __future__ import annotations

from r2k_tui.commands.shared.option_table import COMMON, FILE, FLAG, MONITOR, NUMBER, CommandOption

# An option of these means nothing for the monitor, and the full command line says so.
_REFUSED = frozenset(("json",))
_OPTIONS = {flag: option for option in (*COMMON, *MONITOR) if option.name not in _REFUSED for flag in option.flags}


class MonitorArguments:
    """The options as they were given: `common`, those of every command, and `own`, those of the monitor, by name.

    `common` holds only what was given, `own` the defaults as well. A path is text, as it was typed.
    """

    __slots__ = ("common", "own")

    def __init__(self, common: dict[str, str | float | bool], own: dict[str, str | bool]) -> None:
        self.common, self.own = common, own


def monitor_arguments(arguments: list[str]) -> MonitorArguments | None:
    """The options of the monitor in the words after the name of the program.

    None where another command, help or completion is meant, and for everything in doubt: an unknown or refused option,
    a missing or empty value, one that looks like an option, `--`. The full command line then reads them, and says what
    is wrong.
    """
    given: dict[str, str | float | bool] = {}
    rest = list(reversed(arguments))
    while rest:
        flag, equals, value = rest.pop().partition("=")
        if (option := _OPTIONS.get(flag)) is None:
            return None
        read = _read(option, value if equals else None, rest)
        if read is None:
            return None
        given[option.name] = read
    own = {option.name: given.get(option.name, option.default) for option in MONITOR}
    return MonitorArguments(
        {option.name: given[option.name] for option in COMMON if option.name in given},
        {name: value for name, value in own.items() if isinstance(value, str | bool)},
    )


def _read(option: CommandOption, joined: str | None, rest: list[str]) -> str | float | bool | None:
    """The value of an option, `joined` to its flag or the last of `rest`, which it leaves; None for one in doubt."""
    if option.kind == FLAG:
        return True if joined is None else None
    if joined is None and (not rest or rest[-1].startswith("-")):
        return None
    text = rest.pop() if joined is None else joined
    if option.kind == NUMBER:
        try:
            return float(text)
        except ValueError:
            return None
    return text if text or option.kind != FILE else None
