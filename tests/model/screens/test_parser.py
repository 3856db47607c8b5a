"""The grammar by example, faults that point at their word, and limits."""

from __future__ import annotations

import ast
import builtins
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from r2k_tui.model.screens import parser
from r2k_tui.model.screens.columns import COLUMNS, WORDS, ColumnKind, ScreenColumn
from r2k_tui.model.screens.parser import DEEPEST, LONGEST, MOST_WORDS, parse, pointed
from r2k_tui.model.screens.syntax import Comparison, Junction, Literal, NamedColumn, ScreenFault, Within
from tests.cases import cases


@cases(
    "text",
    [
        'cap < 500e6 and 5 < fwd_pe < 15 and ret_63d > 0 and sector = "Health Care"',
        "CAP<500E6 AND NOT above_50d",
        "not (above_50d or new_high) and price > avg_50d * 1.1",
        '-3% <= ret_1d <= +2.5% or name contains "bank"',
        'sector in ("Energy", "Utilities")',
        "price - low_52w > (high_52w)",
        'symbol != "ABC"',
        "  price\t>\n1  ",
        "not not not new_high",
        "((((cap < 1))))",
        ".5 < range_52w",
        "1 < 2",
    ],
)
def test_what_parses(text: str) -> None:
    if "(high_52w)" in text:
        with pytest.raises(ScreenFault):
            parse(text)  # parentheses hold conditions, not sums
    else:
        assert parse(text)


def test_a_chain_and_its_parts() -> None:
    found = parse("5 < fwd_pe <= 1e1 and cap != 10%")
    assert isinstance(found, Junction) and not found.any_of
    first, second = found.parts
    assert isinstance(first, Comparison) and isinstance(second, Comparison)
    assert first.operators == ("<", "<=")
    low, name, high = first.operands
    assert isinstance(low, Literal) and isinstance(name, NamedColumn) and isinstance(high, Literal)
    assert (low.value, name.column, high.value) == (5.0, "fwd_pe", 10.0)
    assert isinstance(second.operands[1], Literal) and second.operands[1].value == pytest.approx(0.1)


def test_and_binds_closer_than_or() -> None:
    found = parse("new_high or new_low and above_50d")
    assert isinstance(found, Junction) and found.any_of and len(found.parts) == 2
    assert isinstance(found.parts[1], Junction) and not found.parts[1].any_of


@cases(
    ("text", "word", "words"),
    [
        ("cap < 500e6 and fwdpe < 15", "fwdpe", "did you mean fwd_pe?"),
        ("sektor = 5", "sektor", "did you mean sector?"),
        ("sector = Health", "Health", "put text in quotes"),
        ("sector < 5", "5", "this is a number, and sector is a text"),
        ('sector < "Energy"', '"Energy"', "= and != compare texts, not <"),
        ("above_50d = 1", "above_50d", "yes or no: write it alone"),
        ("price", "price", "price is a number, not yes or no"),
        ('price contains "1"', "price", "price is a number, not a text"),
        ("cap within 5d", "cap", "cap is a number, not a day"),
        ("cap < 5 adn price > 3", "adn", "did you mean and?"),
        ("price ! 3", "!", "means nothing here"),
        ("price > sector * 2", "sector", "no number to compute with"),
        ("price = and", "and", "no column and"),
        ("cap < 5 ) ", ")", ") is not expected here"),
        ("reports within 5", "5", "5 has no unit; days are written 5d"),
        ("reports WITHIN 30 and halted", "30", "days are written 30d"),
        ("__import__ > 5", "__import__", "no column __import__"),
        ("price.real > 5", ".", "means nothing here"),
        ("cap < 9e99 * 9e99", None, ""),
        ('name contains "' + "x" * 81 + '"', '"', "80 characters at most"),
    ],
)
def test_a_fault_points_at_its_word(text: str, word: str | None, words: str) -> None:
    if word is None:
        assert parse(text)
        return
    with pytest.raises(ScreenFault) as caught:
        parse(text)
    fault = caught.value
    assert text[fault.start : fault.stop] == word
    assert words in fault.message


