"""Writes docs/reference/commands.md from the command line itself: `python docs/list_commands.py`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from r2k_tui.cli import app
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shell.examples import EXAMPLES

PAGE = Path(__file__).parent / "reference" / "commands.md"
_TABLE = "| option | meaning |\n| --- | --- |\n"
_HEAD = """# Commands

Data go to stdout, words for people to stderr; a closed pipe is no error. Exit status: 0 complete, 1 partial (`problems`
says what is missing), 2 usage or settings, 3 no data, 4 defect. [JSON](json.md) describes what `--json` prints.

Options that several commands share are described at the end of this page.
"""


def page() -> str:
    """The whole page: one section for each command, then the options that all of them take."""
    root = typer.main.get_command(app)
    return _HEAD + "".join(_sections(root, "r2k")) + _common(root)


def _sections(command: Any, name: str) -> Iterator[str]:
    yield f"\n## {name}\n\n{_told(command)}\n\n    {_usage(command, name)}\n{_own(command)}{_examples(name)}"
    for child in sorted(getattr(command, "commands", {})):
        yield from _sections(command.commands[child], f"{name} {child}")


def _told(command: Any) -> str:
    return str(command.help).strip()


def _examples(name: str) -> str:
    rows = EXAMPLES.get(name, ())
    return "\nExamples:\n\n" + "".join(f"    {row.line}    # {row.does}\n" for row in rows) if rows else ""


def _usage(command: Any, name: str) -> str:
    words = [param.make_metavar(_context(command)) for param in command.params if param.param_type_name == "argument"]
    return " ".join([name, "[OPTIONS]", *words, *(["COMMAND …"] if getattr(command, "commands", {}) else [])])


def _context(command: Any) -> Any:
    return command.context_class(command)


def _own(command: Any) -> str:
    own = [_row(param) for param in command.params if param.name not in Options._fields and getattr(param, "help", "")]
    also = [f"`{param.opts[-1]}`" for param in command.params if param.name in Options._fields]
    table = f"\n{_TABLE}{''.join(own)}" if own else ""
    return table + (f"\nAlso: {' '.join(also)}\n" if also else "")


def _common(root: Any) -> str:
    rows = [_row(param) for param in root.params if param.name in Options._fields]
    return f"\n## Common options\n\n{_TABLE}{''.join(rows)}"


def _row(param: Any) -> str:
    names = " ".join(f"`{name}`" for name in (*param.opts, *param.secondary_opts)) or f"`{param.name}`"
    return f"| {names} | {param.help.strip().replace('|', chr(92) + '|')} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
