"""What is said of settings that cannot be used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from r2k_tui.config.errors import ConfigError
from r2k_tui.config.load import load
from r2k_tui.config.schema import Config


def leaves(kind: Any = Config, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], Any]:
    """Every setting by its place, with its default."""
    found: dict[tuple[str, ...], Any] = {}
    for field in msgspec.structs.fields(kind):
        default, here = field.default, (*path, field.name)
        found |= leaves(type(default), here) if isinstance(default, msgspec.Struct) else {here: default}
    return found


def complaint(file: Path, text: str | bytes) -> ConfigError:
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(ConfigError) as caught:
        load(file)
    error = caught.value
    assert error.file == str(file)
    assert str(error).startswith(f"{file}:{error.line}: " if error.line else f"{file}: ")
    assert str(error).isprintable(), "one line, no control characters"
    return error
