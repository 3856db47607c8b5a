"""Which modules of the program have a test beside them: `python -m tests.structure.mirror` lists those without."""

from __future__ import annotations

from pathlib import Path

from tests.structure.source_tree import PACKAGE, TESTS

# Modules that had no test of their own when the list was made. It only shrinks.
LIST = Path(__file__).with_name("without_mirror.txt")


def mirror_of(module: str) -> str:
    """Where the test of a module lies in the tests' folder: `a/b.py` is tested by `a/test_b.py`."""
    path = Path(module)
    return str(path.with_name(f"test_{path.name}"))


def without_mirror(package: Path, tests: Path) -> list[str]:
    """The modules of a package that have no test in their mirror, by path; `__init__` and `__main__` need none."""
    paths = (path.relative_to(package) for path in sorted(package.rglob("*.py")))
    return [
        str(path) for path in paths if not path.stem.startswith("__") and not (tests / mirror_of(str(path))).exists()
    ]


if __name__ == "__main__":
    print("\n".join(without_mirror(PACKAGE, TESTS)))
