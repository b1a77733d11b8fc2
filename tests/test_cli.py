"""The commands: what they print, where, and how they end."""

from __future__ import annotations

import base64
import gzip
import json
import re
import shutil
import socket
import zipfile
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


def test_every_name_and_folder_of_a_proxy_that_is_none_is_told_at_once() -> None:
    wrong = ("--host-name", "https://teach.example.org/", "--host-name", "fine.example", "--base-path", "/x?y")
    wrong += ("--embed", "https://moodle.example.org/course/", "--embed", "https://fine.example")
    result = run("--no-browser", *wrong, "--host-name", "*", "--trusted-proxy", "nginx")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        '--host-name: found "https://teach.example.org/"; allowed: a name with or without a port, such as '
        'teach.example.org or teach.example.org:8443; did you mean "teach.example.org"?',
        '--host-name: found "*"; allowed: a name with or without a port, such as teach.example.org or '
        "teach.example.org:8443.",
        '--base-path: found "/x?y"; allowed: the folder of the address under which the page stands, such as /cluneal/.',
        '--embed: found "https://moodle.example.org/course/"; allowed: scheme and name of the page around the viewer, '
        'without a path, such as https://moodle.example.org; did you mean "https://moodle.example.org"?',
        '--trusted-proxy: found "nginx"; allowed: the address of the proxy as this server sees it, or a network, such '
        "as 127.0.0.1 or 10.0.0.0/8.",
    ]


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


OWN_LESSON = "my_own_lesson"


@pytest.fixture
def own_lesson(tmp_path: Path) -> Path:
    """Return a lesson of somebody's own, with questions."""
    text = (README.parent / "lessons" / "superior_cluneal_nerve_at_the_iliac_crest.yaml").read_text(encoding="utf-8")
    path = tmp_path / f"{OWN_LESSON}.yaml"
    path.write_text(re.sub(r"^id: .*$", f"id: {OWN_LESSON}", text, flags=re.MULTILINE), encoding="utf-8")
    return path


