"""Which file of settings counts."""

from __future__ import annotations

import warnings
from pathlib import Path

import platformdirs
import pytest

from r2k_tui.config.paths import data_folder, find, packaged_path, user_path


class TestWhichFile:
    def test_the_named_one_counts_first(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("R2K_CONFIG", str(tmp_path / "env.toml"))
        assert find(tmp_path / "named.toml") == tmp_path / "named.toml"

    def test_then_the_environment_s(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("R2K_CONFIG", str(tmp_path / "env.toml"))
        assert find() == tmp_path / "env.toml"

    def test_then_the_user_s(self, home: Path) -> None:
        own = user_path()
        assert home in own.parents
        own.parent.mkdir(parents=True)
        own.touch()
        assert find() == own

    def test_then_the_packaged_one(self) -> None:
        assert find() == packaged_path()


@pytest.mark.parametrize("stated", [None, "", "/elsewhere", "/else where/x/", "relative", "~/x", " /padded"])
def test_folders_are_those_of_platformdirs(monkeypatch: pytest.MonkeyPatch, stated: str | None) -> None:
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(variable, raising=False)
        if stated is not None:
            monkeypatch.setenv(variable, stated)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert user_path() == platformdirs.user_config_path("r2k-tui", appauthor=False) / "config.toml"
        assert data_folder() == platformdirs.user_data_path("r2k-tui", appauthor=False)
