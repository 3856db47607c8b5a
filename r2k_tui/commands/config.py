"""`r2k config`: locates, creates, shows and checks the settings."""

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
from r2k_tui.config.section import without_password
from r2k_tui.config.sections.hub import without_secrets
from r2k_tui.config.write import write_whole
from r2k_tui.model.market.source import SourceFacts

VERBS = ("path", "init", "show", "check", "default")


def run(options: Options, what: str, *, edit: bool = False) -> int:
    """Locate, create, show or check. Returns the exit status. Raises ConfigError on unusable settings."""
    if what not in VERBS:
        raise UsageError(f"config {what}: expected one of {', '.join(VERBS)}")
    if edit and what != "path":
        raise UsageError(f"config {what} --edit: --edit works with `r2k config path`")
    if what == "init":
        own = own_path(options.config)
        if own.exists():
            raise UsageError(f"{own} exists already; `r2k config path --edit` opens it")
        _create(own)
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
    settings = _redacted(load(path))
    if what == "check":
        from r2k_tui.commands.monitor.live_config import check_screen

        check_screen(settings, path)
    if what == "check":
        print(f"{path}: all settings are valid", file=sys.stderr)
    elif options.json:
        write(envelope("config", SourceFacts(settings.source.name), msgspec.to_builtins(settings), None, ()))
    else:
        print(_toml(settings), end="")
    return 0


def _create(path: Path) -> None:
    """Write a settings file with every default commented out. Raises UsageError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, commented_defaults())
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from None


def _edit(path: Path) -> int:
    """Open the file in the user's editor, created if absent. Returns 1 if the editor fails. Raises UsageError."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(editor)
    except ValueError:
        command = []
    if not command:
        raise UsageError("no editor: set $VISUAL or $EDITOR")
    if not path.exists():
        _create(path)
    try:
        return 1 if subprocess.run([*command, str(path)], check=False).returncode else 0  # noqa: S603
    except OSError as error:
        raise UsageError(f"cannot start the editor {command[0]}: {error.strerror or error}") from None


def _redacted(settings: Config) -> Config:
    """The settings with every secret masked."""
    shown = {
        name: msgspec.structs.replace(section, proxy=without_password(section.proxy))
        for name in settings.__struct_fields__
        if getattr(section := getattr(settings, name), "proxy", "")
    }
    return msgspec.structs.replace(settings, hub=without_secrets(settings.hub), **shown)


def _toml(settings: Config) -> str:
    """The effective settings as TOML."""
    import tomlkit

    def without_none(value: object) -> object:
        if isinstance(value, dict):
            return {key: without_none(item) for key, item in value.items() if item is not None}
        return [without_none(item) for item in value] if isinstance(value, list | tuple) else value

    return tomlkit.dumps(without_none(msgspec.to_builtins(settings, builtin_types=(date,))))  # type: ignore[arg-type]