def refused(*arguments: str | Path) -> str:
    """Return the one sentence with which a command ends."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, ""), result.output
    assert result.stderr.count("\n") == 1, result.stderr
    return result.stderr


def test_a_lesson_given_to_the_quiz_is_the_lesson_and_not_the_file_to_write(own_lesson: Path, tmp_path: Path) -> None:
    before = own_lesson.read_bytes()
    result = run("lessons", "quiz", own_lesson)
    assert result.exit_code == 0, result.output
    beside = tmp_path / f"{OWN_LESSON}.gift"
    titles = re.findall(r"^::(\w+)\.", beside.read_text(encoding="utf-8"), re.MULTILINE)
    assert titles
    assert set(titles) == {OWN_LESSON}
    assert result.stdout == f"Wrote {len(titles)} questions into {beside}\n"
    assert run("lessons", "quiz", own_lesson, "--format", "anki").exit_code == 0
    assert (tmp_path / f"{OWN_LESSON}.apkg").read_bytes().startswith(b"PK")
    assert run("lessons", "quiz", tmp_path / "other.TXT", "--lesson", own_lesson).exit_code == 0
    assert (tmp_path / "other.TXT").read_bytes() == beside.read_bytes()
    # What it wrote itself it writes again, until somebody changes it.
    assert run("lessons", "quiz", own_lesson, beside).exit_code == 0
    assert (tmp_path / "other.TXT").read_bytes() == beside.read_bytes()
    beside.write_text(beside.read_text(encoding="utf-8") + "\n::mine:: Mine? {T}\n", encoding="utf-8")
    assert refused("lessons", "quiz", own_lesson).startswith(f"{beside}: a file stands here that this program did not")
    assert own_lesson.read_bytes() == before


def test_a_quiz_of_a_lesson_with_mistakes_tells_them(own_lesson: Path, tmp_path: Path) -> None:
    text = own_lesson.read_text(encoding="utf-8")
    own_lesson.write_text(text.replace("psis_right", "psis_rigth"), encoding="utf-8")
    result = run("lessons", "quiz", own_lesson)
    assert result.exit_code == 1
    assert 'there is no structure, group or point "psis_rigth"; did you mean "psis_right"?' in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == [own_lesson.name]


def test_a_quiz_writes_over_nothing_that_it_did_not_write(tmp_path: Path) -> None:
    for name in ("mine.gift", "notes.txt", "deck.apkg"):
        path = tmp_path / name
        path.write_text("::1:: Mine? {T}", encoding="utf-8")
        assert refused("lessons", "quiz", path).startswith(
            f"{path}: a file stands here that this program did not write"
        )
        assert path.read_text(encoding="utf-8") == "::1:: Mine? {T}"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["none.yaml"], "none.yaml: there is no such file"),
        (["My Lesson.yaml"], "My Lesson.yaml: there is no such file"),
        (
            ["quiz.docx"],
            'quiz.docx: the name ends in ".docx"; allowed: a name that ends in .gift or .txt or .apkg, such',
        ),
        (["quiz"], "quiz: the name has no ending"),
        (["quiz.gift", "--format", "anki"], 'quiz.gift: the name ends in ".gift"; allowed: a name that ends in .apkg'),
        (["quiz.apkg", "--format", "gift"], 'quiz.apkg: the name ends in ".apkg"; allowed: a name that ends in .gift'),
        (["."], ".: this is a folder; allowed: a file in it, such as quiz.gift."),
        ([".", "quiz.gift"], ".: this is a folder; allowed: lesson files that end in .yaml, and one file to write."),
        (["a.gift", "b.gift"], "FILE: there are 2 files to write: a.gift, b.gift; allowed: one, after lesson files"),
        (["none/quiz.gift"], "none/quiz.gift: the folder none does not exist"),
    ],
)
def test_a_place_for_the_quiz_that_cannot_be_is_one_sentence(
    arguments: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert refused("lessons", "quiz", *arguments).startswith(told)
    assert list(tmp_path.iterdir()) == []


def test_a_translation_is_no_lesson() -> None:
    path = README.parent / "lessons" / "es" / "superior_cluneal_nerve_at_the_iliac_crest.yaml"
    for command in ("quiz", "preview"):
        assert refused("lessons", command, path).startswith(
            f"{path}: this is a translation; allowed: the lesson itself"
        )


def test_a_first_lesson_may_be_named_by_its_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    assert run("lessons", "new", path).stdout.startswith(f"Wrote {path}. ")
    before = path.read_bytes()
    assert refused("lessons", "new", path).startswith(f"{path}: the file is there already")
    assert path.read_bytes() == before
    assert refused("lessons", "new", "other", "--folder", path).startswith(f"{path}: this is a file; allowed: a folder")


def test_the_page_takes_a_lesson_file_along(own_lesson: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    for command in (("export", page), ("serve", "--no-browser"), ("lessons", "quiz", tmp_path / "quiz.gift")):
        told = refused(*command, "--lesson", tmp_path / "none.yaml")
        assert told.startswith(f"{tmp_path / 'none.yaml'}: there is no")
    result = run("export", page, "--lesson", own_lesson)
    assert result.exit_code == 0, result.output
    packed = re.findall(r"data-packed>([^<]*)<", page.read_text(encoding="utf-8"))
    content = gzip.decompress(base64.b64decode(packed[0])).decode()
    assert re.findall(r'"lessons":\[\{"id":"(\w+)"', content) == [OWN_LESSON]


@pytest.fixture(scope="session")
def first_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a first lesson and a first course, as the commands write them."""
    folder = tmp_path_factory.mktemp("first_course")
    for command in (("new", "first_steps", "--folder", folder), ("new-course", folder)):
        assert run("lessons", *command).exit_code == 0
    return folder


@pytest.fixture
def own_folder(first_course: Path, tmp_path: Path) -> Path:
    """Return a folder with a first lesson and a first course, to change."""
    return shutil.copytree(first_course, tmp_path / "Año 1")


def test_own_lessons_are_listed_checked_and_asked_beside_the_viewers(own_folder: Path) -> None:
    path = own_folder / "first_steps.yaml"
    assert run("lessons", "list", "--lessons", path, "--only-own").stdout.startswith("first_steps\t3 steps\t")
    both = run("lessons", "list", "--lessons", path).stdout.splitlines()
    assert len(both) == len(list((README.parent / "lessons").glob("*.yaml"))) + 1
    listed = run("lessons", "list", "--course", own_folder / "course.yaml").stdout.splitlines()
    assert (listed[0].split("\t")[0], len(listed)) == ("first_steps", 4)
    assert run("lessons", "check", own_folder).stdout == "1 course and 1 lesson checked, no problem found.\n"
    assert run("lessons", "check", "--lessons", path).stdout == "1 lesson checked, no problem found.\n"
    quiz = own_folder / "quiz.gift"
    told = refused("lessons", "quiz", quiz, "--lessons", path, "--only-own")
    assert told.startswith("questions: these lessons ask the student nothing")


