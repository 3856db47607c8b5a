"""Whole lots that bring positions and cash nearest to their target values, never on margin.

Distance: the sum of squared differences between values and targets, over all positions and cash.
"""

from __future__ import annotations

import msgspec
import numpy as np

from r2k_tui.analytics.series.arrays import Flags, Floats

# Lots of rounding error that count as a whole lot.
SLACK = 1e-9
# Purchases of one position that are made one lot at a time; more are made at once.
_SINGLE = 25
_BISECTIONS = 80


class Positions(msgspec.Struct, frozen=True, eq=False):
    """Positions to trade: `value` and `target` of each, the price of one `lot`, and how many lots may be sold.

    `cash_target` is the cash to keep, `cost` a fraction of the traded amount.
    """

    value: Floats
    target: Floats
    lot: Floats
    sellable: Floats
    cash: float
    cash_target: float
    cost: float

    def cash_after(self, lots: Floats) -> float:
        """Cash after trading these lots, and their cost."""
        amounts = lots * self.lot
        return self.cash - float(amounts.sum()) - self.cost * float(np.abs(amounts).sum())

    def excess(self, lots: Floats) -> Floats:
        """Values above their targets after trading these lots; negative below."""
        result: Floats = self.value + lots * self.lot - self.target
        return result

    def distance(self, lots: Floats) -> float:
        """Squared distance of the values and of cash from their targets after trading these lots."""
        gaps = self.excess(lots)
        return float(gaps @ gaps) + (self.cash_after(lots) - self.cash_target) ** 2


def fill(book: Positions, allowed: Flags) -> Floats:
    """Lots of each position to buy, negative to sell: only `allowed` ones, and no more sales than `sellable`.

    First, every position is brought to its target, rounded down, or as near to it as the cash goes, all by the same
    amount; where sales down to the targets leave cash below zero, more is sold. Then one lot at a time is bought, or
    sold less, wherever it brings the whole nearest, until none does.
    """
    over = np.ceil(book.excess(np.zeros(len(book.lot))) / book.lot - SLACK)
    lots: Floats = np.where(allowed, -np.clip(over, 0.0, book.sellable), 0.0)
    if (debt := -book.cash_after(lots)) > SLACK:
        room = np.where(allowed, (book.sellable + lots) * book.lot, 0.0)
        lots = lots - spread(debt / (1 - book.cost), book.excess(lots), room, book.lot)
    lots = lots + to_level(book, lots, allowed)
    while (gains := _gains(book, lots, allowed)).max(initial=0.0) > 0:
        more = np.zeros(len(lots))
        # A penny stock would take a million steps: those of small lots are bought together, and rounded down.
        small = (gains > 0) & (_room(book, lots) > 2 * _SINGLE * book.lot)
        single = (gains > 0) & ~small
        if not single.any():
            more = to_level(book, lots, small)
        if not more.any():
            more[np.argmax(np.where(single, gains, 0.0) if single.any() else gains)] = 1.0
        lots = lots + more
    return lots


def _room(book: Positions, lots: Floats) -> Floats:
    """Largest purchase of each position that does not increase the distance."""
    paid = _paid(book, lots)
    spare = book.cash_after(lots) - book.cash_target
    result: Floats = 2 * (paid * spare - book.excess(lots)) / (1 + paid**2)
    return result


def _paid(book: Positions, lots: Floats) -> Floats:
    """Cash that a purchase takes, as a multiple of its value: one lot less of a sale saves its cost."""
    result: Floats = np.where(lots < 0, 1 - book.cost, 1 + book.cost)
    return result


def _gains(book: Positions, lots: Floats, allowed: Flags) -> Floats:
    """Decrease of the distance by one more lot of each position; 0 where cash does not suffice, or it is farther."""
    cash = book.cash_after(lots)
    paid = book.lot * _paid(book, lots)
    gain = -book.lot * (book.lot + 2 * book.excess(lots)) + paid * (2 * (cash - book.cash_target) - paid)
    scale = SLACK * (book.lot**2 + 1e-12)
    result: Floats = np.where(allowed & (paid <= cash + SLACK) & (gain > scale), gain, 0.0)
    return result


def to_level(book: Positions, lots: Floats, among: Flags) -> Floats:
    """Lots that raise the positions `among` to one common excess, rounded down: that of cash, for which the distance
    is least, times what a purchase takes of it.

    Cash that does not reach that far is spent to the end.
    """
    cash, factor, paid = book.cash_after(lots), 1 + book.cost, _paid(book, lots)[among]
    if cash <= 0 or not among.any():
        return np.zeros(len(lots))
    start = book.excess(lots)[among]
    low, high = float((start / paid).min()), cash - book.cash_target + 1.0
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        spent = factor * float(np.maximum(middle * paid - start, 0.0).sum())
        if cash - spent >= max(0.0, book.cash_target + middle):
            low = middle
        else:
            high = middle
    bought = np.zeros(len(lots))
    bought[among] = np.floor(np.maximum(low * paid - start, 0.0) / book.lot[among] + SLACK)
    return bought


def spread(amount: float, excess: Floats, room: Floats, lot: Floats) -> Floats:
    """Lots worth at least `amount` together, taken where the `excess` is largest, each worth no more than its `room`.

    Everything is taken down to one common excess; a rest that is less than a lot of each comes from the largest.
    """
    low, high = float((excess - room).min()), float(excess.max())
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        if float(np.clip(excess - middle, 0.0, room).sum()) >= amount:
            low = middle
        else:
            high = middle
    most = np.floor(room / lot + SLACK)
    taken: Floats = np.minimum(np.floor(np.clip(excess - low, 0.0, room) / lot + SLACK), most)
    while (rest := amount - float((taken * lot).sum())) > SLACK and (taken < most).any():
        at = int(np.argmax(np.where(taken < most, excess - taken * lot, -np.inf)))
        taken[at] += min(np.ceil(rest / lot[at] - SLACK), most[at] - taken[at])
    return taken
