"""The parts of `r2k universe`: which options each takes, and the module that prints it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.shared.options import Options


class Arguments(NamedTuple):
    """Arguments of the command beside the part; an option that was not given is "", None or False."""

    words: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    days: int | None = None
    everything: bool = False
    squeeze: bool = False


class UniversePart(NamedTuple):
    """One part: the options that it takes, and the function that prints it."""

    run: Callable[[Options, Arguments], int]
    takes: tuple[str, ...] = ()


# Option -> field of the arguments.
_OPTIONS = {"--since": "since", "--until": "until", "--days": "days", "--all": "everything", "--squeeze": "squeeze"}


def run(options: Options, name: str, arguments: Arguments) -> int:
    """Print a part. Raises UsageError for an option that belongs to another part."""
    part = PARTS.get(name)
    takes = part.takes if part is not None else ()
    for option, field in _OPTIONS.items():
        if option not in takes and getattr(arguments, field) not in ("", None, False):
            owners = ", ".join(other for other, each in PARTS.items() if option in each.takes)
            raise UsageError(f"universe {name}: {option} is for {owners}")
    if part is not None:
        return part.run(options, arguments)
    from r2k_tui.commands.universe.command import run as show

    return show(options, name)


def _import(options: Options, arguments: Arguments) -> int:
    from r2k_tui.commands.universe.importing import run as import_files

    return import_files(options, tuple(map(Path, arguments.words)))


def _screen(options: Options, arguments: Arguments) -> int:
    from r2k_tui.commands.universe.screen import run as screen

    return screen(options, " ".join(arguments.words))


def _changes(options: Options, arguments: Arguments) -> int:
    from r2k_tui.commands.universe.lists.changes import run as changes

    return changes(options, arguments.since, arguments.until)


def _earnings(options: Options, arguments: Arguments) -> int:
    from r2k_tui.commands.universe.earnings import run as earnings

    return earnings(options, arguments.days, everything=arguments.everything)


def _short(options: Options, arguments: Arguments) -> int:
    from r2k_tui.commands.universe.short import run as short

    return short(options, squeeze=arguments.squeeze)


def _insiders(options: Options, arguments: Arguments) -> int:
    from r2k_tui.commands.universe.insiders import run as insiders

    return insiders(options, 30 if arguments.days is None else arguments.days)


def _ranks(options: Options, _: Arguments) -> int:
    from r2k_tui.commands.universe.lists.ranks import run as ranks

    return ranks(options)


def _halts(options: Options, _: Arguments) -> int:
    from r2k_tui.commands.universe.halts import run as halts

    return halts(options)


def _calendar(options: Options, _: Arguments) -> int:
    from r2k_tui.commands.universe.calendar import run as calendar

    return calendar(options)


PARTS: dict[str, UniversePart] = {
    "import": UniversePart(_import),
    "calendar": UniversePart(_calendar),
    "changes": UniversePart(_changes, ("--since", "--until")),
    "ranks": UniversePart(_ranks),
    "earnings": UniversePart(_earnings, ("--days", "--all")),
    "halts": UniversePart(_halts),
    "short": UniversePart(_short, ("--squeeze",)),
    "insiders": UniversePart(_insiders, ("--days",)),
    "screen": UniversePart(_screen),
}