def test_who_names_an_own_lesson_by_its_id_is_told_its_file(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(own_folder)
    told = refused("export", "page.html", "--lesson", "first_steps")
    assert told.endswith('; did you mean "first_steps.yaml"?\n')
    assert run("lessons", "list", "--lessons", "first_steps.yaml").exit_code == 0


def test_a_course_says_whose_questions_are_written_and_in_which_language(own_folder: Path) -> None:
    course = own_folder / "course.yaml"
    text = course.read_text(encoding="utf-8")
    course.write_text(
        text.replace("[en, es]", "[es]").replace("audience: student", "audience: patient"), encoding="utf-8"
    )
    quiz = own_folder / "quiz.gift"
    result = run("lessons", "quiz", quiz, "--course", course)
    assert result.exit_code == 0, result.output
    assert "first_steps" in result.stdout.partition("Left out, for there is no translation: ")[2]
    assert "¿" in quiz.read_text(encoding="utf-8")
    refused("lessons", "quiz", quiz, "--course", course, "--lesson", "do_no_harm")


def test_a_lesson_that_takes_the_place_of_the_viewers_says_so_once(own_folder: Path) -> None:
    taken = own_folder / "find_your_way.yaml"
    text = (own_folder / "first_steps.yaml").read_text(encoding="utf-8")
    taken.write_text(text.replace("id: first_steps", "id: find_your_way"), encoding="utf-8")
    result = run("lessons", "list", "--lessons", own_folder)
    assert result.exit_code == 0
    assert result.stderr == f'{taken} takes the place of the viewer\'s own lesson "find_your_way".\n'
    assert [line for line in result.stdout.splitlines() if line.startswith("find_your_way")] == [
        "find_your_way\t3 steps\tstudent, patient\ten\tFirst steps"
    ]


def test_a_broken_own_lesson_is_told_and_the_others_are_there_but_no_file_is_written(own_folder: Path) -> None:
    bad = own_folder / "bad.yaml"
    text = (own_folder / "first_steps.yaml").read_text(encoding="utf-8")
    bad.write_text(text.replace("id: first_steps", "id: bad").replace("psis_right", "psis_rigth"), encoding="utf-8")
    result = run("lessons", "list", "--lessons", own_folder, "--only-own")
    assert (result.exit_code, result.stdout.partition("\t")[0]) == (1, "first_steps")
    assert f"{own_folder.name}/bad.yaml:21 steps[the_crest].markers[0]: there is no point" in result.stderr
    page = own_folder / "page.html"
    for command in (("export", page), ("lessons", "quiz", own_folder / "quiz.gift")):
        result = run(*command, "--lessons", own_folder)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "bad.yaml:21" in result.stderr
    assert sorted(path.name for path in own_folder.iterdir()) == ["bad.yaml", "course.yaml", "first_steps.yaml"]


def test_a_course_that_cannot_be_is_told_by_every_command(own_folder: Path) -> None:
    course = own_folder / "week.yaml"
    course.write_text("title: A\nlessons: [nowhere]\npass_mark: 300\n", encoding="utf-8")
    for command in (
        ("serve", "--no-browser", "--port", "0"),
        ("export", own_folder / "page.html"),
        ("lessons", "list"),
        ("lessons", "check"),
        ("lessons", "quiz", own_folder / "quiz.gift"),
    ):
        result = run(*command, "--course", course)
        assert (result.exit_code, result.stdout) == (1, ""), command
        assert 'week.yaml:2 lessons[0]: there is no lesson "nowhere"' in result.stderr
        assert "week.yaml:3 pass_mark: found 300; allowed: at most 100." in result.stderr
        assert result.stderr.count("\n") == 2
    for command in (("serve",), ("export", "page.html"), ("lessons", "list"), ("lessons", "check")):
        assert run(*command, "--only-own").exit_code == 2
    assert json.loads(run("lessons", "schema", "--course").stdout)["properties"]["pass_mark"]["maximum"] == 100
    assert run("lessons", "schema", "--course", "--translation").exit_code == 2


def test_the_page_takes_a_course_along_in_its_order(own_folder: Path) -> None:
    page = own_folder / "page.html"
    result = run(
        "export",
        page,
        "--course",
        own_folder / "course.yaml",
        "--lesson",
        "find_your_way",
        "--lesson",
        "first_steps",
        "--for",
        "patient",
        "--pass",
        "40",
    )
    assert result.exit_code == 0, result.output
    text = page.read_text(encoding="utf-8")
    assert "<title>A course on the cluneal nerves</title>" in text
    content = gzip.decompress(base64.b64decode(re.findall(r"data-packed>([^<]*)<", text)[0])).decode()
    assert '"lessons":[{"id":"find_your_way"' in content
    assert '"title":"A course on the cluneal nerves"' in content
    assert content.count('"audience":"patient"') == 2, "the course's, and what the page begins with"
    assert '"pass_mark":40' in content


def test_a_folder_gets_a_site_with_the_lessons_asked_for(own_lesson: Path, tmp_path: Path) -> None:
    folder = tmp_path / "un curso (año 1)"
    result = run("export", f"{folder}/", "--lesson", own_lesson)
    assert result.exit_code == 0, result.output
    assert re.fullmatch(rf"Wrote \d+ files into {re.escape(str(folder))} \([\d.]+ MB, .*\)\n", result.stdout)
    (content,) = (folder / "files").glob("content.*.js")
    assert re.findall(r'"lessons":\[\{"id":"(\w+)"', content.read_text(encoding="utf-8")) == [OWN_LESSON]
    (folder / "index.html").write_text("<p>Mine</p>", encoding="utf-8")
    assert refused("export", folder).startswith(f"{folder}: files stand here that no export wrote")
    assert refused("export", tmp_path / "page.pdf").startswith(
        f'{tmp_path / "page.pdf"}: the name ends in ".pdf"; allowed'
    )


def test_a_package_holds_the_lessons_of_its_course_and_its_pass_mark(own_folder: Path, tmp_path: Path) -> None:
    package = tmp_path / "mi curso.zip"
    course = ("--course", own_folder / "course.yaml")
    result = run("export", package, "--package", "scorm12", *course, "--pass", "55", "--for", "student")
    assert result.exit_code == 0, result.output
    assert re.fullmatch(rf"Wrote {re.escape(str(package))} \([\d.]+ MB\)\n", result.stdout)
    with zipfile.ZipFile(package) as file:
        assert b"<title>A course on the cluneal nerves</title>" in file.read("imsmanifest.xml")
        page = file.read("index.html").decode()
    content = gzip.decompress(base64.b64decode(re.search(r"data-packed>([^<]+)<", page)[1])).decode()
    assert '"pass_mark":55' in content
    assert '"audience":"student"' in content
    wrong = own_folder / "wrong.yaml"
    wrong.write_text("title: A\nlessons: [nowhere]\n", encoding="utf-8")
    result = run(
        "export", tmp_path / "page.html", "--package", "cmi5", "--pass", "300", "--component", "--course", wrong
    )
    assert (result.exit_code, result.stdout) == (1, "")
    assert re.findall(r"^(?:.*/)?([\w.-]+)(?::2 lessons\[0\])?: ", result.stderr, re.MULTILINE) == [
        "page.html",
        "--component",
        "--pass",
        "wrong.yaml",
    ]
    assert [path.name for path in tmp_path.glob("*.*ml")] == []


def test_a_page_is_written_over_no_page_of_somebody_else(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>Mine</p>", encoding="utf-8")
    assert refused("export", page).startswith(f"{page}: a file stands here that this program did not write")
    assert page.read_text(encoding="utf-8") == "<p>Mine</p>"


@pytest.mark.parametrize("command", [("export",), ("lessons", "quiz"), ("lessons", "check"), ("lessons", "preview")])
def test_a_name_that_no_disk_takes_is_one_sentence(command: tuple[str, ...], tmp_path: Path) -> None:
    long = tmp_path / ("x" * 300 + (".html" if command == ("export",) else ".yaml"))
    assert "name too long" in refused(*command, long).lower()
