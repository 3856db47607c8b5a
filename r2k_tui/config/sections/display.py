"""How the terminal looks, and its keys."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec

from r2k_tui.config.section import RANGE, Reload, Section

# The theme of the terminal's own colours.
SIXTEEN_COLOURS = "ansi-dark"


class Display(Section, frozen=True):
    """How it looks."""

    reload: ClassVar[Reload] = "screen"

    theme: Annotated[str, msgspec.Meta(min_length=1, max_length=64)] = "r2k"
    range: Annotated[str, msgspec.Meta(pattern=RANGE)] = "1D"
    ascii: bool = False
    mouse: bool = True
    low_bandwidth: bool = False
    export_folder: str = ""


# A key, or several, for an action.
KeyNames = str | tuple[str, ...]
KeyBindings = Annotated[dict[str, KeyNames], msgspec.Meta(extra={"reload": "screen"})]
