"""The data of the JSON report of `r2k factors`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec

from r2k_tui.commands.shared.report import iso, number
from r2k_tui.model.factors.study import FactorFit, FactorLoading, FactorStudy


def as_json(study: FactorStudy) -> dict[str, Any]:
    """The study by symbol or portfolio; figures are fractions."""
    return {
        "model": study.model,
        "title": study.title,
        "factors": list(study.factors),
        "symbols": {name: _fit(fit, study.factors) for name, fit in study.fits.items()},
        "members": msgspec.to_builtins(study.members) if study.members is not None else None,
        "sources": [{**msgspec.to_builtins(origin), "fetched_at": iso(origin.fetched_at)} for origin in study.origins],
    }


def _fit(fit: FactorFit, factors: tuple[str, ...]) -> dict[str, Any]:
    hidden = ("name", "alpha", "betas", "rolling", "rolling_months", "rolling_window")
    whole = {key: value for key, value in msgspec.to_builtins(fit).items() if key not in hidden}
    return {
        **whole,
        "alpha": {**_loading(fit.alpha), "annual": fit.alpha.ret},
        "betas": {beta.factor: _loading(beta) for beta in fit.betas},
        "contributions": {loading.factor: loading.ret for loading in (fit.alpha, *fit.betas)},
        "risk": {**{beta.factor: beta.risk for beta in fit.betas}, "residual": fit.residual_risk},
        "rolling": {"window": fit.rolling_window, "months": _rolling(fit, factors)},
    }


def _loading(loading: FactorLoading) -> dict[str, Any]:
    return {"value": loading.value, "error": loading.error, "t": loading.t, "p": loading.p}


def _rolling(fit: FactorFit, factors: tuple[str, ...]) -> list[dict[str, Any]]:
    values, width = memoryview(fit.rolling).cast("d"), len(factors)
    rows = []
    for place, time in enumerate(memoryview(fit.rolling_months).cast("q")):
        betas = zip(factors, values[place * width : (place + 1) * width], strict=True)
        month = datetime.fromtimestamp(time, UTC).strftime("%Y-%m")
        rows.append({"month": month, "betas": {factor: number(value) for factor, value in betas}})
    return rows
