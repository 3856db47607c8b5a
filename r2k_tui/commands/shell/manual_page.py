"""The manual page r2k(1), in man(7) macros, made of the table of commands."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from r2k_tui.commands.shell.command_table import ArgumentRow, CommandRow, OptionRow
from r2k_tui.commands.shell.examples import EXAMPLES

_MOST_VALUES, _WIDTH = 24, 66
_ROOT = "r2k"
# In a help text that names the values itself.
_LISTED = " | "
_STATUS = (
    ("0", "all that was asked for"),
    ("1", "some of it is missing; the problems say what"),
    ("2", "usage or settings"),
    ("3", "no data at all"),
    ("4", "a defect"),
)
_FILES = (
    ("~/.config/r2k-tui/config.toml", "your settings; $R2K_CONFIG or --config name another file"),
    ("~/.local/share/r2k-tui/r2k.sqlite3", "the store: what was known before"),
)


def manual_page(table: dict[str, CommandRow]) -> str:
    """The page. Options that every command takes are told once."""
    root = table[_ROOT]
    return "\n".join(
        (
            '.TH R2K 1 "" "R2K" "User Commands"',
            *(".SH NAME", f"r2k \\- {_text(root.help)[:1].lower()}{_text(root.help)[1:]}".rstrip(".")),
            *(".SH SYNOPSIS", ".B r2k", "[options]", ".br", ".B r2k", "command [options] [arguments]"),
            *(".SH DESCRIPTION", "Without a command, r2k is the monitor: a terminal with its own engine."),
            ".SH OPTIONS",
            *(line for option in root.options for line in _option(option)),
            ".SH COMMANDS",
            *(
                line
                for path, row in table.items()
                if path != _ROOT and not row.commands
                for line in _command(path, row, root)
            ),
            ".SH EXAMPLES",
            *_examples(_ROOT),
            ".SH EXIT STATUS",
            *(line for number, words in _STATUS for line in (".TP", f".B {number}", _text(words))),
            ".SH FILES",
            *(line for path, words in _FILES for line in (".TP", f".I {_text(path)}", _text(words))),
            "",
        )
    )


def _command(path: str, row: CommandRow, root: CommandRow) -> Iterator[str]:
    arguments = "".join(f" {_argument_name(one)}" for one in row.arguments)
    yield f".SS {_text(path)}{_text(arguments)}"
    yield _text(row.help)
    shared = {option.names for option in root.options}
    for argument in row.arguments:
        yield from (".TP", f".I {_text(argument.name.upper())}", _described(argument.help, argument.values))
    for option in row.options:
        if option.names not in shared:
            yield from _option(option)
    yield from _examples(path)


def _argument_name(argument: ArgumentRow) -> str:
    name = argument.name.upper() + ("…" if argument.many else "")
    return name if argument.required else f"[{name}]"


def _option(option: OptionRow) -> Iterator[str]:
    value = " \\fIVALUE\\fR" if option.values or option.kind else ""
    yield ".TP"
    yield f"\\fB{', '.join(_text(name) for name in option.names)}\\fR{value}"
    yield _described(option.help, option.values)


def _described(words: str, values: tuple[str, ...]) -> str:
    shown = values[:_MOST_VALUES]
    if shown and _LISTED not in words and not all(value in words for value in shown):
        words = f"{words} One of {', '.join(shown)}{', …' if len(values) > len(shown) else ''}."
    return _text(words)


def _examples(path: str) -> Iterator[str]:
    for place, example in enumerate(EXAMPLES.get(path, ())):
        yield from () if place == 0 and path == _ROOT else (".PP",)
        yield from (".nf", f"\\fB{_text(example.line)}\\fR", ".fi", ".RS", _text(example.does), ".RE")


def _text(words: str) -> str:
    """Text that troff takes as it is, in lines of a moderate length."""
    return "\n".join(_line(line) for line in textwrap.wrap(words, _WIDTH, break_on_hyphens=False)) or ""


def _line(words: str) -> str:
    """A line: a dash is a dash, and none is a macro."""
    escaped = words.replace("\\", "\\e").replace("-", "\\-").replace("^", "\\(ha").replace("~", "\\(ti")
    escaped = escaped.replace("…", "...").replace("'", "\\(aq").replace("`", "\\(ga")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped
