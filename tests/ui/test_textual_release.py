"""The release of Textual, and its app without the palette that R2K does not have."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from r2k_tui.ui import textual_release as release

LOADED = """
import json, sys
from r2k_tui.ui import textual_release as release
release.textual_version = lambda: sys.argv[1]
applied = release.load_app_without_palette()
import textual.app
early = sorted(name for name in sys.modules if name.startswith(("textual.command", "textual.widgets._")))
class Shown(textual.app.App):
    ENABLE_COMMAND_PALETTE = False
from textual.command import CommandPalette, Provider
from textual.screen import Screen
real = issubclass(CommandPalette, Screen) and Provider.__abstractmethods__ != set()
print(json.dumps([applied, early, real, release.load_app_without_palette()]))
"""


def loaded(release_name: str) -> list[object]:
    done = subprocess.run([sys.executable, "-c", LOADED, release_name], capture_output=True, text=True, check=True)
    found: list[object] = json.loads(done.stdout)
    return found


def test_the_version_of_textual_is_the_installed_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert release.textual_version() == version("textual")
    for number in ("8.2.7", "9.0.0"):
        (tmp_path / f"textual-{number}.dist-info").mkdir()
    monkeypatch.setattr("textual.__file__", str(tmp_path / "textual" / "__init__.py"))
    assert release.textual_version() == version("textual"), "of two, neither is believed"
    (tmp_path / "textual-8.2.7.dist-info").rmdir()
    (tmp_path / "textual_serve-1.1.3.dist-info").mkdir()
    assert release.textual_version() == "9.0.0"


def test_the_app_is_loaded_without_the_palette_which_can_be_loaded_later() -> None:
    applied, early, real, again = loaded("8.2.8")
    assert applied and real and not again
    assert isinstance(early, list) and "textual.command" not in early
    assert not {"textual.widgets._input", "textual.widgets._select", "textual.widgets._option_list"} & set(early)


def test_another_textual_is_loaded_as_it_is() -> None:
    applied, early, real, _ = loaded("9.0.0")
    assert not applied and real
    assert isinstance(early, list) and "textual.command" in early
