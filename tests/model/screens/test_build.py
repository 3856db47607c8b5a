"""Names and kinds of operands."""

from __future__ import annotations

import pytest

from r2k_tui.model.screens.parser import parse
from r2k_tui.model.screens.syntax import Arithmetic, Comparison, Membership, ScreenFault
from tests.cases import cases


def test_sums_and_products_keep_their_order() -> None:
    found = parse("price - low_52w * 2 / 4 + 1 > -5")
    assert isinstance(found, Comparison)
    total = found.operands[0]
    assert isinstance(total, Arithmetic) and total.operators == ("-", "+")
    product = total.operands[1]
    assert isinstance(product, Arithmetic) and product.operators == ("*", "/")
    assert (total.place.start, total.place.stop) == (0, 27)


def test_texts_have_no_case_in_lists() -> None:
    found = parse('sector in ("ENERGY", "Health Care")')
    assert isinstance(found, Membership) and found.texts == ("energy", "health care")


@cases("text", ["1e99 * price > 1", "price > 1e-99", "99999999999999e99 > price"])
def test_large_numbers_are_numbers(text: str) -> None:
    assert parse(text)


def test_a_number_too_long_is_refused() -> None:
    with pytest.raises(ScreenFault):
        parse("price > 12345678901234567890")
