"""Factor models and their tables."""

from __future__ import annotations

from r2k_tui.model.factors.models import DEFAULT, MODELS, RISKLESS
from r2k_tui.model.factors.table import NAMES


def test_each_model_names_tables_that_exist_and_factors_once() -> None:
    assert DEFAULT in MODELS
    for model in MODELS.values():
        assert set(model.tables) <= set(NAMES) and model.tables
        assert len(set(model.factors)) == len(model.factors)
        assert RISKLESS not in model.factors
    assert MODELS["carhart"].factors[-1] == MODELS["ff5mom"].factors[-1] == "Mom"
