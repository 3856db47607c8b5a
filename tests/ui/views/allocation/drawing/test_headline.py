"""What a choice of target costs or gains, in one sentence."""

from __future__ import annotations

import msgspec

from r2k_tui.model.allocation.evidence import SharpeDifference
from r2k_tui.model.allocation.portfolio import OptimalPortfolio
from r2k_tui.model.allocation.study import AllocationStudy
from r2k_tui.ui.views.allocation.drawing.headline import headline
from tests.cases import cases
from tests.fakes.still_allocation import STUDY

DAYS = ("2015-04-10", "2031-05-14", 4101)


def compared(name: str, to_baseline: SharpeDifference | None, study: AllocationStudy = STUDY) -> AllocationStudy:
    found = study.portfolios[name]
    assert found is not None and found.evidence is not None
    evidence = msgspec.structs.replace(found.evidence, to_baseline=to_baseline)
    changed: OptimalPortfolio = msgspec.structs.replace(found, evidence=evidence)
    return msgspec.structs.replace(study, portfolios={**study.portfolios, name: changed})


def test_an_optimum_out_of_sample_beside_what_it_looked_like() -> None:
    difference = SharpeDifference("own", *DAYS, 0.08, -0.11, 0.26, within_noise=True, in_sample=0.31)
    assert headline(compared("min_vol", difference), "min_vol") == (
        "min-vol instead of your own weights: Sharpe +0.08 out of sample (90 %: -0.11 to +0.26), within noise; "
        "in sample it looked like +0.31"
    )


@cases(("noise", "words"), [(False, "more than noise"), (None, "without an interval")])
def test_what_is_no_noise_is_not_called_so(noise: bool | None, words: str) -> None:
    difference = SharpeDifference("own", *DAYS, 0.3, 0.1, 0.5, within_noise=noise)
    shown = headline(compared("min_vol", difference), "min_vol")
    assert words in shown and "within noise" not in shown and "looked like" not in shown


def test_fixed_weights_are_compared_over_all_their_days() -> None:
    difference = SharpeDifference("own", "2012-04-12", "2031-05-14", 4857, -0.1, -0.3, 0.1, within_noise=True)
    assert headline(compared("equal", difference), "equal") == (
        "The policy mix instead of your own weights: Sharpe -0.10 since 2012-04-12 (90 %: -0.30 to +0.10), within noise"
    )


def test_for_the_baseline_itself_it_is_the_optimum_that_looked_best() -> None:
    shown = headline(STUDY, "own")
    assert shown.startswith("Target your own weights. The best in sample, max-Sharpe instead of your own weights: ")
    assert "Sharpe +0.25 out of sample (90 %: 0.00 to +0.50), within noise" in shown


def test_without_a_walk_forward_it_says_why() -> None:
    bare = {
        name: msgspec.structs.replace(found, in_sample=None, evidence=None) if found else None
        for name, found in STUDY.portfolios.items()
    }
    none = msgspec.structs.replace(STUDY, portfolios=bare, walk_forward_absent="474 returns are too few")
    assert (
        headline(none, "own")
        == "Target your own weights. Nothing out of sample to compare with: 474 returns are too few"
    )
    assert headline(none, "equal") == "The policy mix instead of your own weights: not comparable out of sample"
    gone = msgspec.structs.replace(STUDY, portfolios={**STUDY.portfolios, "hrp": None})
    assert headline(gone, "hrp") == "HRP could not be computed, so there is nothing to compare with your own weights"
