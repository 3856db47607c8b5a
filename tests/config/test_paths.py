"""Which file of settings counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.config.paths import find, packaged_path, user_path


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
