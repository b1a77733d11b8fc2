"""What the live host answers to somebody who writes a lesson, asked over HTTP."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from anatomy_viewer.atlas import read_atlas, read_model
from anatomy_viewer.teaching.lesson.starter import starter_text
from anatomy_viewer.teaching.pictures.staging import scene_of

from ..running import VIEWER, started

CAMERA = {"direction": [0, -1, 0], "up": [0, 0, 1], "focus_mm": [0, 0, 0], "radius_mm": 100.0}


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lessons") / "in_the_making.yaml"


@pytest.fixture(scope="module")
def address(lesson: Path) -> Iterator[str]:
    """Preview a lesson with a mistake in it: the command starts all the same."""
    lesson.write_text(starter_text("in_the_making").replace("scn_1_right", "scn_11_right"))
    with started([*VIEWER, "lessons", "preview", str(lesson), "--no-browser"]) as running:
        yield running.page


def ask(address: str, path: str) -> str:
    with urlopen(address.split("?")[0] + path, timeout=60) as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        return answer.read().decode()


def refusal(address: str, path: str) -> tuple[int, str]:
    with pytest.raises(HTTPError) as refused:
        urlopen(address.split("?")[0] + path, timeout=60)
    return refused.value.code, refused.value.read().decode()


def test_the_link_opens_the_lesson(address: str) -> None:
    assert address.endswith("?lesson=in_the_making")


def test_the_mistakes_come_with_their_step_and_a_save_is_answered_at_once(address: str, lesson: Path) -> None:
    first = json.loads(ask(address, "lesson-preview.json"))
    assert first["problems"][0]["step"] == "the_crossing"
    assert 'did you mean "scn_1_right"?' in first["problems"][0]["text"]
    answers: list[str] = []
    waiting = threading.Thread(
        target=lambda: answers.append(ask(address, f"lesson-preview.json?after={first['version']}"))
    )
    waiting.start()
    lesson.write_text(starter_text("in_the_making"))
    waiting.join(timeout=60)
    second = json.loads(answers[0])
    assert second["version"] != first["version"]
    assert second["problems"] == []
    assert len(second["lesson"]["steps"]) == 3


def test_a_view_comes_back_as_a_step(address: str) -> None:
    scene = scene_of(read_atlas(), read_model())
    picture = "".join("p" if name in scene.home else "h" for name in scene.things)
    view = quote(json.dumps({"picture": picture, **CAMERA}))
    assert ask(address, f"step.yaml?view={view}").lstrip().startswith("- id: new_step")


def test_what_is_no_view_or_no_form_is_refused_in_a_sentence(address: str) -> None:
    assert refusal(address, "step.yaml?view=%7B%7D")[0] == 400
    status, words = refusal(address, "step.yaml?form=giant&view=%7B%7D")
    assert (status, words) == (400, "There is no form like that; there are pooled, female, male.\n")
