"""The root command as click sees it."""

from __future__ import annotations

from typing import Any

from typer.main import get_command

from r2k_tui.cli import app


def root() -> Any:
    """A new tree of commands: help changes the one that it shows."""
    return get_command(app)
