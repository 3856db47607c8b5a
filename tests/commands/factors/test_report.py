"""The JSON of factor regressions."""

from __future__ import annotations

import json
import math

import msgspec
import pytest

from r2k_tui.commands.factors.report import as_json
from r2k_tui.model.market.bars import pack_floats, pack_times
from r2k_tui.model.messages.allocation.factors import GetFactors
from tests.fakes.still_factors import of_factors

STUDY = of_factors(GetFactors(("IWM", "IWN"), ("own",))).study


def test_every_symbol_has_its_figures_by_factor() -> None:
    data = as_json(STUDY)
    assert list(data["symbols"]) == ["IWM", "IWN", "own"] and data["model"] == "ff5"
    one = data["symbols"]["IWM"]
    assert list(one["betas"]) == data["factors"] == ["Mkt-RF", "SMB", "HML", "RMW", "CMA"]
    assert one["betas"]["SMB"] == {"value": 0.83, "error": pytest.approx(0.0193, abs=1e-4), "t": 42.9, "p": 0.0}
    assert one["alpha"]["annual"] == -0.0072
    assert sum(one["contributions"].values()) == pytest.approx(one["mean"])
    assert set(one["risk"]) == {*data["factors"], "residual"}
    assert len(one["rolling"]["months"]) == 190 and set(one["rolling"]["months"][0]["betas"]) == set(data["factors"])
    assert data["sources"][0] == {
        "name": "ff5",
        "source": "demo",
        "vintage": "203103",
        "last": "2031-03",
        "fetched_at": None,
        "simulated": True,
        "notes": (),
    }
    json.dumps(data, allow_nan=False)


def test_a_beta_that_is_not_determined_is_null() -> None:
    fit = msgspec.structs.replace(
        STUDY.fits["IWM"], rolling_months=pack_times([0]), rolling=pack_floats([1.0, math.nan, 0.0, 0.0, 0.0])
    )
    months = as_json(msgspec.structs.replace(STUDY, fits={"IWM": fit}))["symbols"]["IWM"]["rolling"]["months"]
    assert months == [{"month": "1970-01", "betas": {"Mkt-RF": 1.0, "SMB": None, "HML": 0.0, "RMW": 0.0, "CMA": 0.0}}]
