"""Loads the settings; an error names file, line, key and what was expected."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from r2k_tui.config.errors import ConfigError, error_at, locate
from r2k_tui.config.paths import packaged_path
from r2k_tui.config.schema import PATTERNS, Config
from r2k_tui.config.section import Section
from r2k_tui.config.sections.alerts import alert_fault
from r2k_tui.config.sections.allocation.faults import allocation_fault
from r2k_tui.config.sections.dashboard import dashboard_fault
from r2k_tui.config.sections.source import chain_fault
from r2k_tui.config.sections.thesis import claim_fault
from r2k_tui.config.sections.universe import reconstitution_fault, screens_fault
from r2k_tui.config.sections.watchlist import portfolios_fault


def commented_defaults() -> str:
    """A first settings file: every default with its description, commented out."""
    lines = packaged_path().read_text("utf-8").splitlines()
    body = (f"# {line}" if line.strip() and not line.lstrip().startswith("#") else line for line in lines)
    return (
        "# Your settings. To change one, remove the # before it and before the [table] above it.\n\n"
        + "\n".join(body)
        + "\n"
    )


def load(path: Path, changes: Mapping[tuple[str, str], object] = MappingProxyType({})) -> Config:
    """Read the settings of `path`, with `changes` by table and key, over the packaged defaults. Raises ConfigError."""
    defaults = packaged_path()
    base = _packaged(_text(defaults)) if defaults.is_file() else {}
    own = _parse(_text(path), path) if path != defaults and (path.is_file() or not changes) else {}
    for (table, key), value in changes.items():
        own = _overlay(own, {table: {key: value}})
    if own:
        _convert(own, path)
    settings = _convert(_overlay(base, own), path)
    fault = (
        allocation_fault(settings.allocation)
        or claim_fault(settings.thesis)
        or chain_fault(settings.source)
        or reconstitution_fault(settings.universe)
        or alert_fault(settings.alerts, settings.delivery)
        or screens_fault(settings.screens, settings.alerts)
        or portfolios_fault(settings.portfolio, settings.portfolios, settings.allocation.portfolio)
        or dashboard_fault(settings.dashboard)
    )
    if fault is not None:
        raise error_at(path, fault.key_path, fault.message)
    return with_proxy(settings, settings.source.proxy)


def with_proxy(settings: Config, proxy: str) -> Config:
    """The settings in which every provider without a proxy of its own uses `proxy`."""
    if not proxy:
        return settings
    replaced = {
        name: msgspec.structs.replace(section, proxy=proxy)
        for name in settings.__struct_fields__
        if isinstance(section := getattr(settings, name), Section) and getattr(section, "proxy", None) == ""
    }
    return msgspec.structs.replace(settings, **replaced)


@functools.lru_cache(maxsize=1)
def _packaged(text: str) -> dict[str, Any]:
    """The packaged defaults, parsed once however often the settings are read; to be read only."""
    return _parse(text, packaged_path())


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError(str(path), None, "", f"the file is not UTF-8 text (byte {error.start})") from None
    except OSError as error:
        raise ConfigError(str(path), None, "", f"cannot read the file: {error.strerror or error}") from None


def _parse(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: TOMLDecodeError, and a number of thousands of digits
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else len(text.splitlines()) or None
        raise ConfigError(str(path), line, "", f"not valid TOML: {error}") from None


def _overlay(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    joined = dict(base)
    for key, value in own.items():
        old = joined.get(key)
        joined[key] = _overlay(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return joined


def _convert(data: dict[str, Any], path: Path) -> Config:
    try:
        return msgspec.convert(data, Config)
    except msgspec.ValidationError as error:
        raise locate(str(error), Config, data, path, PATTERNS) from None
