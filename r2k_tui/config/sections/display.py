"""How the terminal looks, and its keys."""

from typing import Annotated, ClassVar

import msgspec

from r2k_tui.config.section import RANGE, Reload, Section

# The theme in the 16 colors of the terminal.
SIXTEEN_COLORS = "ansi-dark"


class Display(Section, frozen=True):
    """How the terminal looks."""

    reload: ClassVar[Reload] = "screen"

    theme: Annotated[str, msgspec.Meta(min_length=1, max_length=64)] = "r2k"
    """Name of the theme."""
    range: Annotated[str, msgspec.Meta(pattern=RANGE)] = "1D"
    """Range of the charts at the start."""
    ascii: bool = False
    """Draw with ASCII only."""
    mouse: bool = True
    """Whether R2K handles the mouse; false leaves it to the terminal."""
    low_bandwidth: bool = False
    """At most four repaints per second, 16 colors, no animation."""
    plain: bool = False
    """Lines of text in place of a picture, for screen readers."""
    plain_threshold: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.005
    """Plain mode: change of a price since it was last announced that is announced again, as a fraction."""
    stored_picture: bool = True
    """Whether the last picture is stored, and shown at the next start until the new one is there."""
    export_folder: str = ""
    """Folder for exports; "" is the working directory."""


# One or more keys of an action.
KeyNames = str | tuple[str, ...]
KeyBindings = Annotated[dict[str, KeyNames], msgspec.Meta(extra={"reload": "screen"})]
