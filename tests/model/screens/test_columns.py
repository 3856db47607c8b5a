"""Columns of a screen: their completion, and what tells an expression from words."""

from __future__ import annotations

from r2k_tui.model.screens.columns import COLUMNS, WORDS, completions, is_expression, last_name
from tests.cases import cases


@cases(
    ("text", "names"),
    [
        ("fw", ("fwd_pe",)),
        ("cap < 5 and RET_6", ("ret_63d",)),
        ("a", ("avg_50d", "avg_200d", "above_50d", "above_200d", "and")),
        ("cap < 500e6 ", ()),
        ("cap", ()),
        ("", ()),
        ("nobody", ()),
    ],
)
def test_completions(text: str, names: tuple[str, ...]) -> None:
    assert completions(text) == names


def test_the_last_name() -> None:
    assert [last_name(text) for text in ("cap < fw", "cap <", "5e", "")] == ["fw", "", "e", ""]


@cases("text", ["cap < 5", 'sector = "x"', "reports within 5d", 'name contains "b"', 'sector in ("a")'])
def test_expressions(text: str) -> None:
    assert is_expression(text)


@cases("text", ["", "health care", "bank of", "in", "first interstate", "not a bank", "above_50d"])
def test_words(text: str) -> None:
    assert not is_expression(text)


def test_no_column_is_a_word_of_the_grammar() -> None:
    assert not set(COLUMNS) & set(WORDS)
    assert all(name == name.lower() == column.name for name, column in COLUMNS.items())
