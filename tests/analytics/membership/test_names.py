"""Names of companies in lists: what counts as the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from r2k_tui.analytics.membership.names import alike, base, likeness, share_class, unclassed
from tests.cases import cases


@cases(
    ("first", "second"),
    [
        ("FOGHORN THERAPEUTICS", "FOGHORN THERAPEUTICS INC"),
        ("Fubo-TV Inc.", "FUBO TV INC CLASS A"),
        ("ACME & SONS CO", "ACME AND SONS COMPANY"),
        ("APPLIED INDUSTRIAL TECHNOLOGIES IN", "APPLIED INDUSTRIAL TECHNOLOGIES INC"),
        ("HERITAGE LIFE SCIENCES RESEARCH AN", "HERITAGE LIFE SCIENCES RESEARCH AND DEVELOPMENT INC"),
        ("SIMILARITY BIOSCIENCE GROUP", "SIMILARITY BIOSCIENCES INC"),
    ],
)
def test_one_company_under_two_spellings(first: str, second: str) -> None:
    assert alike(first, second) and alike(second, first)


@cases(
    ("first", "second"),
    [
        ("AVOCET BIOSCIENCES INC", "ATRIA THERAPEUTICS INC"),
        ("AKERO THERAPEUTICS INC", "AKERO THERAPEUTICS CVR"),
        ("FIRST BANCORP", "SECOND BANCORP"),
        ("NORTH CO", "NORTHERN MINES CO"),
    ],
)
def test_two_companies(first: str, second: str) -> None:
    assert not alike(first, second)


def test_share_classes() -> None:
    names = ("LENNER INC CLASS B", "LIBERTY CL C", "BIG SERIES A CORP", "PLAIN INC", "CUT OFF COMPANY CLASS")
    assert [share_class(name) for name in names] == ["B", "C", "A", "", ""]
    assert unclassed("Lenner Inc Class B") == "LENNER INC" and base("LENNER INC CLASS B") == "LENNER"
    assert base("THE TRUST CO") == "THE TRUST CO", "a name of legal forms alone keeps them"


@settings(max_examples=30)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_compared_the_same_both_ways(first: str, second: str) -> None:
    _compare(first, second)


@pytest.mark.slow
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_compared_the_same_both_ways_in_more_examples(first: str, second: str) -> None:
    _compare(first, second)


def _compare(first: str, second: str) -> None:
    assert 0.0 <= likeness(first, second) <= 1.0
    assert likeness(first, first) == 1.0
