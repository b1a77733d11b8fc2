"""The house: who may import whom, and what no layer may know."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "anatomy_viewer"
MAY_IMPORT = {
    "atlas": {"atlas"},
    "modelling": {"modelling", "atlas"},
    "teaching": {"teaching", "atlas"},
    "page": {"page", "teaching", "atlas"},
    "hosts": {"hosts", "page", "teaching", "atlas"},
}
DRAWING = {"pyvista", "vtk", "vtkmodules", "scipy"}
WEB = {"trame", "trame_client", "trame_server", "trame_vtk", "wslink", "aiohttp"}
FOREIGN = {
    "atlas": DRAWING | WEB,
    "modelling": WEB,
    "teaching": DRAWING | WEB,
    "page": DRAWING,
    "hosts": DRAWING,
}


def imported_names(path: Path) -> set[str]:
    """Absolute dotted names of everything that a file imports, at the top or inside functions."""
    names = set()
    package = ["anatomy_viewer", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*start, *([node.module] if node.module else [])])
            names |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    return names


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_imports_point_one_way(layer):
    for path in sorted((PACKAGE / layer).rglob("*.py")):
        for name in imported_names(path):
            parts = name.split(".")
            if parts[0] == "anatomy_viewer" and len(parts) > 1 and parts[1] in MAY_IMPORT:
                assert parts[1] in MAY_IMPORT[layer], f"{path.relative_to(PACKAGE)} imports {name}"
            assert parts[0] not in FOREIGN[layer], f"{path.relative_to(PACKAGE)} imports {name}"


def test_the_walk_sees_an_upward_import(tmp_path):
    planted = PACKAGE / "atlas" / "planted.py"
    source = "def late():\n    from ..page import template\n    import vtkmodules.vtkCommonCore\n"
    names = imported_names_of_text(source, planted)
    assert "anatomy_viewer.page.template" in names
    assert "vtkmodules.vtkCommonCore" in names


def imported_names_of_text(source: str, path: Path) -> set[str]:
    class Planted(type(path)):
        def read_text(self, *_args, **_options):
            return source

    return imported_names(Planted(path))


@pytest.mark.parametrize(
    "module", ["anatomy_viewer.cli", "anatomy_viewer.hosts.server", "anatomy_viewer.page.template"]
)
def test_the_server_s_modules_load_no_drawing_library(module):
    code = f"import sys, {module}; print(sorted({{name.split('.')[0] for name in sys.modules}} & {DRAWING!r}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
