"""The composer: equal inputs, equal page; no number outside a figure."""

from __future__ import annotations

import re

from r2k_tui.engine.brief.compose import compose
from r2k_tui.model.brief import Sentence
from tests.engine.brief.case import inputs

# What a text piece may say in digits: the definition of a window, a level, a rule; never a measurement.
_DEFINITIONS = (
    *(
        "2,520",
        "5 sessions",
        "63 sessions",
        "252 sessions",
        "126 sessions",
        "20 sessions",
        "55 sessions",
        "21 sessions",
    ),
    *(
        "21 sessions",
        "50-day",
        "200-day",
        "52-week",
        "10-year",
        "13-week",
        "2-year",
        "of 100",
        "95%",
        "+10%",
        "1 month",
        "1 year",
    ),
    *("14:00", "2025 Q2"),
)


def unmeasured(sentence: Sentence) -> str:
    """Text pieces without symbols and definitions."""
    text = " ".join(piece for piece in sentence.pieces if isinstance(piece, str))
    # A figure of another day has that day beside it.
    for words in (*_DEFINITIONS, *(f"({figure.day})" for figure in sentence.figures)):
        text = text.replace(words, "")
    return text


def test_every_number_is_a_figure() -> None:
    brief = compose(inputs())
    found = [unmeasured(sentence) for section in brief.sections for sentence in section.sentences]
    assert [text for text in found if re.search(r"\d", text)] == []
    assert sum(len(sentence.figures) for sentence in brief.notes) > 60


def test_every_figure_names_its_source_and_its_day() -> None:
    for sentence in compose(inputs()).notes:
        for figure in sentence.figures:
            assert figure.source and figure.day and figure.text and figure.key, figure


def test_equal_inputs_give_an_equal_page() -> None:
    assert compose(inputs()) == compose(inputs())
    assert [section.title for section in compose(inputs()).sections] == [
        "The index",
        "Who carried it",
        "Breadth, sectors, styles",
        "Rates, credit, volatility",
        "State, and what followed such states",
        "Since the close of 2025-09-17 16:00 New York",
        "Halts, reports and events",
        "Claims",
    ]


def test_with_nothing_known_every_section_says_so() -> None:
    nothing = compose(
        inputs(readings={}, scores=(), states="none", months="none", figures={}, members="none", ledger="none")
    )
    for section in nothing.sections[:5]:
        assert all(sentence.missing for sentence in section.sentences if sentence.text[:5] != "After")
