"""`r2k config`: where the settings are, what they are, whether they are right."""

from __future__ import annotations

import sys
from datetime import date

import msgspec

from r2k_tui import config
from r2k_tui.commands.options import Options
from r2k_tui.commands.report import envelope, write
from r2k_tui.config_hub import without_secrets
from r2k_tui.model.frame import SourceFacts
from r2k_tui.wiring import UsageError

_WAYS = ("path", "show", "check", "default")


def run(options: Options, what: str) -> int:
    """Print what was asked for. Raises ConfigError where the settings cannot be used."""
    if what not in _WAYS:
        raise UsageError(f"config {what}: expected one of {', '.join(_WAYS)}")
    path = options.config_path()
    if what == "default":
        sys.stdout.write(config.packaged_path().read_text("utf-8"))
        return 0
    if what == "path":
        print(path)
        return 0
    settings = _told(config.load(path))
    if what == "check":
        from r2k_tui.commands import screen_settings

        screen_settings.check(settings, path)
    if what == "check":
        print(f"{path}: all settings are right", file=sys.stderr)
    elif options.json:
        write(envelope("config", SourceFacts(settings.source.name), msgspec.to_builtins(settings), None, ()))
    else:
        print(_toml(settings), end="")
    return 0


def _told(settings: config.Config) -> config.Config:
    """The settings as they may be shown to whoever looks over a shoulder."""
    return msgspec.structs.replace(settings, hub=without_secrets(settings.hub))


def _toml(settings: config.Config) -> str:
    """The settings in force, as TOML."""
    import tomlkit

    def without_none(value: object) -> object:
        if isinstance(value, dict):
            return {key: without_none(item) for key, item in value.items() if item is not None}
        return [without_none(item) for item in value] if isinstance(value, list | tuple) else value

    return tomlkit.dumps(without_none(msgspec.to_builtins(settings, builtin_types=(date,))))  # type: ignore[arg-type]
