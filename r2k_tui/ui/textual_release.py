"""The release of Textual in use, and its app loaded without the command palette that R2K does not have."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import textual

# What the modules around the app take from the palette's. Only the class of providers is used before it is opened.
_PALETTE, _NAMES = (
    "textual.command",
    ("CommandListItem", "CommandPalette", "DiscoveryHit", "Hit", "Hits", "Provider", "SimpleProvider"),
)


def textual_version() -> str:
    """Version of Textual, from the name of the folder of its metadata.

    `textual.__version__` reads that folder through modules that take longer to load than all of our own widgets.
    """
    names = os.listdir(Path(textual.__file__).parents[1])  # noqa: PTH208
    found = [name for name in names if name.startswith("textual-") and name.endswith(".dist-info")]
    # None where it is not installed as a folder of files, several where an upgrade was cut short.
    return found[0].removesuffix(".dist-info").split("-")[1] if len(found) == 1 else textual.__version__


def load_app_without_palette() -> bool:
    """Load Textual's app with stand-ins for its command palette; returns True if it applies.

    Textual 8.2 loads the palette with the app, and with it a dozen widgets: a tenth of all that a start loads. R2K has
    a palette of its own, and its app never opens that of Textual. Other versions are loaded as they are.
    """
    if not textual_version().startswith("8.2.") or not {"textual.app", _PALETTE}.isdisjoint(sys.modules):
        return False
    stand_in = ModuleType(_PALETTE)
    for name in _NAMES:
        setattr(stand_in, name, type(name, (), {"__module__": _PALETTE}))
    sys.modules[_PALETTE] = stand_in
    try:
        import_module("textual.app")
    finally:
        # Whoever asks for it from now on gets the real one.
        del sys.modules[_PALETTE]
    return True
