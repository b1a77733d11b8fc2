"""The house: who may import whom, inside the layers too, and what no layer may know."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
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
ROOMS: dict[str, dict[str, set[str]]] = {
    "modelling": {
        "solids": set(),
        "bones": {"solids"},
        "placing": {"bones", "solids"},
        "soft_tissue": {"placing", "bones", "solids"},
        "nerves": {"soft_tissue", "placing", "bones", "solids"},
        "measures": {"nerves", "soft_tissue", "placing", "bones", "solids"},
        "assembly": {"measures", "nerves", "soft_tissue", "placing", "bones", "solids"},
        "model_file": {"assembly", "nerves", "soft_tissue", "solids"},
        "form_spans": {"measures", "nerves", "soft_tissue", "placing", "bones", "solids"},
        "build": {"form_spans", "model_file", "assembly", "nerves", "bones", "solids"},
        "imported": {"build", "model_file", "assembly", "soft_tissue", "placing", "bones", "solids"},
    },
    "teaching": {
        "lesson": set(),
        "pictures": {"lesson"},
        "checking": {"pictures", "lesson"},
        "sharing": {"pictures", "lesson"},
    },
}
"""The rooms of a layer, folders or files, and which others each may import. Files beside them may import all."""

DRAWING = {"pyvista", "vtk", "vtkmodules", "scipy"}
WEB = {"trame", "trame_client", "trame_server", "trame_vtk", "wslink", "aiohttp"}
FOREIGN = {
    "atlas": DRAWING | WEB,
    "modelling": WEB,
    "teaching": DRAWING | WEB,
    "page": DRAWING,
    "hosts": DRAWING,
}
SIDES = [(layer, room, other) for layer, rooms in ROOMS.items() for room in rooms for other in rooms if room != other]
"""Each pair of rooms of one layer."""


def imported_names(path: Path, package: Path = PACKAGE) -> set[str]:
    """Absolute dotted names of everything that a file imports, at the top, inside functions or for types alone."""
    names = set()
    folder = [package.name, *path.relative_to(package).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            start = folder[: len(folder) - node.level + 1] if node.level else []
            base = ".".join([*start, *([node.module] if node.module else [])])
            names |= {f"{base}.{alias.name}" for alias in node.names}
    return names


def room_of(layer: str, parts: tuple[str, ...] | list[str]) -> str | None:
    """The room of a module by its dotted parts below the package; None beside the rooms, or in another layer."""
    return parts[1] if len(parts) > 1 and parts[0] == layer and parts[1] in ROOMS[layer] else None


def arrows_broken(layer: str, package: Path = PACKAGE) -> Iterator[str]:
    """What the files of a layer import from above or from outside."""
    for path in sorted((package / layer).rglob("*.py")):
        here = path.relative_to(package)
        room = room_of(layer, here.with_suffix("").parts) if layer in ROOMS else None
        for name in sorted(imported_names(path, package)):
            first, *parts = name.split(".")
            if first in FOREIGN[layer]:
                yield f"{here} imports {name}"
            if first != package.name or not parts or parts[0] not in MAY_IMPORT:
                continue
            if parts[0] not in MAY_IMPORT[layer]:
                yield f"{here} imports {name}"
            elif room is not None and parts[0] == layer and len(parts) > 1:
                other = room_of(layer, parts)
                if other != room and other not in ROOMS[layer][room]:
                    yield f"{here} imports {name}"


def imports_between_files(package: Path = PACKAGE) -> dict[str, set[str]]:
    """By each module of the package the modules of it that its file imports."""
    files = {
        ".".join((package.name, *path.relative_to(package).with_suffix("").parts)).removesuffix(".__init__"): path
        for path in package.rglob("*.py")
    }

    def module_of(name: str) -> str:
        """The module that a name is, or is defined in."""
        return name if name in files or "." not in name else module_of(name.rpartition(".")[0])

    return {
        module: {found for name in imported_names(path, package) if (found := module_of(name)) in files} - {module}
        for module, path in files.items()
    }


def circles(imports: Mapping[str, set[str]]) -> list[list[str]]:
    """Each chain of modules that comes back to where it began, told once."""
    found: list[list[str]] = []
    done: set[str] = set()

    def walk(module: str, chain: list[str]) -> None:
        if module in chain:
            found.append([*chain[chain.index(module) :], module])
            return
        if module in done:
            return
        for following in sorted(imports.get(module, ())):
            walk(following, [*chain, module])
        done.add(module)

    for module in sorted(imports):
        walk(module, [])
    return found


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A package of all layers and rooms with one module in each, to plant imports in."""
    package = tmp_path / "anatomy_viewer"
    for layer in MAY_IMPORT:
        for room in ("", *ROOMS.get(layer, ())):
            file = package / layer / f"{room}.py" if (PACKAGE / layer / f"{room}.py").is_file() else None
            (package / layer / room if file is None else file.parent).mkdir(parents=True, exist_ok=True)
            (file or package / layer / room / "thing.py").touch()
    return package


