"""No circle of imports: neither of files nor of the parts of one folder. Type-only imports count."""

from __future__ import annotations

from pathlib import Path

from tests.structure.source_tree import PACKAGE, circles, imports


def file_circles(package: Path) -> list[set[str]]:
    """Modules that import one another, directly or through others."""
    return circles(imports(package))


def folder_circles(package: Path) -> list[set[str]]:
    """Parts of one folder, files and subfolders, that import one another: each by its dotted name."""
    graph = imports(package)
    folders = {name.rpartition(".")[0] for name in graph} - {""}
    return [circle for folder in sorted(folders) for circle in circles(_siblings(folder, graph))]


def _siblings(folder: str, graph: dict[str, set[str]]) -> dict[str, set[str]]:
    """The imports between the parts of a folder, those of whatever lies below a part counted as the part's own."""
    parts: dict[str, set[str]] = {}
    depth = folder.count(".") + 2
    inside = f"{folder}."
    for name, targets in graph.items():
        if name.startswith(inside):
            part = ".".join(name.split(".")[:depth])
            named = {".".join(target.split(".")[:depth]) for target in targets if target.startswith(inside)}
            parts.setdefault(part, set()).update(named - {part})
    return parts


def test_no_files_import_one_another() -> None:
    assert file_circles(PACKAGE) == []


def test_no_parts_of_a_folder_import_one_another() -> None:
    assert folder_circles(PACKAGE) == []


def write(package: Path, files: dict[str, str]) -> Path:
    """A package of the files given; every folder of it is a package."""
    for name, text in files.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for folder in [package, *(path for path in package.rglob("*") if path.is_dir())]:
        (folder / "__init__.py").touch()
    return package


def test_a_circle_of_type_only_and_local_imports_is_reported(tmp_path: Path) -> None:
    typed = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from shop.b import B\n"
    local = "def late():\n    from shop import c\n"
    package = write(
        tmp_path / "shop", {"a.py": typed, "b.py": local, "c.py": "import shop.a\n", "d.py": "import shop.a"}
    )
    assert file_circles(package) == [{"shop.a", "shop.b", "shop.c"}]


def test_a_relative_import_closes_a_circle_too(tmp_path: Path) -> None:
    files = {"till/a.py": "from ..stock import b\n", "stock/b.py": "from shop.till.a import A\n"}
    assert file_circles(write(tmp_path / "shop", files)) == [{"shop.stock.b", "shop.till.a"}]


def test_a_circle_of_folders_is_reported_where_no_file_is_in_one(tmp_path: Path) -> None:
    files = {
        "till/a.py": "import shop.stock.b\n",
        "till/z.py": "",
        "stock/b.py": "",
        "stock/c.py": "from shop.till import z\n",
    }
    package = write(tmp_path / "shop", files)
    assert file_circles(package) == []
    assert folder_circles(package) == [{"shop.stock", "shop.till"}]


def test_a_file_and_a_folder_beside_it_are_a_circle_too(tmp_path: Path) -> None:
    files = {
        "room/app.py": "import shop.room.parts.a\n",
        "room/parts/a.py": "",
        "room/parts/b.py": "import shop.room.app\n",
    }
    assert folder_circles(write(tmp_path / "shop", files)) == [{"shop.room.app", "shop.room.parts"}]


def test_one_direction_is_no_circle(tmp_path: Path) -> None:
    files = {"a.py": "import shop.b\nimport shop.c\n", "b.py": "import shop.c\n", "c.py": "import os\n"}
    assert file_circles(write(tmp_path / "shop", files)) == folder_circles(tmp_path / "shop") == []
