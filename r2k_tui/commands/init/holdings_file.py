"""A broker's export as an answer of the set-up: read as `r2k portfolio import` reads it, and told in words."""

from __future__ import annotations

import shlex
from pathlib import Path

from r2k_tui.model.text import clean, plural
from r2k_tui.sources.brokers.export import BrokerExport, UnreadableExport
from r2k_tui.sources.brokers.generic import TITLE
from r2k_tui.sources.brokers.parse import parse_export
from r2k_tui.sources.brokers.text import MOST_BYTES

_MOST_TOLD = 5


def path_in(text: str) -> Path | None:
    """The file that an answer names, also as a terminal quotes a file dropped on it; None where it names none."""
    word = text.strip()
    named = _unquoted(word) or word
    for name in (word, named):
        if name and _is_file(path := _expanded(name)):
            return path
    looks_like_one = named.casefold().endswith(".csv") or (len(word.split()) == 1 and "/" in word)
    return _expanded(named) if looks_like_one else None


def export_of(path: Path) -> BrokerExport:
    """Positions and cash of a file. Raises ValueError, which names the line or the missing column."""
    try:
        with path.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise ValueError(f"cannot read {clean(str(path), 200)}: {error.strerror or error}") from None
    try:
        return parse_export(data)
    except UnreadableExport as error:
        raise ValueError(f"{clean(path.name, 60)}: {error}") from None


def told(export: BrokerExport) -> list[str]:
    """What a file holds, and the rows that are left out of it."""
    accounts = f" in {plural(len(export.accounts), 'account')}" if any(export.accounts) else ""
    cash = ", and cash" if export.cash else ""
    broker = "" if export.broker == TITLE else f" from {export.broker}"
    lines = [f"{plural(len(export.positions), 'holding')}{broker}{accounts}{cash}"]
    lines += [row.problem.named for row in export.left_out[:_MOST_TOLD]]
    more = len(export.left_out) - _MOST_TOLD
    return [*lines, f"and {plural(more, 'more row')} not imported"] if more > 0 else lines


def _unquoted(word: str) -> str:
    """The word without a shell's quotes and backslashes; "" where it is more than one."""
    try:
        words = shlex.split(word)
    except ValueError:
        return ""
    return words[0] if len(words) == 1 else ""


def _expanded(name: str) -> Path:
    try:
        return Path(name).expanduser()
    except RuntimeError:
        # `~nobody`: a user that is not there.
        return Path(name)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
