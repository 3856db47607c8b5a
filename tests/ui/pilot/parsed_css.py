"""Stylesheets that were parsed once in this process: every app on a stage has the same ones."""

from __future__ import annotations

from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_parse_rules = Stylesheet._parse_rules
_parsed: dict[tuple[object, ...], list[RuleSet]] = {}


def parse_rules_once(
    self: Stylesheet,
    css: str,
    read_from: Any,
    is_default_rules: bool = False,
    tie_breaker: int = 0,
    scope: str = "",
) -> list[RuleSet]:
    """See `Stylesheet._parse_rules`: rules depend on these arguments and on the variables, and nothing changes them."""
    key = (css, read_from, is_default_rules, tie_breaker, scope, _variables(self))
    rules = _parsed.get(key)
    if rules is None:
        rules = _parsed[key] = _parse_rules(self, css, read_from, is_default_rules, tie_breaker, scope)
    return rules


def _variables(sheet: Stylesheet) -> frozenset[tuple[str, str]]:
    """The variables of a stylesheet; collected once for each set of them."""
    of, kept = getattr(sheet, "_kept_variables", (None, None))
    if of is not sheet._variables:
        kept = frozenset(sheet._variables.items())
        sheet._kept_variables = sheet._variables, kept  # type: ignore[attr-defined]
    return kept
