"""Simulations on the wire."""

from __future__ import annotations

import msgspec

from r2k_tui.model.allocation.simulation import Simulation, Simulations
from tests.fakes.still_allocation import simulation


def test_a_simulation_survives_the_wire_and_is_nominal_unless_it_says_otherwise() -> None:
    found = simulation("equal")
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=Simulation) == found
    assert (found.money, found.inflation, found.mean, found.glide_to) == ("nominal", None, None, "")


def test_several_are_told_from_one_by_their_tag() -> None:
    several = Simulations((simulation("equal"), simulation("own")), ((0.0, 0.6), (0.4, 0.0)))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(several), type=Simulation | Simulations) == several