@cases("text", ["cap <", "cap < 5 and", "not", "((cap < 5)", "cap < 5 or not"])
def test_what_ends_too_early_points_behind_the_end(text: str) -> None:
    with pytest.raises(ScreenFault, match="something must follow") as caught:
        parse(text)
    assert caught.value.start == len(text)


def test_the_carets_stand_below_the_word() -> None:
    text = "cap < 500e6 and fwdpe < 15"
    with pytest.raises(ScreenFault) as caught:
        parse(text)
    shown, below = pointed(text, caught.value)
    assert shown == text
    assert below.startswith(" " * 16 + "^^^^^ no column fwdpe")
    assert pointed("a\tb\nc", ScreenFault("x", 2, 3)) == ("a b c", "  ^ x")


@cases(
    ("text", "words"),
    [
        ("", "an expression such as"),
        (" \n ", "an expression such as"),
        ("cap < 1 and " * 60 + "cap < 1", f"longer than {LONGEST}"),
        ("cap<1+" * 70 + "1", f"more than {MOST_WORDS} words"),
        ("(" * (DEEPEST + 1) + "cap<1", f"nested deeper than {DEEPEST}"),
        ("not " * (DEEPEST + 1) + "new_high", f"nested deeper than {DEEPEST}"),
    ],
)
def test_limits(text: str, words: str) -> None:
    with pytest.raises(ScreenFault, match=words):
        parse(text)


_PIECES = st.sampled_from(
    [*COLUMNS, *WORDS, "<", "<=", "=", "!=", "(", ")", ",", "+", "-", "*", "/", "5", "1e9", "3%", '"a"', '"', "5d", "x"]
)
_ATTACKS = st.sampled_from(
    [
        "__import__('os').system('true')",
        "eval(1)",
        "().__class__",
        "lambda: 0",
        "price; import os",
        "{{1}}",
        "%s",
        "\x00",
    ]
)
_TEXTS = st.one_of(
    st.text(max_size=600),
    st.lists(_PIECES, max_size=120).map(" ".join),
    st.lists(st.one_of(_PIECES, _ATTACKS), max_size=20).map("".join),
)


@settings(max_examples=400)
@given(_TEXTS)
def test_any_text_parses_or_is_a_fault_within_it(text: str) -> None:
    started = time.process_time()
    try:
        parse(text)
    except ScreenFault as fault:
        assert 0 <= fault.start < fault.stop <= max(len(text), LONGEST) + 1
        assert fault.message and "\n" not in fault.message
        pointed(text, fault)
    # A parser that backtracks would take longer than any machine is slow.
    assert time.process_time() - started < 5.0


def test_no_expression_runs_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that could run a text is called while expressions are parsed, whatever they hold."""
    parse("cap < 1")
    ran: list[str] = []
    audited = {"exec", "compile", "os.system", "subprocess.Popen", "import", "open"}
    listening = True
    sys.addaudithook(lambda event, _: ran.append(event) if listening and event in audited else None)
    for name in ("eval", "exec", "compile"):
        monkeypatch.setattr(builtins, name, lambda *args: ran.append("builtin"))
    try:
        for text in ("__import__('os').system('true') > 1", "eval(price) > 1", 'name contains "__import__"', "cap < 5"):
            try:
                parse(text)
            except ScreenFault:
                continue
    finally:
        listening = False
    assert ran == []


def test_the_parser_has_no_eval() -> None:
    for module in (parser, sys.modules["r2k_tui.model.screens.build"]):
        assert module.__file__ is not None
        tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
        calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
        assert not {"eval", "exec", "compile", "getattr"} & {call.id for call in calls if isinstance(call, ast.Name)}


def test_a_column_that_no_engine_has_yet_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    column = ScreenColumn("later", ColumnKind.DAY, "next day", "its days are not known to this version")
    monkeypatch.setitem(COLUMNS, "later", column)
    with pytest.raises(ScreenFault) as caught:
        parse("price > 1 and later within 5d")
    assert caught.value.message == "the column later is unknown: its days are not known to this version"
    assert (caught.value.start, caught.value.stop) == (14, 19)


@pytest.mark.parametrize("name", ["reports", "ex_dividend"])
def test_days_of_events_are_columns(name: str) -> None:
    found = parse(f"{name} within 5d")
    assert isinstance(found, Within) and (found.name.column, found.days) == (name, 5)
