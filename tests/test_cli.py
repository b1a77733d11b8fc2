"""The commands: what they print, where, and how they end."""

from __future__ import annotations

import json
import re
import socket
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from anatomy_viewer.cli import main

README = Path(__file__).parents[1] / "README.md"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def commands(group: click.Group, before: str = "") -> set[str]:
    """Return the full names of all commands of a group."""
    names = set()
    for name, command in group.commands.items():
        inner = f"{before}{name}"
        names |= commands(command, f"{inner} ") if isinstance(command, click.Group) else {inner}
    return names


def test_the_readme_names_every_command() -> None:
    table = re.findall(r"^\| `anatomy-viewer ([^`]*)` \|", README.read_text(encoding="utf-8"), re.MULTILINE)
    named = set()
    for line in table:
        words = re.sub(r"\[(?!serve)[^\]]*\]|\b[A-Z]{3,}\S*", "", line.replace("[serve]", "serve"))
        group, _, rest = words.strip().partition(" ")
        named |= {f"{group} {one.strip()}".strip() for one in rest.replace("\\", "").split("|")}
    assert named == commands(main)


@pytest.mark.parametrize(
    "arguments",
    [
        ("bogus",),
        ("--port", "99999"),
        ("serve", "--port", "one"),
        ("export",),
        ("atlas", "export", "folder", "--format", "vrml"),
        ("lessons", "preview"),
    ],
)
def test_wrong_usage_ends_with_two(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage: ")


def test_a_lesson_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "none.yaml"
    for command in ("check", "preview"):
        result = run("lessons", command, path)
        assert result.exit_code == 1
        assert result.stderr.startswith(f"{path}: there is no such file")
        assert result.stderr.count("\n") == 1


def test_a_folder_without_lessons_is_not_called_checked(tmp_path: Path) -> None:
    result = run("lessons", "check", tmp_path)
    expected = f"{tmp_path}: the folder holds no lesson; allowed: files that end in .yaml.\n"
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", expected)


def test_a_folder_counts_by_the_lessons_in_it(tmp_path: Path) -> None:
    own = sorted((README.parent / "lessons").glob("*.yaml"))[:2]
    for path in own:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    result = run("lessons", "check", tmp_path)
    assert (result.exit_code, result.stdout) == (0, f"{len(own)} lessons checked, no problem found.\n")


def test_broken_yaml_is_told_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("id: broken\n  steps: [\n", encoding="utf-8")
    result = run("lessons", "check", path)
    expected = (
        f"{tmp_path.name}/broken.yaml:2: this is not YAML: mapping values are not allowed here; allowed: a line set in"
    )
    assert result.exit_code == 1
    assert result.stderr.startswith(expected)
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("arguments", [("serve", "--no-browser"), ("--no-browser",), ("export", "page.html")])
def test_an_unknown_lesson_is_one_sentence_with_the_nearest(arguments: tuple[str, ...]) -> None:
    result = run(*arguments, "--lesson", "what_it_feel_like")
    assert result.exit_code == 1
    assert result.stderr.startswith('lessons: there is no lesson "what_it_feel_like"; allowed: ')
    assert result.stderr.endswith('; did you mean "what_it_feels_like"?\n')
    assert result.stderr.count("\n") == 1


def test_names_are_printed_with_what_they_are() -> None:
    lines = run("lessons", "names", "tuberosity", "right").stdout.splitlines()
    assert "ischial_tuberosity_right\tlandmark\tIschial tuberosity" in lines
    assert all("right" in line for line in lines)


def test_a_name_that_nothing_has_is_one_sentence() -> None:
    result = run("lessons", "names", "quark", "left")
    assert result.exit_code == 1
    assert result.stderr == "quark left: found no name with these words; allowed: fewer or other words.\n"


def test_a_port_in_use_is_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", "--no-browser", "--port", str(port))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"port {port}: another program already uses it on 127.0.0.1; allowed: ")
    assert result.stderr.count("\n") == 1


def test_a_folder_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("")
    result = run("atlas", "export", taken)
    assert result.exit_code == 1
    assert result.stderr == (
        f"{taken}: the folder cannot be written (File exists); allowed: a folder that this account may write to.\n"
    )


def test_the_schema_is_json() -> None:
    result = run("lessons", "schema")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["title"] == "Lesson"


def test_the_measures_are_printed_with_their_sources() -> None:
    result = run("atlas", "check")
    assert result.exit_code == 0
    assert "source" in result.stdout.splitlines()[0]
    assert "WOON13" in result.stdout


def test_questions_are_written_as_gift_and_as_a_deck(tmp_path: Path) -> None:
    lesson = "superior_cluneal_nerve_at_the_iliac_crest"
    text, deck = tmp_path / "quiz.gift", tmp_path / "quiz.apkg"
    assert run("lessons", "quiz", text, "--lesson", lesson).exit_code == 0
    assert f"::{lesson}.what_a_tunnel_means.student::" in text.read_text(encoding="utf-8")
    result = run("lessons", "quiz", deck, "--lesson", lesson, "--for", "patient")
    assert re.fullmatch(r"Wrote \d+ questions into .*quiz\.apkg\n", result.stdout)
    assert deck.read_bytes().startswith(b"PK")


def test_a_quiz_in_spanish_of_own_lessons_says_what_is_left_out_and_where_dates_are_kept(tmp_path: Path) -> None:
    lessons = README.parent / "lessons"
    own = tmp_path / "mine.yaml"
    text = (lessons / "when_to_seek_help.yaml").read_text(encoding="utf-8")
    own.write_text(text.replace("id: when_to_seek_help", "id: mine", 1), encoding="utf-8")
    spanish = ("--lang", "ES", "--lesson", own, "--lesson", "when_to_seek_help")
    result = run("lessons", "quiz", tmp_path / "quiz.apkg", *spanish)
    assert result.stdout.endswith(
        "questions into " + f"{tmp_path / 'quiz.apkg'}\nLeft out, for there is no translation: mine\n"
    )
    assert not (tmp_path / "quiz_dates.csv").exists()
    result = run("lessons", "quiz", tmp_path / "quiz.apkg", "--lesson", own)
    assert result.stdout.endswith(
        f"Noted in {tmp_path / 'quiz_dates.csv'} what changed, and when; keep it with the lessons.\n"
    )
    assert (tmp_path / "quiz_dates.csv").read_text(encoding="utf-8").count("\nmine.") > 2
    result = run("lessons", "quiz", tmp_path / "none.gift", "--lang", "es", "--lesson", own)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "nothing in the language es that can be written" in result.stderr


def test_a_lesson_that_is_not_there_has_no_quiz(tmp_path: Path) -> None:
    result = run("lessons", "quiz", tmp_path / "quiz.gift", "--lesson", "bogus")
    assert result.exit_code == 1
    assert "bogus" in result.stderr