def planted(house: Path, layer: str, room: str, text: str) -> Path:
    """Write a text into a module of a room."""
    file = house / layer / f"{room}.py"
    file = file if file.is_file() else house / layer / room / "thing.py"
    file.write_text(text, encoding="utf-8")
    return file.relative_to(house)


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_imports_point_one_way(layer):
    assert list(arrows_broken(layer)) == []


@pytest.mark.parametrize("layer", ROOMS)
def test_every_folder_of_a_layer_is_a_room_with_arrows(layer):
    folders = {path.parent.name for path in (PACKAGE / layer).glob("*/*.py")}
    files = {path.stem for path in (PACKAGE / layer).glob("*.py")}
    assert folders <= ROOMS[layer].keys() <= folders | files


def test_no_file_comes_back_to_itself_by_what_it_imports():
    imports = imports_between_files()
    assert len(imports) > 150
    assert circles(imports) == []


@pytest.mark.parametrize("layer", MAY_IMPORT)
@pytest.mark.parametrize("other", MAY_IMPORT)
def test_the_walk_sees_an_import_of_another_layer(house, layer, other):
    file = planted(house, layer, "", f"def late():\n    from ..{other} import thing\n")
    wrong = [] if other in MAY_IMPORT[layer] else [f"{file} imports anatomy_viewer.{other}.thing"]
    assert list(arrows_broken(layer, house)) == wrong


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_the_walk_sees_an_import_of_what_a_layer_may_not_know(house, layer):
    file = planted(house, layer, "", "def late():\n    import json\n    import vtkmodules.vtkCommonCore, trame.app\n")
    wrong = {"vtkmodules.vtkCommonCore": DRAWING, "trame.app": WEB}
    assert set(arrows_broken(layer, house)) == {
        f"{file} imports {name}" for name, kind in wrong.items() if kind <= FOREIGN[layer]
    }


@pytest.mark.parametrize(("layer", "room", "other"), SIDES)
@pytest.mark.parametrize(
    "text",
    [
        "from anatomy_viewer.{layer}.{other} import thing\n",
        "def late():\n    import anatomy_viewer.{layer}.{other}\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from {up}{other} import Thing\n",
    ],
)
def test_the_walk_sees_an_import_of_a_room_above_or_beside(house, layer, room, other, text):
    up = "." if (house / layer / f"{room}.py").is_file() else ".."
    file = planted(house, layer, room, text.format(layer=layer, other=other, up=up))
    found = [
        line.partition(f"{file} imports anatomy_viewer.{layer}.{other}")[1] for line in arrows_broken(layer, house)
    ]
    assert found == ([] if other in ROOMS[layer][room] else [f"{file} imports anatomy_viewer.{layer}.{other}"])


@pytest.mark.parametrize(("layer", "room"), [(layer, room) for layer, rooms in ROOMS.items() for room in rooms])
def test_the_walk_sees_a_room_that_imports_a_file_above_the_rooms(house, layer, room):
    file = planted(house, layer, room, f"from anatomy_viewer.{layer} import thing\n")
    assert list(arrows_broken(layer, house)) == [f"{file} imports anatomy_viewer.{layer}.thing"]
    planted(house, layer, room, "")
    planted(house, layer, "", f"from anatomy_viewer.{layer} import {room}\n")
    assert list(arrows_broken(layer, house)) == []


@pytest.mark.parametrize(
    "texts",
    [
        {"a": "from anatomy_viewer.atlas import b", "b": "from anatomy_viewer.atlas.a import Thing"},
        {"a": "def late():\n    from . import b", "b": "if TYPE_CHECKING:\n    from .a import Thing"},
        {"a": "from . import Thing, b", "b": "", "__init__": "from .a import Thing"},
        {"a": "from .b import Thing", "b": "from .c import Thing", "c": "import anatomy_viewer.atlas.a"},
        {"__init__": "from .a import Thing", "a": "from anatomy_viewer.atlas import Thing"},
    ],
)
def test_the_walk_sees_a_circle_of_files(house, texts):
    for name, text in texts.items():
        (house / "atlas" / f"{name}.py").write_text(text, encoding="utf-8")
    (chain,) = circles(imports_between_files(house))
    assert chain[0] == chain[-1]
    assert len(chain) == len({text for text in texts.values() if text}) + 1


def test_a_file_may_import_what_another_imports_too(house):
    for name, text in {"a": "from . import b, c", "b": "from .c import Thing", "c": ""}.items():
        (house / "atlas" / f"{name}.py").write_text(text, encoding="utf-8")
    assert circles(imports_between_files(house)) == []


@pytest.mark.parametrize(
    "module", ["anatomy_viewer.cli", "anatomy_viewer.hosts.server", "anatomy_viewer.page.template"]
)
def test_the_server_s_modules_load_no_drawing_library(module):
    code = f"import sys, {module}; print(sorted({{name.split('.')[0] for name in sys.modules}} & {DRAWING!r}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
