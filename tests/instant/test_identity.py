"""Whoever differs in anything that a picture depends on is shown no picture of another."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from r2k_tui.instant import identity
from r2k_tui.instant.identity import MonitorIdentity, all_unchanged, digest, signature
from tests.cases import cases

OPTIONS = ([("source", "csv"), ("data", "/data")], [("view", "chart"), ("ascii_only", False)])
ENVIRONMENT = {"TERM": "xterm-256color", "HOME": "/home/ann", "LANG": "C.UTF-8", "PATH": "/bin"}


def of(options: object = OPTIONS, **changed: str | None) -> str:
    environment = {name: value for name, value in {**ENVIRONMENT, **changed}.items() if value is not None}
    return MonitorIdentity(options, environment).of_size(80, 24)  # type: ignore[arg-type]


def test_the_same_monitor_is_the_same() -> None:
    assert of() == of(PATH="/usr/bin") == MonitorIdentity(OPTIONS, ENVIRONMENT).of_size(80, 24)
    assert len(of()) == 40


@cases(
    ("name", "value"),
    [
        ("TERM", "xterm"),
        ("COLORTERM", "truecolor"),
        ("NO_COLOR", "1"),
        ("HOME", "/home/bob"),
        ("LC_ALL", "C"),
        ("XDG_CONFIG_HOME", "/etc/xdg"),
        ("R2K_HUB_TOKEN", "secret"),
        ("R2K_CONFIG", "/etc/r2k.toml"),
        ("TEXTUAL_COLOR_SYSTEM", "256"),
        ("TERM", None),
    ],
)
def test_a_variable_makes_another(name: str, value: str | None) -> None:
    assert of(**{name: value}) != of()


def test_an_option_a_size_a_version_a_user_and_a_python_make_another(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = of()
    assert of(([("source", "csv"), ("data", "/data")], [("view", "risk"), ("ascii_only", False)])) != usual
    assert of(([("source", "demo")], OPTIONS[1])) != usual
    assert MonitorIdentity(OPTIONS, ENVIRONMENT).of_size(24, 80) != usual
    for place, name, value in (
        (identity, "__version__", "9.9.9"),
        (identity.os, "geteuid", lambda: 12345),
        (identity.sys, "version", "4.0"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(place, name, value)
            assert of() != usual


def test_a_new_build_makes_another(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = of()
    monkeypatch.setattr(identity, "signature", lambda path: f"new {path}")
    assert of() != usual


def test_the_working_directory_counts_only_for_relative_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    relative = ([("data", "bars")], OPTIONS[1])
    absolute, here, stated = of(), of(relative), of(R2K_CONFIG="r2k.toml")
    monkeypatch.chdir(tmp_path)
    assert of() == absolute
    assert of(relative) != here
    assert of(R2K_CONFIG="r2k.toml") != stated


def test_a_digest_holds_no_secret() -> None:
    assert "secret" not in of(R2K_HUB_TOKEN="secret")
    assert digest(b"a") != digest(b"b")


def test_a_file_that_is_replaced_under_its_name_differs(tmp_path: Path) -> None:
    path = tmp_path / "creds"
    path.write_text("ann's")
    kept = [(str(path), signature(str(path))), (str(tmp_path / "none"), "absent")]
    assert all_unchanged(kept)
    before = path.stat()
    other = tmp_path / "other"
    other.write_text("bob's")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert not all_unchanged(kept)


def test_a_file_that_goes_or_comes_differs(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    absent = [(str(path), signature(str(path)))]
    assert all_unchanged(absent)
    path.write_text("")
    assert not all_unchanged(absent)
    present = [(str(path), signature(str(path)))]
    path.unlink()
    assert not all_unchanged(present)
    assert signature("nul\0") == "absent"
