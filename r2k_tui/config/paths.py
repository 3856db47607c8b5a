"""Where the settings file is."""

from __future__ import annotations

import os
from pathlib import Path


def packaged_path() -> Path:
    """The config.toml with every default: inside the package when installed, beside it in a checkout."""
    here = Path(__file__).parents[1]
    return next((p for p in (here / "config.toml", here.parent / "config.toml") if p.is_file()), here / "config.toml")


def user_path() -> Path:
    """The settings file of the user on this platform."""
    from platformdirs import user_config_path

    return user_config_path("r2k-tui", appauthor=False) / "config.toml"


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
