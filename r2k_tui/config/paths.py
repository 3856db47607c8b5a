"""Where settings may lie."""

from __future__ import annotations

import os
from pathlib import Path


def packaged_path() -> Path:
    """The config.toml with every default: in the package when installed, beside it in a checkout."""
    here = Path(__file__).parents[1]
    return next((p for p in (here / "config.toml", here.parent / "config.toml") if p.is_file()), here / "config.toml")


def user_path() -> Path:
    """Where the user's own settings are kept on this platform."""
    from platformdirs import user_config_path

    return user_config_path("r2k-tui", appauthor=False) / "config.toml"


def own_path(explicit: Path | None = None) -> Path:
    """The user's own file, whether it is there or not: the one named, `$R2K_CONFIG`, else that of the platform."""
    return candidates(explicit)[0]


def candidates(explicit: Path | None = None) -> tuple[Path, ...]:
    """Where settings may lie, the first that is there counts: the one named, `$R2K_CONFIG`; else the user's, the
    packaged one."""
    named = explicit or (Path(env) if (env := os.environ.get("R2K_CONFIG")) else None)
    return (named,) if named is not None else (user_path(), packaged_path())


def find(explicit: Path | None = None) -> Path:
    """The file that counts, or would if it were there."""
    paths = candidates(explicit)
    return next((path for path in paths if path.is_file()), paths[-1])
