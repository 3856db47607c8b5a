"""Rules that were found and set once in this process: the same node in the same place of another app has the same."""

from __future__ import annotations

from typing import Any, NamedTuple

from textual.css._style_properties import OverflowProperty, StringEnumProperty
from textual.css.styles import RulesMap, Styles, StylesBase
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

_apply = Stylesheet.apply
_FLAGS = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")


class _Sheet:
    """What was found for nodes by one list of rules, and the pseudo-classes that these rules name."""

    def __init__(self, sheet: Stylesheet) -> None:
        # Held, so that no other rule gets the identity of one of these.
        self.rules = list(sheet.rules)
        self.pseudo_classes = tuple(
            sorted(
                set().union(*[rule.pseudo_classes for rule in self.rules]) - sheet._EXCLUDE_PSEUDO_CLASSES_FROM_CACHE
            )
        )
        self.found: dict[tuple[object, ...], _Found] = {}

    def place(self, node: DOMNode) -> tuple[object, ...]:
        """All that selectors look at, but for the order of siblings: a rule that looks at that is found anew."""
        place: list[object] = []
        for one in node.css_path_nodes:
            checks = one._PSEUDO_CLASSES
            held = [name for name in self.pseudo_classes if name in checks and checks[name](one)]
            place += (type(one), one._id, one.classes, *held)
        return tuple(place)


class _Found(NamedTuple):
    """The rules of a node, None where they depend on more than its place, and what they say of it.

    `styles` is what a node without styles has once the rules are set; empty before one was seen.
    """

    rules: RulesMap | None
    flags: tuple[bool, ...]
    styles: RulesMap


_sheets: dict[tuple[int, ...], _Sheet] = {}


def apply_once(
    self: Stylesheet, node: DOMNode, *, animate: bool = False, cache: dict[tuple[Any, ...], RulesMap] | None = None
) -> None:
    """See `Stylesheet.apply`: selectors are matched once for each place of a node."""
    sheet = _sheet(self)
    place = sheet.place(node)
    found = sheet.found.get(place)
    if found is None:
        own: dict[tuple[Any, ...], RulesMap] = {}
        _apply(self, node, animate=animate, cache=own)
        rules = next(iter(own.values()), None)
        sheet.found[place] = _Found(rules, tuple(getattr(node, name) for name in _FLAGS), RulesMap())
    elif found.rules is None:
        _apply(self, node, animate=animate, cache=cache)
    else:
        for name, value in zip(_FLAGS, found.flags, strict=True):
            setattr(node, name, value)
        _set_styles(self, node, found, animate=animate)
        self._process_component_classes(node)


def _sheet(sheet: Stylesheet) -> _Sheet:
    rules = sheet.rules
    of, kept = getattr(sheet, "_kept_sheet", (None, None))
    if of is not rules or kept is None:
        key = tuple(map(id, rules))
        kept = _sheets.get(key)
        if kept is None:
            kept = _sheets[key] = _Sheet(sheet)
        sheet._kept_sheet = rules, kept  # type: ignore[attr-defined]
    return kept


def _set_styles(sheet: Stylesheet, node: DOMNode, found: _Found, *, animate: bool) -> None:
    """See `Stylesheet.replace_rules`: before a node is mounted, setting most styles has no effect but the style."""
    base, styles = node.styles.base, found.styles
    assert found.rules is not None
    if animate or base._rules or node._is_mounted:
        sheet.replace_rules(node, found.rules, animate=animate)
    elif not styles:
        sheet.replace_rules(node, found.rules)
        styles.update(base._rules)
    else:
        base._rules.update((name, value) for name, value in styles.items() if name not in _WITH_EFFECT)
        base._updates += 1
        for name in _WITH_EFFECT & styles.keys():
            setattr(base, name, styles[name])  # type: ignore[literal-required]
        node.notify_style_update()


def _has_effect(style: object) -> bool:
    """Whether setting a style does more than to set it, on a node that is not mounted as well."""
    return isinstance(style, OverflowProperty) or (
        isinstance(style, StringEnumProperty) and (style._display or style._pointer)
    )


_WITH_EFFECT = frozenset(
    name for one in (Styles, StylesBase) for name, style in vars(one).items() if _has_effect(style)
)
