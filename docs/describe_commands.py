"""Writes what is made of the commands: the words that shells complete, and the manual page r2k.1.

    python docs/describe_commands.py           # writes both
    python docs/describe_commands.py --check   # status 1 where a file differs

Run it after any change of a command, an option, an example or a list of values.
"""

from __future__ import annotations

import sys
from pathlib import Path

from typer.main import get_command

from r2k_tui.cli import app
from r2k_tui.commands.shell.command_table import PACKAGED, command_table, encoded
from r2k_tui.commands.shell.manual_page import manual_page

PAGE = Path(__file__).with_name("r2k.1")


def written() -> dict[Path, bytes]:
    """Each file and its content."""
    table = command_table(get_command(app))  # type: ignore[arg-type]
    return {PACKAGED: encoded(table), PAGE: manual_page(table).encode()}


def main() -> None:
    """Write the files, or check them."""
    different = [path for path, data in written().items() if not path.exists() or path.read_bytes() != data]
    if "--check" in sys.argv[1:]:
        for path in different:
            sys.stdout.write(f"{path} is not what the commands say: run docs/describe_commands.py\n")
        sys.exit(1 if different else 0)
    for path in different:
        path.write_bytes(written()[path])
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
