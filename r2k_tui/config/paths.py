"""Where the settings file is."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_NAME = "r2k-tui"


def packaged_path() -> Path:
    """The config.toml with every default: inside the package when installed, beside it in a checkout."""
    here = Path(__file__).parents[1]
    return next((p for p in (here / "config.toml", here.parent / "config.toml") if p.is_file()), here / "config.toml")


def user_path() -> Path:
    """The settings file of the user on this platform."""
    return _user_folder("XDG_CONFIG_HOME", ".config", "user_config_path") / "config.toml"


def data_folder() -> Path:
    """The folder of the user's data on this platform."""
    return _user_folder("XDG_DATA_HOME", ".local/share", "user_data_path")


def cache_folder() -> Path:
    """The folder of what can be fetched or computed again, on this platform."""
    return _user_folder("XDG_CACHE_HOME", ".cache", "user_cache_path")


def _user_folder(variable: str, default: str, otherwise: str) -> Path:
    """A folder of the user, as platformdirs finds it.

    On Linux it is asked only for what is unusual: it loads a dozen modules, and a status bar runs R2K often.
    """
    stated = os.environ.get(variable, "")
    if sys.platform == "linux" and "ANDROID_DATA" not in os.environ and (not stated or stated.startswith("/")):
        return (Path(stated) if stated else Path.home() / default) / _NAME
    import platformdirs

    folder: Path = getattr(platformdirs, otherwise)(_NAME, appauthor=False)
    return folder


def own_path(explicit: Path | None = None) -> Path:
    """The user's file, whether it exists or not: `explicit`, `$R2K_CONFIG`, or the default of the platform."""
    return candidates(explicit)[0]


def candidates(explicit: Path | None = None) -> tuple[Path, ...]:
    """Candidates for the settings file; the first that exists counts."""
    named = explicit or (Path(env) if (env := os.environ.get("R2K_CONFIG")) else None)
    return (named,) if named is not None else (user_path(), packaged_path())


def find(explicit: Path | None = None) -> Path:
    """The settings file in use; the last candidate if none exists."""
    paths = candidates(explicit)
    return next((path for path in paths if path.is_file()), paths[-1])
