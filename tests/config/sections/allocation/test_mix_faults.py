"""Portfolios of the user: names and sums that are refused, and the target that may name one."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.config.errors import ConfigError
from r2k_tui.config.load import load
from r2k_tui.config.sections.allocation.mix_faults import mixes_fault
from r2k_tui.config.sections.allocation.mixes import PortfolioMix
from r2k_tui.config.sections.allocation.settings import Allocation

HEAD = '[allocation]\ntarget = "auto"\n'
MIX = '[[allocation.portfolios]]\nname = "{}"\nweights = {}\n'


def refusal(tmp_path: Path, text: str) -> ConfigError:
    file = tmp_path / "own.toml"
    file.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load(file)
    return caught.value


def test_names_follow_the_built_in_ones(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    text = (
        HEAD.replace("auto", "60/40") + MIX.format("60/40", "{ SPY = 0.6, XYZ = 0.4 }") + MIX.format("b", "{ A = 1 }")
    )
    file.write_text(text)
    found = load(file).allocation
    assert found.names[-3:] == ("own", "60/40", "b")
    assert (found.aim, found.of_mixes) == ("60/40", ("SPY", "XYZ", "A"))


@pytest.mark.parametrize(
    ("more", "line", "key", "words"),
    [
        (MIX.format("hrp", "{ A = 1 }"), 4, "allocation.portfolios[0].name", '"hrp" is a built-in name'),
        (MIX.format("OWN", "{ A = 1 }"), 4, "allocation.portfolios[0].name", '"OWN" is a built-in name'),
        (MIX.format("benchmark", "{ A = 1 }"), 4, "allocation.portfolios[0].name", "is a built-in name"),
        (MIX.format("a", "{ A = 1 }") + MIX.format("A", "{ A = 1 }"), 7, "allocation.portfolios[1].name", "another"),
        (MIX.format("a", "{ A = 0.5, B = 0.4 }"), 5, "allocation.portfolios[0].weights", "add up to 0.9, not to 1"),
        (MIX.format("a", "{ A = 1.5, B = -0.5 }"), 5, "allocation.portfolios[0].weights", "found {'A': 1.5"),
        (MIX.format("a", "{ }"), 5, "allocation.portfolios[0].weights", "found {}"),
        (MIX.format("a,b", "{ A = 1 }"), 4, "allocation.portfolios[0].name", "a name of 1 to 24 characters"),
        (MIX.format("-a", "{ A = 1 }"), 4, "allocation.portfolios[0].name", "a name of 1 to 24 characters"),
        (MIX.format("a\\u202eb", "{ A = 1 }"), 4, "allocation.portfolios[0].name", "not printable"),
        (MIX.format("a", "{ A = 1 }") + "share = 1\n", 6, "allocation.portfolios[0].share", "unknown key"),
        (MIX.format("a", '{ "A B" = 1 }'), 5, "allocation.portfolios[0].weights", "a symbol without spaces"),
        ("".join(MIX.format(n, "{ A = 1 }") for n in "abcde"), 3, "allocation.portfolios", "4"),
    ],
)
def test_what_is_refused_is_named_with_its_place(tmp_path: Path, more: str, line: int, key: str, words: str) -> None:
    error = refusal(tmp_path, HEAD + more)
    assert (error.line, error.key) == (line, key)
    assert words in error.message


def test_an_unknown_target_names_the_nearest_one(tmp_path: Path) -> None:
    error = refusal(tmp_path, HEAD.replace("auto", "sixty") + MIX.format("sixty-forty", "{ A = 1 }"))
    assert (error.line, error.key) == (2, "allocation.target")
    assert "found 'sixty'; did you mean `sixty-forty`?" in error.message


def test_a_sum_within_the_tolerance_counts_as_one() -> None:
    mix = PortfolioMix("thirds", dict.fromkeys("ABC", 0.333333))
    assert mixes_fault(Allocation(portfolios=(mix,)), 1e-4) is None
    assert mixes_fault(Allocation(portfolios=(mix,)), 1e-7) is not None
