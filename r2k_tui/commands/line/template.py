"""Format of `r2k line`: text with fields in braces, such as `{IWM.price} {gauge}`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from r2k_tui.model.text import clean, clean_symbol

DEFAULT = "{IWM.price} {IWM.change%} {gauge}"
# Names of fields without a symbol, and their parts.
TOPICS = {
    "gauge": ("", "zone", "age", "day"),
    "score": ("", "zone", "age", "day"),
    "phase": ("",),
    "alerts": ("",),
    "source": ("",),
}
QUOTE_PARTS = (
    *("price", "change", "change%", "previous_close", "open", "day_high", "day_low", "volume", "bid", "ask"),
    *("pre_price", "post_price", "overnight_price", "arrow", "state", "mark", "age", "time"),
    *("name", "currency", "provider"),
)
# Parts of a quote that are no numbers, and other fields that are none.
WORDS = ("state", "mark", "arrow", "age", "time", "name", "currency", "provider")
_NO_NUMBER = "zone"
_OTHER_WORDS = (_NO_NUMBER, "phase", "alerts", "source")
_SPEC = re.compile(r"\+?,?(\.[0-9])?[fg%]?")
_OTHER_NAMES = {"change_percent": "change%", "change_fraction": "change%", "session": "phase"}


class BadFormat(ValueError):
    """A format that cannot be filled; `short` is what a status bar shows instead."""

    def __init__(self, message: str, short: str) -> None:
        super().__init__(clean(message, 1000))
        self.short = clean(short, 21) or "format?"


class Field(NamedTuple):
    """One field: a part of a quote of `symbol`, or of `topic` where there is no symbol.

    `spec` is a format of numbers, such as `.1f`; `text` is the field as typed.
    """

    symbol: str
    topic: str
    part: str
    spec: str
    text: str


FormatPiece = str | Field


def parse(text: str) -> tuple[FormatPiece, ...]:
    """Literal text and fields of a format. Raises BadFormat."""
    pieces: list[FormatPiece] = []
    literal, place = "", 0
    while place < len(text):
        mark = text[place]
        if mark in "{}" and text[place : place + 2] == mark * 2:
            literal, place = literal + mark, place + 2
        elif mark == "{":
            end = text.find("}", place)
            if end < 0:
                raise BadFormat(f"--format: {text[place:]} has no closing brace; {{{{ stands for a brace", "format?")
            pieces += [literal] if literal else []
            pieces.append(_field(text[place + 1 : end]))
            literal, place = "", end + 1
        elif mark == "}":
            raise BadFormat("--format: a closing brace without an opening one; }} stands for a brace", "format?")
        else:
            literal, place = literal + mark, place + 1
    return (*pieces, literal) if literal else tuple(pieces)


def symbols_of(pieces: Iterable[FormatPiece]) -> tuple[str, ...]:
    """The symbols in the fields, each once."""
    return tuple(dict.fromkeys(piece.symbol for piece in pieces if isinstance(piece, Field) and piece.symbol))


def _field(inside: str) -> Field:
    name, _, spec = inside.strip().partition(":")
    text = "{" + name + "}"
    head, _, part = name.rpartition(".")
    topic, topic_part = (head, part) if head in TOPICS else (_OTHER_NAMES.get(name, name), "")
    if topic in TOPICS:
        if topic_part not in TOPICS[topic]:
            raise _unknown(text, topic_part, tuple(f"{topic}.{known}".rstrip(".") for known in TOPICS[topic]))
        return Field("", topic, topic_part, _checked_spec(spec, text, _NO_NUMBER if topic_part else topic), text)
    symbol, part = clean_symbol(head), _OTHER_NAMES.get(part, part)
    if not symbol:
        raise _unknown(text, name, (*TOPICS, "SYMBOL.price"))
    if part not in QUOTE_PARTS and not _unit_of(part):
        raise _unknown(text, part, QUOTE_PARTS)
    return Field(symbol, "", part, _checked_spec(spec, text, part), text)


def _unit_of(name: str) -> str:
    """Unit of a reading; "" for what is none."""
    from r2k_tui.model.readings.units import UNIT_OF

    return UNIT_OF.get(name, "")


def _checked_spec(spec: str, text: str, part: str) -> str:
    """A format of numbers, for a part that is one. Raises BadFormat."""
    if spec and (part in WORDS or part in _OTHER_WORDS):
        raise BadFormat(f"--format: {text} takes no number format", "format?")
    if spec.endswith("%") and part != "change%" and _unit_of(part) != "fraction":
        raise BadFormat(f"--format: {text} is no fraction and takes no format in percent", "format?")
    if _SPEC.fullmatch(spec) is None:
        raise BadFormat(
            f"--format: {text} has the number format {spec!r}; expected one such as .1f or +,.2f", "format?"
        )
    return spec


def _unknown(text: str, part: str, known: tuple[str, ...]) -> BadFormat:
    import difflib

    near = difflib.get_close_matches(part, known, 1, 0.4)
    if not near and known is QUOTE_PARTS:
        from r2k_tui.model.readings.units import UNIT_OF

        near = difflib.get_close_matches(part, UNIT_OF, 1, 0.6)
    hint = f"; did you mean {near[0]}?" if near else "."
    words = f"--format: {text}: no such field{hint} There are: {', '.join(known)}"
    more = ", and the keys of `r2k readings`" if known is QUOTE_PARTS else ""
    return BadFormat(words + more, f"{text.strip('{}')[:20]}?")
