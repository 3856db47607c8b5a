"""The settings file of the set-up: the packaged one with its comments, in which only the answers are in force."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from r2k_tui.commands.init.answers import Answers
from r2k_tui.config.load import commented_defaults
from r2k_tui.config.schema import Config
from r2k_tui.config.sections.watchlist import Holding, PortfolioSettings
from r2k_tui.model.alerts.channels import ALL_CHANNELS, ChannelName

# Channels that reach the desktop through the terminal.
DESKTOP = ("osc9", "osc777")
Settings = Mapping[tuple[str, str], object]
_TABLE = re.compile(r"^# \[([a-z_]+)\]")


def settings_of(answers: Answers, first: PortfolioSettings, before: Config) -> Settings:
    """The settings that the answers change; `first` is what `[portfolio]` is to be."""
    wanted: dict[tuple[str, str], object] = {
        ("watchlist", "symbols"): answers.symbols,
        ("portfolio", "base"): answers.base,
        ("portfolio", "account"): first.account,
        ("portfolio", "cash"): first.cash,
        ("portfolio", "holdings"): first.holdings,
        ("delivery", "channels"): _channels(before.delivery.channels, desktop=answers.desktop),
        ("display", "theme"): answers.theme,
    }
    return {at: plain(value) for at, value in wanted.items() if value != getattr(getattr(before, at[0]), at[1])}


def on_desktop(settings: Config) -> bool:
    """Whether alerts reach the desktop."""
    return any(name in settings.delivery.channels for name in DESKTOP)


def _channels(before: tuple[ChannelName, ...], *, desktop: bool) -> tuple[ChannelName, ...]:
    if desktop == any(name in before for name in DESKTOP):
        return before
    return tuple(name for name in ALL_CHANNELS if (desktop if name in DESKTOP else name in before))


def new_text(settings: Settings) -> str:
    """A whole file: every default as a comment, and `settings` in force at their places."""
    lines: list[str] = []
    table, done = "", set()
    for line in commented_defaults().splitlines():
        if found := _TABLE.match(line):
            table = found[1]
            if any(name == table for name, _ in settings):
                line = line.removeprefix("# ")
        key = line.removeprefix("# ").partition(" = ")[0]
        if (table, key) in settings and (table, key) not in done and line.startswith("# "):
            done.add((table, key))
            line = f"{key} = {toml(settings[table, key])}"
        lines.append(line)
    return "\n".join(lines) + "\n"


def toml(value: object) -> str:
    """A value in TOML; a list of tables has one line each."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        return "[\n" + "".join(f"    {_inline(item)},\n" for item in value) + "]"
    if isinstance(value, list):
        return f"[{', '.join(toml(item) for item in value)}]"
    # A JSON string without control characters is a basic string of TOML.
    return json.dumps(str(value), ensure_ascii=False)


def backup_of(path: Path) -> Path:
    """Copy a file beside itself under a name that is free, and return that. Raises OSError."""
    number, copy = 1, path.with_name(f"{path.name}.bak")
    while copy.exists():
        number += 1
        copy = path.with_name(f"{path.name}.{number}.bak")
    shutil.copy2(path, copy)
    return copy


def _inline(table: Mapping[str, object]) -> str:
    return "{ " + ", ".join(f"{key} = {toml(value)}" for key, value in table.items()) + " }"


def plain(value: object) -> object:
    """A value as TOML has it: lists and tables."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Holding):
        fields = {name: getattr(value, name) for name in ("symbol", "shares", "cost", "opened")}
        return {name: field for name, field in fields.items() if field is not None}
    return value
