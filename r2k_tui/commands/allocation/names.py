"""Names of portfolios on the command line: the built-in ones, and those of the settings."""

from __future__ import annotations

from collections.abc import Sequence

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.shared.options import Options
from r2k_tui.model.text import clean


def check_portfolios(options: Options, option: str, names: Sequence[str]) -> None:
    """Raises UsageError for the first of `names` that no portfolio has, and ConfigError."""
    given = [name for name in names if name]
    if not given:
        return
    known = options.setup().config.allocation.names
    for name in given:
        if name not in known:
            raise UsageError(f"{option} {clean(name, 40)}: expected one of {', '.join(known)}")
