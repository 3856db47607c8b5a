"""Numbers of the ledger in words."""

from __future__ import annotations

from r2k_tui.engine.thesis.messages import formatted, share, span
from r2k_tui.model.thesis import Unit, Value
from tests.cases import cases


@cases(
    ("value", "unit", "words"),
    [
        (None, Unit.PRICE, "not known"),
        (True, Unit.FLAG, "yes"),
        (False, Unit.FLAG, "no"),
        (2467.7, Unit.PRICE, "2,467.70"),
        (0.1185, Unit.FRACTION, "+11.85 %"),
        (-0.1185, Unit.FRACTION, "-11.85 %"),
        (2 / 3, Unit.SHARE, "67 %"),
        (0.7312, Unit.RATIO, "0.7312"),
        (12345.0, Unit.COUNT, "1.234e+04"),
    ],
)
def test_a_value_has_its_unit(value: Value, unit: Unit, words: str) -> None:
    assert formatted(value, unit) == words


def test_a_size_has_no_sign() -> None:
    assert formatted(0.1185, Unit.FRACTION, sign=False) == "11.85 %"


def test_shares_and_intervals_of_them() -> None:
    assert (share(None), share(0.595)) == ("not known", "60 %")
    assert (span(None), span((0.59, 0.94))) == ("no interval", "59 % to 94 %")
