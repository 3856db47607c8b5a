"""Result of adding typed symbols, in words."""

from __future__ import annotations

from typing import NamedTuple

from r2k_tui.model.symbols.entry import MOST_AT_ONCE
from r2k_tui.model.text import clean, plural

_MOST_NAMED = 12


class RefusedSymbol(NamedTuple):
    """A symbol that was not added: why, and the known symbols that it may be a mistake for, likeliest first."""

    symbol: str
    reason: str
    near: tuple[str, ...] = ()


class AddOutcome(NamedTuple):
    """What became of the symbols of a text. `later` are beyond the limit; `unusable` can be no symbols.

    `refusal` says why none of them may be added at all.
    """

    added: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    refused: tuple[RefusedSymbol, ...] = ()
    later: tuple[str, ...] = ()
    unusable: tuple[str, ...] = ()
    refusal: str = ""

    @property
    def left(self) -> tuple[str, ...]:
        """What was not added and is to be typed again or mended."""
        return (*(refused.symbol for refused in self.refused), *self.unusable, *self.later)

    @property
    def mended(self) -> tuple[str, ...]:
        """The same with the likeliest symbol in place of each mistake; () where there is nothing to offer."""
        if not any(refused.near for refused in self.refused):
            return ()
        return (*(r.near[0] if r.near else r.symbol for r in self.refused), *self.unusable, *self.later)


def outcome_words(outcome: AddOutcome) -> str:
    """One message: what was added, what is there already, what is unknown and what it may be meant for."""
    if outcome.refusal:
        return outcome.refusal
    present = "is already on the list" if len(outcome.present) == 1 else "are already on the list"
    alone = len(outcome.refused) == 1 and not (outcome.added or outcome.present or outcome.unusable or outcome.later)
    names = tuple(refused.symbol for refused in outcome.refused)
    reasons = tuple(dict.fromkeys(refused.reason for refused in outcome.refused))
    parts = [
        f"{_names(outcome.added)} added" if outcome.added else "",
        f"{_names(outcome.present)} {present}" if outcome.present else "",
        f"not added: {_names(names)}" if names and not alone else "",
        # One reason speaks for all of a kind: they differ in the symbol at most.
        reasons[0] if reasons else "",
        f"no symbol: {_names(tuple(clean(text, 20) for text in outcome.unusable))}" if outcome.unusable else "",
        f"{plural(len(outcome.later), 'symbol')} left: {MOST_AT_ONCE} at once, Enter goes on" if outcome.later else "",
        _offer(outcome.refused),
    ]
    return "; ".join(filter(None, parts))


def _offer(refused: tuple[RefusedSymbol, ...]) -> str:
    near = [one for one in refused if one.near]
    if not near:
        return ""
    meant = ", ".join(f"{r.near[0]} for {r.symbol}" if len(refused) > 1 else r.near[0] for r in near[:_MOST_NAMED])
    return f"did you mean {meant}? Enter or y adds {'it' if len(near) == 1 else 'them'}"


def _names(symbols: tuple[str, ...]) -> str:
    more = f" and {len(symbols) - _MOST_NAMED} more" if len(symbols) > _MOST_NAMED else ""
    return f"{', '.join(symbols[:_MOST_NAMED])}{more}"
