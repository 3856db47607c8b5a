"""Stocks of two lists matched: by identifier, by ticker, by name. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from statistics import median
from typing import NamedTuple

from r2k_tui.analytics.membership.names import ALIKE, alike, base, likeness, share_class, unclassed
from r2k_tui.analytics.membership.splits import is_agreed, split_words
from r2k_tui.model.market.holdings import FundHolding

# A ticker under another name is the same company while its share count moved by less than this factor, in one sector.
_SAME_COMPANY = 2.0
# Sectors of a row whose list has none.
_NO_SECTOR = frozenset(("", "-", "Other"))


class MatchedPair(NamedTuple):
    """One stock in both lists, and by what it was recognized."""

    before: FundHolding
    after: FundHolding
    evidence: str


class Matching(NamedTuple):
    """Result: pairs in the order of the later list, the rest of each list, tickers that another company took over,
    and the number of names that fit several rows.
    """

    pairs: list[MatchedPair]
    gone: list[FundHolding]
    come: list[FundHolding]
    reused: dict[str, tuple[str, str]]
    ambiguous: int


def growth(pairs: Iterable[MatchedPair]) -> float | None:
    """Median ratio of share counts; None without any."""
    ratios = [pair.after.shares / pair.before.shares for pair in pairs if pair.before.shares and pair.after.shares]
    return median(ratios) if ratios else None


def match(before: tuple[FundHolding, ...], after: tuple[FundHolding, ...]) -> Matching:
    """Match the listed stocks of two lists; a row without a quote is left out."""
    pool = _Pool(before, after)
    for key in ("cusip", "isin", "sedol"):
        pool.take(_by_field(key), f"same {key.upper()}")
    scale = growth(_of_same_ticker(pool))
    reused: dict[str, tuple[str, str]] = {}

    def same(one: FundHolding, other: FundHolding) -> bool:
        if _is_same(one, other, scale):
            return True
        reused[other.symbol] = (one.name, other.name)
        return False

    pool.take(lambda row: row.symbol, "same ticker", same)
    pool.take(lambda row: unclassed(row.name), "same name", lambda one, other: one.symbol not in reused)
    pool.take(lambda row: base(row.name), "same name without legal form", lambda one, other: one.symbol not in reused)
    pool.take_similar(set(reused))
    return pool.result(reused)


def _by_field(key: str) -> Callable[[FundHolding], str]:
    return lambda row: str(getattr(row, key))


def _of_same_ticker(pool: _Pool) -> list[MatchedPair]:
    known = {row.symbol: row for row in pool.before}
    return [*pool.pairs, *(MatchedPair(known[row.symbol], row, "") for row in pool.after if row.symbol in known)]


def _is_same(one: FundHolding, other: FundHolding, scale: float | None) -> bool:
    """Whether a ticker still means the same company."""
    if alike(one.name, other.name):
        return True
    if any(getattr(one, key) and getattr(other, key) for key in ("cusip", "isin", "sedol")):
        return False  # equal identifiers were matched before
    if one.sector != other.sector and _NO_SECTOR.isdisjoint((one.sector, other.sector)):
        return False  # a company that takes another name stays in its sector
    if not (one.shares and other.shares and scale):
        return likeness(one.name, other.name) > 0.0
    ratio = other.shares / one.shares / scale
    if 1 / _SAME_COMPANY < ratio < _SAME_COMPANY:
        return True
    price = other.price / one.price if one.price and other.price else None
    return price is not None and is_agreed(split_words(ratio, price))


class _Pool:
    """Rows of both lists that are not matched yet."""

    def __init__(self, before: tuple[FundHolding, ...], after: tuple[FundHolding, ...]) -> None:
        self._order = {id(row): place for place, row in enumerate(after)}
        self.before = [row for row in before if row.symbol]
        self.after = [row for row in after if row.symbol]
        self.pairs: list[MatchedPair] = []
        self._ambiguous: set[str] = set()

    def take(
        self,
        key: Callable[[FundHolding], str],
        evidence: str,
        agrees: Callable[[FundHolding, FundHolding], bool] = lambda one, other: True,
    ) -> None:
        """Match rows whose key stands once in each list and is not empty."""
        counts = [Counter(map(key, rows)) for rows in (self.before, self.after)]
        known = {key(row): row for row in self.before}
        for row in self.after:
            word = key(row)
            if not word or word not in known:
                continue
            if max(count[word] for count in counts) > 1:
                self._ambiguous.add(row.symbol)
            elif agrees(known[word], row):
                self.pairs.append(MatchedPair(known[word], row, evidence))
        self._forget()

    def take_similar(self, reused: set[str]) -> None:
        """Match the rest by likeness of the names within a sector; a name that fits several rows stays unmatched."""
        for row in self.after:
            fits = [
                (likeness(one.name, row.name), one)
                for one in self.before
                if one.sector == row.sector and one.symbol not in reused and row.symbol not in reused
            ]
            fits = [fit for fit in fits if fit[0] >= ALIKE]
            if len(fits) == 1:
                self.pairs.append(MatchedPair(fits[0][1], row, f"similar name ({fits[0][0]:.0%})"))
            self._ambiguous |= {row.symbol} if len(fits) > 1 else set()
        partners = Counter(id(pair.before) for pair in self.pairs)
        self.pairs = [pair for pair in self.pairs if partners[id(pair.before)] == 1]
        self._forget()

    def _forget(self) -> None:
        matched = {id(row) for pair in self.pairs for row in pair[:2]}
        self.before = [row for row in self.before if id(row) not in matched]
        self.after = [row for row in self.after if id(row) not in matched]

    def result(self, reused: dict[str, tuple[str, str]]) -> Matching:
        """Everything that was found."""
        ordered = sorted(self.pairs, key=lambda pair: self._order[id(pair.after)])
        unclear = self._ambiguous & {row.symbol for row in self.after}
        return Matching(ordered, self.before, self.after, reused, len(unclear))


def renamed_words(pair: MatchedPair) -> str:
    """What changed of a stock's name: `ticker`, `name`, `ticker and name`, `share class`, or nothing."""
    before, after = pair.before, pair.after
    classes = share_class(before.name), share_class(after.name)
    if before.symbol != after.symbol and all(classes) and classes[0] != classes[1]:
        return "share class"
    changed = ["ticker"] if before.symbol != after.symbol else []
    changed += ["name"] if base(before.name) != base(after.name) else []
    return " and ".join(changed)
