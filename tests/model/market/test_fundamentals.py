"""What a quote says of a company: missing stays missing, on the wire as well."""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.fundamentals import Fundamentals


def test_what_was_not_given_is_none_and_never_zero() -> None:
    empty = Fundamentals("ABC")
    numbers = [field for field in msgspec.structs.fields(empty) if field.name not in ("symbol", "name", "taken_at")]
    assert len(numbers) == 15
    assert {getattr(empty, field.name) for field in numbers} == {None}


def test_older_bytes_with_fewer_fields_are_read() -> None:
    old = msgspec.msgpack.encode(["ABC", "Abc Inc", 1.5, 2.0, 2.5])
    assert msgspec.msgpack.decode(old, type=Fundamentals) == Fundamentals("ABC", "Abc Inc", 1.5, 2.0, 2.5)


def test_days_of_earnings_come_after_the_fields_that_earlier_versions_kept() -> None:
    names = [field.name for field in msgspec.structs.fields(Fundamentals)]
    assert names[-5:-1] == ["earnings_at", "earnings_start", "earnings_end", "earnings_estimate"]
    old = msgspec.msgpack.encode(["ABC", "Abc Inc", *[None] * 10, 5.0])
    assert msgspec.msgpack.decode(old, type=Fundamentals) == Fundamentals("ABC", "Abc Inc", taken_at=5.0)
