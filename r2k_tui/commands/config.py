"""`r2k config`: where the settings are, what they are, whether they are right."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path

import msgspec

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import envelope, write
from r2k_tui.config.load import commented_defaults, load
from r2k_tui.config.paths import own_path, packaged_path
from r2k_tui.config.schema import Config
from r2k_tui.config.sections.hub import without_secrets
from r2k_tui.config.write import write_whole
from r2k_tui.model.market.source import SourceFacts

_WAYS = ("path", "init", "show", "check", "default")


def run(options: Options, what: str, *, edit: bool = False) -> int:
    """Print what was asked for. Raises ConfigError where the settings cannot be used."""
    if what not in _WAYS:
        raise UsageError(f"config {what}: expected one of {', '.join(_WAYS)}")
    if edit and what != "path":
        raise UsageError(f"config {what} --edit: --edit is for `r2k config path`")
    if what == "init":
        own = own_path(options.config)
        if own.exists():
            raise UsageError(f"{own} is there already; `r2k config path --edit` opens it")
        _begin(own)
        print(own)
        return 0
    path = options.config_path()
    if what == "default":
        sys.stdout.write(packaged_path().read_text("utf-8"))
        return 0
    if what == "path":
        own = own_path(options.config)
        print(own, flush=True)
        return _edit(own) if edit else 0
    settings = _told(load(path))
    if what == "check":
        from r2k_tui.commands.monitor.live_config import check_screen

        check_screen(settings, path)
    if what == "check":
        print(f"{path}: all settings are right", file=sys.stderr)
    elif options.json:
        write(envelope("config", SourceFacts(settings.source.name), msgspec.to_builtins(settings), None, ()))
    else:
        print(_toml(settings), end="")
    return 0


def _begin(path: Path) -> None:
    """Write a file of settings that are all comments. Raises UsageError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, commented_defaults())
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from None


def _edit(path: Path) -> int:
    """Open the file in the user's editor, begun where it is missing; 1 where the editor failed. Raises UsageError."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(editor)
    except ValueError:
        command = []
    if not command:
        raise UsageError("no editor is known; name one in $VISUAL or $EDITOR")
    if not path.exists():
        _begin(path)
    try:
        return 1 if subprocess.run([*command, str(path)], check=False).returncode else 0  # noqa: S603
    except OSError as error:
        raise UsageError(f"the editor {command[0]} cannot be started: {error.strerror or error}") from None


def _told(settings: Config) -> Config:
    """The settings as they may be shown to whoever looks over a shoulder."""
    return msgspec.structs.replace(settings, hub=without_secrets(settings.hub))


def _toml(settings: Config) -> str:
    """The settings in force, as TOML."""
    import tomlkit

    def without_none(value: object) -> object:
        if isinstance(value, dict):
            return {key: without_none(item) for key, item in value.items() if item is not None}
        return [without_none(item) for item in value] if isinstance(value, list | tuple) else value

    return tomlkit.dumps(without_none(msgspec.to_builtins(settings, builtin_types=(date,))))  # type: ignore[arg-type]
