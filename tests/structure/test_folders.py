"""A folder is small enough to be read at a glance, and touching it loads nothing."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.structure.source_tree import PACKAGE, tree_of

MOST = 16


def crowded(package: Path, most: int = MOST) -> dict[str, int]:
    """Folders with more than `most` modules, by path from the package, and how many there are."""
    folders = [package, *(path for path in package.rglob("*") if path.is_dir())]
    counts = {folder: sum(path.name != "__init__.py" for path in folder.glob("*.py")) for folder in folders}
    return {str(folder.relative_to(package)): count for folder, count in counts.items() if count > most}


def busy_packages(package: Path) -> list[str]:
    """`__init__.py` files that import something, by path from the package."""
    kinds = (ast.Import, ast.ImportFrom)
    return [
        str(path.relative_to(package))
        for path in sorted(package.rglob("__init__.py"))
        if any(isinstance(node, kinds) for node in ast.walk(tree_of(path)))
    ]


def test_every_folder_of_tests_is_a_package() -> None:
    """Pytest puts a folder without `__init__.py` on the import path, and whatever has another one is not forked."""
    tests = Path(__file__).parents[1]
    folders = {path.parent for path in tests.rglob("*.py")}
    assert [
        str(folder.relative_to(tests)) for folder in sorted(folders) if not (folder / "__init__.py").is_file()
    ] == []


def test_no_folder_is_crowded() -> None:
    assert crowded(PACKAGE) == {}


def test_no_package_imports_anything() -> None:
    assert busy_packages(PACKAGE) == []


def test_a_crowded_folder_is_reported_with_its_count(tmp_path: Path) -> None:
    for folder, count in (("full", 3), ("full/inner", 4)):
        (tmp_path / folder).mkdir()
        for name in ["__init__", *map(str, range(count))]:
            (tmp_path / folder / f"{name}.py").touch()
    assert crowded(tmp_path, most=3) == {"full/inner": 4}
    assert crowded(tmp_path, most=4) == {}


def test_a_package_that_imports_is_reported_wherever_the_import_stands(tmp_path: Path) -> None:
    texts = {"quiet": '"""Says what it is."""\n', "loud": "from os import path\n", "late": "def f():\n    import os\n"}
    for folder, text in texts.items():
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "__init__.py").write_text(text)
    assert busy_packages(tmp_path) == ["late/__init__.py", "loud/__init__.py"]
