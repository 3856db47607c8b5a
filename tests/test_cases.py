"""Cases that run within one test: each of them does, and a failure names its case."""

from __future__ import annotations

import inspect

import pytest

from tests.cases import cases


def test_each_case_runs_with_every_case_of_a_decorator_above() -> None:
    seen = []

    @cases("word", ["a", "b"])
    @cases(("low", "high"), [(1, 2), (3, 4)])
    def check(word: str, low: int, high: int) -> None:
        seen.append((word, low, high))

    check()
    assert seen == [("a", 1, 2), ("a", 3, 4), ("b", 1, 2), ("b", 3, 4)]


def test_the_first_failure_is_raised_after_all_ran_and_names_the_others() -> None:
    seen = []

    @cases("number", range(5))
    def check(number: int) -> None:
        seen.append(number)
        assert number % 2 == 0, f"{number} is odd"

    with pytest.raises(AssertionError, match="1 is odd") as failure:
        check()
    assert seen == [0, 1, 2, 3, 4]
    assert failure.value.__notes__ == ["with {'number': 1}; also with [{'number': 3}]"]


def test_the_only_failure_is_named_alone() -> None:
    @cases("number", [1, 0])
    def check(number: int) -> None:
        assert 1 / number

    with pytest.raises(ZeroDivisionError) as failure:
        check()
    assert failure.value.__notes__ == ["with {'number': 0}"]


def test_what_was_to_be_raised_and_was_not_names_its_case() -> None:
    @cases("text", ["1", "x", "2"])
    def check(text: str) -> None:
        with pytest.raises(ValueError):
            int(text)

    with pytest.raises(pytest.fail.Exception) as failure:
        check()
    assert failure.value.__notes__ == ["with {'text': '1'}; also with [{'text': '2'}]"]


def test_what_is_left_are_fixtures() -> None:
    @cases("number", [1])
    def check(number: int, tmp_path: object) -> None:
        assert (number, tmp_path) == (1, "here")

    assert list(inspect.signature(check).parameters) == ["tmp_path"]
    check(tmp_path="here")


def test_a_test_without_cases_is_refused() -> None:
    with pytest.raises(ValueError, match="no case of number"):
        cases("number", [])


def test_values_that_do_not_fit_their_names_are_refused() -> None:
    @cases(("low", "high"), [(1,)])
    def check(low: int, high: int) -> None:
        raise AssertionError((low, high))

    with pytest.raises(ValueError, match="shorter"):
        check()
