"""What `/` and the palette can go to, and how typed text is matched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from r2k_tui.model.text import clean

# How a destination matches, best first.
EXACT, PREFIX, WORD_STARTS, PARTS, LETTERS = range(5)
# Letters in order are looked for only where fewer places than this match better, and from this many letters on.
_ENOUGH, _LEAST_LETTERS, _MOST_SHOWN = 20, 3, 200
_BETWEEN, _WORD = re.compile(r"[\W_]+"), re.compile(r"[^\W_]+")
_CACHED = 1 << 13
_Marked = tuple[int, int]


class Destination(NamedTuple):
    """Where to go: `kind` is a row of the table of kinds, `name` the symbol, view, reading …, `title` describes it.

    `keywords` are matched and not shown.
    """

    kind: str
    name: str
    title: str
    keywords: str = ""


class Match(NamedTuple):
    """A destination and how well it matches."""

    rank: int
    place: Destination


class _Prepared(NamedTuple):
    """A destination prepared for matching: words in lower case, each after one blank."""

    name: str
    shown: str
    everything: str


def words_of(text: str) -> list[str]:
    """The words of a text in lower case; everything but letters and digits separates them."""
    return _BETWEEN.sub(" ", clean(text).casefold()).split()


@lru_cache(_CACHED)
def _entry(place: Destination) -> _Prepared:
    name, title = " ".join(words_of(place.name)), " ".join(words_of(place.title))
    shown = f" {name} {title}"
    return _Prepared(name, shown, f"{shown} {' '.join(words_of(place.keywords))}" if place.keywords else shown)


def prepare(places: Iterable[Destination]) -> None:
    """Prepare places for matching, so that the first key does not have to."""
    for place in places:
        _entry(place)


def matches(text: str, places: Sequence[Destination]) -> list[Match]:
    """The places that match `text`, best first; equal ones in the order of `places`. [] without words.

    The name itself comes first; then its beginning; beginnings of words of name, title and keywords, in any order;
    parts of words; and last, letters in order: beginnings of words of name and title that together spell the text.
    """
    words = words_of(text)
    if not words:
        return []
    whole, longest = " ".join(words), max(words, key=len)
    found: list[Match] = []
    left: list[Destination] = []
    for place in places:
        entry = _entry(place)
        if longest not in entry.everything:
            left.append(place)
        elif (rank := _rank(whole, words, entry)) is not None:
            found.append(Match(rank, place))
    if len(found) < _ENOUGH and len(words) == 1 and len(whole) >= _LEAST_LETTERS:
        found += [Match(LETTERS, place) for place in _by_letters(whole, left)]
    found.sort(key=lambda match: match.rank)
    return found[:_MOST_SHOWN]


def _rank(whole: str, words: Sequence[str], entry: _Prepared) -> int | None:
    if entry.name == whole:
        return EXACT
    if entry.name.startswith(whole):
        return PREFIX
    if all(f" {word}" in entry.everything for word in words):
        return WORD_STARTS
    return PARTS if all(word in entry.everything for word in words) else None


def _by_letters(letters: str, places: Iterable[Destination]) -> list[Destination]:
    # A negated class leaves the pattern no second way to match, so that it takes linear time.
    pattern = " " + "".join(
        re.escape(letter) if not place else f"[^{re.escape(letter)}]*{re.escape(letter)}"
        for place, letter in enumerate(letters)
    )
    has_them = re.compile(pattern).search
    return [place for place in places if has_them(_entry(place).shown) and _initials(letters, _entry(place).shown)]


def _initials(letters: str, text: str) -> bool:
    """Whether beginnings of words, in order, spell the letters: `ishgro` is iShares … Growth."""
    return _spelled(letters, [(0, word) for word in text.split()]) is not None


def _spelled(letters: str, words: Iterable[tuple[int, str]]) -> list[_Marked] | None:
    """The beginnings of words, each with its position, that together spell the letters; None where they cannot."""
    reached: dict[int, list[_Marked]] = {0: []}
    for start, word in words:
        for done, spans in tuple(reached.items()):
            for size in range(1, len(word) + 1):
                if not letters.startswith(word[:size], done):
                    break
                reached.setdefault(done + size, [*spans, (start, start + size)])
    return reached.get(len(letters))


def marked(place: Destination, query: str) -> tuple[list[_Marked], list[_Marked]]:
    """The parts of name and title that the query matches, for highlighting: each from and to (exclusive)."""
    words = words_of(query)
    name, title = place.name.casefold(), place.title.casefold()
    if (len(name), len(title)) != (len(place.name), len(place.title)):
        return [], []
    found = (
        [span for word in words if (span := _found(word, name))],
        [s for word in words if (s := _found(word, title))],
    )
    if not any(found) and len(words) == 1:
        whole = f"{name} {title}"
        spelled = _spelled(words[0], [(match.start(), match[0]) for match in _WORD.finditer(whole)]) or []
        far = len(name) + 1
        return [s for s in spelled if s[0] < far], [(a - far, b - far) for a, b in spelled if a >= far]
    return _joined(found[0]), _joined(found[1])


def _found(word: str, text: str) -> _Marked | None:
    begun = re.search(rf"(?<![^\W_]){re.escape(word)}", text)
    at = begun.start() if begun else text.find(word)
    return (at, at + len(word)) if at >= 0 else None


def _joined(spans: Iterable[_Marked]) -> list[_Marked]:
    joined: list[_Marked] = []
    for start, stop in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(stop, joined[-1][1])
        else:
            joined.append((start, stop))
    return joined
