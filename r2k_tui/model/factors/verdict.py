"""Size, value or junk: betas on the factors as one sentence."""

from __future__ import annotations

from collections.abc import Iterable

from r2k_tui.model.factors.models import QUALITY, SIZE, VALUE, WINNERS
from r2k_tui.model.factors.study import FactorLoading

# Words for a beta clearly above zero, clearly below, and neither.
_WORDS = {
    SIZE: ("small", "large", "no size tilt"),
    VALUE: ("value", "growth", "no value tilt"),
    QUALITY: ("high quality", "low quality", "no quality tilt"),
    WINNERS: ("winners", "losers", "no momentum"),
}


def verdict_of(betas: Iterable[FactorLoading]) -> str:
    """Sentence of the tilts, without the name of the symbol; clear is a t statistic beyond 2.

    Profitable companies load on RMW, so that a negative beta is a tilt to junk.
    """
    return ", ".join(_words(beta) for beta in betas if beta.factor in _WORDS)


def tilt_of(beta: FactorLoading) -> str:
    """Tilt on one factor in words; "" for a factor that tells none, such as the market."""
    above, below, neither = _WORDS.get(beta.factor, ("", "", ""))
    return neither if not beta.is_clear else above if beta.value > 0 else below


def _words(beta: FactorLoading) -> str:
    t = "" if beta.t is None else f", t {beta.t:.1f}"
    value = round(beta.value, 2) + 0.0  # without a sign where it rounds to zero
    return f"{tilt_of(beta)} ({beta.factor} {value:{'+' if value else ''}.2f}{t})"
