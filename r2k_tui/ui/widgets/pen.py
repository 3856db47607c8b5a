"""The look of a cell in terminal codes, and the shortest change from one look to another."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rich.color import ColorSystem
from rich.style import Style
from textual.strip import Strip

_SGR = re.compile(r"\x1b\[([0-9;]*)m")
# Underline, reverse, strike, double underline, frame, overline: visible on a blank, too.
_SEEN_OF_A_BLANK = frozenset(("4", "7", "9", "21", "51", "52", "53"))
_WEIGHTS = ("1", "2")
# What ends an attribute alone. Bold and faint have one end.
_ENDS = {"1": "22", "2": "22", "3": "23", "4": "24", "7": "27", "9": "29"}
_FOREGROUND, _BACKGROUND = re.compile(r"(3|9)[0-7]$|38$"), re.compile(r"(4|10)[0-7]$|48$")
# Number of codes after 38 or 48, by the first of them: one of 256 colors, or a true color.
_LONG = {"5": 2, "2": 4}
RESET = "\x1b[m"


class Pen:
    """A look. Interned, so that equal looks are one object; `ground` is the part of it that shows on a blank."""

    __slots__ = ("_few", "_to", "attributes", "background", "foreground", "ground")

    def __init__(self, attributes: tuple[str, ...], foreground: str, background: str) -> None:
        self.attributes, self.foreground, self.background = attributes, foreground, background
        seen = not _SEEN_OF_A_BLANK.isdisjoint(attributes)
        self.ground = self if seen or not (attributes or foreground) else pen_of((), "", background)
        self._to: dict[Pen, str] = {}
        self._few: Pen | None = None

    @property
    def plain(self) -> bool:
        """Whether a blank in it looks like an erased cell."""
        return self.ground is DEFAULT

    @property
    def codes(self) -> str:
        """What makes it, after a reset."""
        return ";".join([*self.attributes, *(color for color in (self.foreground, self.background) if color)])

    @property
    def few(self) -> Pen:
        """The same without bold and faint: on a line where every change costs, colors alone distinguish."""
        if self._few is None:
            kept = tuple(attribute for attribute in self.attributes if attribute not in _WEIGHTS)
            self._few = self if kept == self.attributes else pen_of(kept, self.foreground, self.background)
        return self._few

    def to(self, other: Pen) -> str:
        """The codes that change a terminal from this look to another."""
        if other is self:
            return ""
        codes = self._to.get(other)
        if codes is None:
            codes = self._to[other] = _shortest(self, other)
        return codes


def _shortest(old: Pen, new: Pen) -> str:
    if new is DEFAULT:
        return RESET
    ways = [f"0;{new.codes}"]
    gone = [attribute for attribute in old.attributes if attribute not in new.attributes]
    if all(attribute in _ENDS for attribute in gone):
        changed = list(dict.fromkeys(_ENDS[attribute] for attribute in gone))
        # The end of one weight is that of the other as well.
        kept = () if "22" not in changed else _WEIGHTS
        changed += [attribute for attribute in new.attributes if attribute in kept or attribute not in old.attributes]
        changed += [new.foreground or "39"] if new.foreground != old.foreground else []
        changed += [new.background or "49"] if new.background != old.background else []
        ways.append(";".join(changed))
    return f"\x1b[{min(ways, key=len)}m"


@cache
def pen_of(attributes: tuple[str, ...], foreground: str, background: str) -> Pen:
    """The pen with these codes."""
    return Pen(attributes, foreground, background)


@lru_cache(maxsize=4096)
def pen_in(style: Style | None, system: ColorSystem) -> Pen:
    """The pen of a style, in the colors that the terminal has."""
    if style is None:
        return DEFAULT
    result = _SGR.search(Strip.render_style(style, "\0", color_system=system))
    return pen_of_codes(result[1]) if result else DEFAULT


def pen_of_codes(text: str) -> Pen:
    """The pen that these codes make after a reset."""
    codes = text.split(";") if text else []
    attributes, foreground, background = list[str](), "", ""
    while codes:
        code, *codes = codes
        if code in ("38", "48") and codes:
            more = _LONG.get(codes[0], 1)
            whole, codes = ";".join([code, *codes[:more]]), codes[more:]
        else:
            whole = code
        if _FOREGROUND.match(code):
            foreground = "" if whole == "39" else whole
        elif _BACKGROUND.match(code):
            background = "" if whole == "49" else whole
        elif code not in ("", "0", "39", "49"):
            attributes.append(whole)
    return pen_of(tuple(attributes), foreground, background)


DEFAULT = pen_of((), "", "")
