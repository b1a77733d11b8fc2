"""The page for newcomers names files and commands that are there."""

from __future__ import annotations

import ast
import re
import shlex
from pathlib import Path

import click
import pytest

from anatomy_viewer.cli import main

ROOT = Path(__file__).parents[1]
STARTS = (ROOT, ROOT / "anatomy_viewer")
FOLDERS = {path.name for start in STARTS for path in start.iterdir() if path.is_dir()}
PAGE = (ROOT / "docs" / "where-do-i-change.md").read_text(encoding="utf-8")
SECTIONS = {part.partition("\n")[0]: part.partition("\n")[2] for part in PAGE.split("\n## ")[1:]}


def named(text: str) -> set[str]:
    """The files and folders that a text names between backticks."""
    return {word for word in re.findall(r"`([^`\s]+)`", text) if "/" in word or Path(word).suffix}


def missing(names: set[str]) -> list[str]:
    """Which of the names are no file or folder, at the top or in the package."""
    return sorted(
        name
        for name in names
        if not any((start / name).exists() and (start / name).is_dir() == name.endswith("/") for start in STARTS)
    )


def commands(text: str) -> list[list[str]]:
    """The commands of a text, each as its words."""
    lines = re.findall(r"^    (.+)$", text, re.MULTILINE)
    return [shlex.split(one) for line in lines for one in line.split(" && ")]


def wrong(words: list[str]) -> str:
    """What is wrong with a command, or nothing."""
    match words:
        case ["anatomy-viewer", *rest]:
            command: click.Command = main
            while isinstance(command, click.Group) and rest and rest[0] in command.commands:
                command, rest = command.commands[rest[0]], rest[1:]
            if isinstance(command, click.Group) or rest not in ([], ["--help"]):
                return f"there is no {shlex.join(words)}"
        case ["python", "-m", "pytest", *paths]:
            if not paths or not all((ROOT / path).exists() for path in paths):
                return f"there is no {', '.join(path for path in paths if not (ROOT / path).exists())}"
        case ["python", "-m", module]:
            file = ROOT / f"{module.replace('.', '/')}.py"
            if not file.is_file() or '__name__ == "__main__"' not in file.read_text(encoding="utf-8"):
                return f"nothing runs in {module}"
        case ["ruff", "check" | "format", "."] | ["mypy"]:
            pass
        case _:
            return f"nobody knows {shlex.join(words)}"
    return ""


def test_there_are_ten_real_examples():
    assert len(SECTIONS) >= 10


@pytest.mark.parametrize("section", SECTIONS)
def test_each_names_rooms_that_are_there_and_a_command_that_proves_it(section):
    names = named(SECTIONS[section])
    assert len(names) >= 2
    assert missing(names) == []
    assert any(words[:3] == ["python", "-m", "pytest"] for words in commands(SECTIONS[section]))


def test_every_command_is_there():
    assert [told for words in commands(PAGE) if (told := wrong(words))] == []


@pytest.mark.parametrize("page", ["architecture.md", "where-do-i-change.md"])
def test_every_file_that_is_named_is_there(page):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    names = {name for name in named(text) if name.partition("/")[0] in FOLDERS and re.fullmatch(r"[a-z0-9_./-]+", name)}
    assert len(names) > 10
    assert missing(names) == []


def test_what_stands_in_parentheses_after_a_file_is_defined_there():
    told = re.findall(r"`([a-z_/]+\.py)`\s+\(`(\w+)`", PAGE)
    assert len(told) >= 4
    for name, word in told:
        tree = ast.parse((ROOT / "anatomy_viewer" / name).read_text(encoding="utf-8"))
        defined = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        defined |= {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef | ast.FunctionDef)}
        assert word in defined, name


def test_what_is_not_there_is_seen():
    names = {"modelling/placing.py", "modelling/nerves/placing.py", "modelling/nerves", "modelling/nerves/"}
    assert missing(names) == ["modelling/nerves", "modelling/nerves/placing.py"]
    faulty = ["anatomy-viewer atlas bild", "anatomy-viewer atlas", "python -m pytest tests/none", "python -m pytest"]
    faulty += ["python -m anatomy_viewer.hosts.static", "make all"]
    assert all(wrong(shlex.split(line)) for line in faulty)
