"""Report of the providers as text. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from r2k_tui.commands.doctor.fact_probe import FactUse
from r2k_tui.commands.doctor.provider_probe import ProviderProbe
from r2k_tui.sources.facts.probe import FactProbe
from r2k_tui.sources.facts.table import FACTOR_RETURNS, HALTS, IMPORT, INSIDERS, KEPT, PACKAGED, SHORT_INTEREST, VIX
from r2k_tui.ui.drawing.ages import ago

# Local data have no row.
_NO_SERVICE = frozenset({KEPT, IMPORT, PACKAGED, VIX})
# Why a fact may be missing.
_NOTES = {
    **{fact.key: " (optional)" for fact in (INSIDERS, HALTS, SHORT_INTEREST)},
    FACTOR_RETURNS.key: " (for factor regressions)",
}
_STATES = {True: "ok", False: "FAILS", None: "-"}


def source_table(
    providers: Sequence[ProviderProbe], facts: Sequence[FactProbe], used: Sequence[FactUse], now: float
) -> list[str]:
    """Lines of the report: providers of quotes, providers of each fact, and what R2K would use now."""
    lines = [f"{'provider':<13}{'state':<7}{'time':>7}  {'newest':<11}{'delay':<7}answer"]
    lines += [_provider(one, now) for one in providers]
    lines += ["", f"{'fact':<34}{'provider':<15}{'state':<7}{'time':>7}  {'newest':<12}{'age':<6}answer"]
    lines += [_fact(one) for one in facts if one.provider not in _NO_SERVICE]
    lines += ["", "in use now"]
    return lines + [_used(one) for one in used]


def _provider(one: ProviderProbe, now: float) -> str:
    newest = "-" if one.newest_at is None else ago(one.newest_at, now)
    delay = "-" if one.delay_s is None else f"{one.delay_s / 60:.0f} min"
    head = (
        f"{one.provider:<13}{_STATES[one.answered]:<7}{_seconds(one.answered, one.seconds):>7}  {newest:<11}{delay:<7}"
    )
    return f"{head}{_answer(one)}".rstrip()


def _answer(one: ProviderProbe) -> str:
    if not one.answered:
        return one.words
    words = [f"{len(one.symbols)} of {len(one.symbols) + len(one.without_answer)} symbols"]
    if one.without_answer:
        words.append(f"none for {' '.join(one.without_answer)}")
    if one.missing_fields:
        words.append(f"without {' '.join(one.missing_fields)}")
    return "; ".join(words)


def _fact(one: FactProbe) -> str:
    age = "-" if one.age_days is None else f"{one.age_days} d"
    head = f"{f'{one.fact} {one.subject}':<34}{one.provider:<15}{_STATES[one.answered]:<7}"
    return f"{head}{_seconds(one.answered, one.seconds):>7}  {one.newest or '-':<12}{age:<6}{one.words}".rstrip()


def _used(one: FactUse) -> str:
    name = f"{one.fact} {one.subject}".rstrip()
    what = f"{one.provider}: {one.words}" if one.provider else f"NOTHING: {one.words}"
    return f"{name:<39}{what}{'' if one.needed else _NOTES.get(one.fact, ' (for --as-of)')}"


def _seconds(answered: bool | None, seconds: float) -> str:
    return "-" if answered is None else f"{seconds:.2f} s"
