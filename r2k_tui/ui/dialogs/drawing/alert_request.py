"""Parses an alert as typed: `> 250`, `< 240`, `2% in 15m`, `record`, `rsi14 > 70 close`."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from r2k_tui.model.alerts.alert import Operator
from r2k_tui.model.alerts.rule import QUOTE_FIELDS, RuleSettings, fault_of, unit_of
from r2k_tui.model.market.tick import price_words
from r2k_tui.model.text import clean

EXAMPLES = "> 250    < 240    crosses > 250    2% in 15m    record    rsi14 > 70    add `close` to test closes only"
_NUMBER = r"(?P<value>[+-]?\d[\d,]*(?:\.\d+)?\s*%?)"
_FIELD = r"(?:(?!crosses\b|new\b)(?P<field>[a-z][a-z0-9_.]*)\s+)?"
_CLOSE = r"(?P<close>\s+close)?"
_LEVEL = re.compile(
    rf"{_FIELD}(?P<op>crosses\s+above|crosses\s+below|crosses\s*[<>]|above|below|[<>])\s*{_NUMBER}{_CLOSE}"
)
_CHANGE = re.compile(rf"{_FIELD}{_NUMBER}\s+in\s+(?P<within>\d+\s*[smhd])")
_RECORD = re.compile(rf"{_FIELD}(?:new\s+)?record{_CLOSE}")
_BECOMES = re.compile(r"(?P<field>[a-z][a-z0-9_.]*)\s+becomes(?:\s+(?P<value>[a-z0-9_]+))?")
_OPERATORS: dict[str, Operator] = {
    ">": "above",
    "<": "below",
    "above": "above",
    "below": "below",
    "crosses above": "crosses_above",
    "crosses below": "crosses_below",
    "crosses >": "crosses_above",
    "crosses <": "crosses_below",
    "crosses>": "crosses_above",
    "crosses<": "crosses_below",
}


def read(text: str, symbol: str) -> RuleSettings | str:
    """The rule that was typed about a symbol, or a message that says what is wrong with it."""
    words = clean(text).casefold()
    fields = _parsed(words)
    if fields is None:
        return f"not understood; {EXAMPLES}"
    field = fields.setdefault("field", "price")
    own = unit_of(field) is not None and (field in QUOTE_FIELDS or not field.startswith(("risk", "mom", "feed")))
    if own or field == "mom_12_1":
        fields["symbol"] = symbol
    try:
        rule = msgspec.convert(fields, RuleSettings)
    except msgspec.ValidationError as error:
        return f"not understood: {str(error).partition(' - at')[0]}"
    fault = fault_of(rule)
    return fault.message if fault is not None else rule


def _parsed(words: str) -> dict[str, Any] | None:
    for pattern, make in ((_CHANGE, _change), (_LEVEL, _level), (_RECORD, _record), (_BECOMES, _becomes)):
        if result := pattern.fullmatch(words):
            given = {name: value for name, value in result.groupdict().items() if value is not None}
            made: dict[str, Any] = make(given)
            return {**({"field": given["field"]} if "field" in given else {}), **made, **_at_close(given)}
    return None


def _level(given: dict[str, str]) -> dict[str, Any]:
    return {"op": _OPERATORS[" ".join(given["op"].split())], "value": _value(given["value"])}


def _change(given: dict[str, str]) -> dict[str, Any]:
    return {
        "op": "changes_by",
        "value": _value(given["value"].lstrip("+-")),
        "within": given["within"].replace(" ", ""),
    }


def _record(_: dict[str, str]) -> dict[str, Any]:
    return {"op": "new_record"}


def _becomes(given: dict[str, str]) -> dict[str, Any]:
    words = given.get("value")
    value = {"true": True, "false": False}.get(words or "", words)
    return {"op": "becomes"} if value is None else {"op": "becomes", "value": value}


def _at_close(given: dict[str, str]) -> dict[str, Any]:
    return {"confirm": "close"} if "close" in given else {}


def _value(text: str) -> float | str:
    """A number, or a percentage such as `2%`, which stays as typed."""
    plain = text.replace(",", "").replace(" ", "")
    return plain if plain.endswith("%") else float(plain)


def fields_of(rule: RuleSettings) -> dict[str, object]:
    """The rule as it is written to the settings: its name, then the fields that differ from the defaults."""
    given = {name: getattr(rule, name) for name in ("symbol", "field", "op", "value", "within", "confirm")}
    told = {name: value for name, value in given.items() if value is not None and (name, value) != ("confirm", 1)}
    return {"name": rule.title, **told}


def described(rule: RuleSettings) -> str:
    """A short description of the rule."""
    return rule.title + (" at the close" if rule.confirm == "close" else "")


def preview(rule: RuleSettings, price: float | None) -> str:
    """A description of the rule beside the current price, and whether it would fire at once."""
    words = described(rule)
    if rule.field != "price" or price is None:
        return words
    number, there = rule.number, False
    if number is not None and rule.confirm != "close":
        there = (rule.op == "above" and price > number) or (rule.op == "below" and price < number)
    at_once = "; already true: fires at once, `crosses` would wait" if there else ""
    return f"{words}  (now {price_words(price)}{at_once})"
