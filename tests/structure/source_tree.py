"""The modules of a package and what each imports, read from the syntax trees: type-only and local imports too."""

from __future__ import annotations

import ast
import gc
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import r2k_tui

PACKAGE = Path(r2k_tui.__file__).parent
TESTS = Path(__file__).parents[1]
Graph = Mapping[str, set[str]]


def modules(package: Path) -> dict[str, Path]:
    """The modules below a package's folder by dotted name; a package counts under its own name."""
    return {_dotted(path, package.parent): path for path in sorted(package.rglob("*.py"))}


def _dotted(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def trees() -> dict[Path, ast.Module]:
    """The syntax trees of R2K, read once for all tests; they are left alone by the garbage collector."""
    gc.disable()
    try:
        return {path: _parsed(path) for path in sorted(PACKAGE.rglob("*.py"))}
    finally:
        gc.freeze()
        gc.enable()


def tree_of(path: Path) -> ast.Module:
    return trees()[path] if path.is_relative_to(PACKAGE) else _parsed(path)


def nodes_of(path: Path) -> Iterable[ast.AST]:
    """Every node of the tree of a file, as `ast.walk` finds them."""
    return _own_nodes(path) if path.is_relative_to(PACKAGE) else ast.walk(tree_of(path))


@cache
def _own_nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree_of(path)))


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports(package: Path) -> dict[str, set[str]]:
    """Which modules of the package each module names in an import, wherever in the file it stands."""
    return _own_imports() if package == PACKAGE else _imports(package)


@cache
def _own_imports() -> dict[str, set[str]]:
    return _imports(PACKAGE)


def _imports(package: Path) -> dict[str, set[str]]:
    files = modules(package)
    return {name: {t for t in _targets(name, path) if t in files and t != name} for name, path in files.items()}


def _targets(name: str, path: Path) -> Iterator[str]:
    """Modules that the imports of a file may mean: `from a import b` may mean `a.b` as well as `a`."""
    home = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = home[: len(home) - node.level + 1] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            yield source
            yield from (f"{source}.{alias.name}" for alias in node.names)


def circles(graph: Graph) -> list[set[str]]:
    """Sets of nodes that reach one another: the strongly connected components of more than one node."""
    reach = {node: _reachable(node, graph) for node in graph}
    found: list[set[str]] = []
    for node in sorted(graph):
        circle = {other for other in reach[node] if node in reach.get(other, set())}
        if len(circle) > 1 and circle not in found:
            found.append(circle)
    return found


def _reachable(start: str, graph: Graph) -> set[str]:
    """What can be reached from a node by one step or more: the node itself only round a circle."""
    reached: set[str] = set()
    ahead = list(graph.get(start, ()))
    while ahead:
        node = ahead.pop()
        if node not in reached:
            reached.add(node)
            ahead.extend(graph.get(node, ()))
    return reached
