"""Whose pelvis, whose nerves, cuts, drawings, own points and playing: what a step may say, on the real page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from anatomy_viewer.atlas import read_atlas, read_model
from anatomy_viewer.teaching.library import list_lessons
from anatomy_viewer.teaching.pictures.compiler import compile_lesson
from anatomy_viewer.teaching.pictures.label_layout import LAPTOP as LAPTOP_SCREEN
from anatomy_viewer.teaching.pictures.label_layout import PHONE as PHONE_SCREEN
from anatomy_viewer.teaching.pictures.label_layout import laid_out
from anatomy_viewer.teaching.pictures.staging import scene_of

from ..running import VIEWER, started
from .conftest import LAPTOP, PHONE, Visit

DRAWN = False
SMALL = (640, 420)
LESSON = """\
id: all_keys
title: Every key
summary: A step for each key.
minutes: 3
audiences: [student, patient]
points:
  - {id: halfway, along_the_crest_from: psis_right, mm: 40, name: Halfway}
steps:
  - id: plain
    title: Plain
    text: As it is.
    view: posterior
    seconds: 3
  - id: cut
    title: Cut open
    text: Look into the cut.
    view: posterior_oblique_right
    focus: [hip_bone_*, sacrum]
    clip: {plane: sagittal, offset_mm: 20, keep: left}
    labels: [{of: sacrum, text: {student: Sacrum, patient: Tail bone}}]
    drawing: glide
    seconds: 3
  - id: women
    title: Women
    text: Another pelvis.
    view: posterior
    form: female
    markers: [psis_right]
  - id: lu
    title: Lu
    text: Nerves elsewhere.
    view: posterior
    study: lu98
    emphasise: [superior_cluneal_nerve_*_branch_right]
  - id: seventeen
    title: Seventeen
    text: Nerves elsewhere.
    view: posterior
    person: 17
    emphasise: [superior_cluneal_nerve_*_branch_right]
  - id: own_point
    title: Halfway
    text: A point of the lesson's own, 40 mm along.
    view: posterior
    focus: [hip_bone_right, sacrum]
    markers: [halfway]
    labels: [halfway]
    rulers:
      - {id: half, kind: along_the_crest, from: psis_right, to: halfway, value_mm: 40}
"""
DRAWING = (
    '<svg viewBox="0 0 40 20"><title>A glide</title><desc>A nerve slides over an edge.</desc>'
    '<path d="M0 10H40" stroke="var(--nerve)"/></svg>'
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("lessons")
    (folder / "drawings").mkdir()
    (folder / "drawings" / "glide.svg").write_text(DRAWING)
    lesson = folder / "all_keys.yaml"
    lesson.write_text(LESSON)
    with started([*VIEWER, "lessons", "preview", str(lesson), "--no-browser"]) as running:
        yield running.page


def opened(visit, address: str, step: str, size: tuple[int, int] = SMALL) -> Visit:
    one: Visit = visit(size).open(address, f"?lesson=all_keys&step={step}")
    one.wait_until("step => anatomyViewer.state().step === step", step)
    return one


def test_the_viewer_s_own_choice_comes_back_after_a_step_that_names_another(visit, address: str) -> None:
    one = opened(visit, address, "plain")
    one.page.evaluate("anatomyViewer.choosePerson(5)")
    for step, expected in (
        ("lu", {"study": "study_lu98", "person": None, "form": "pooled"}),
        ("seventeen", {"study": None, "person": 17, "form": "pooled"}),
        ("women", {"study": None, "person": 5, "form": "female"}),
        ("plain", {"study": None, "person": 5, "form": "pooled"}),
    ):
        one.page.evaluate("step => anatomyViewer.goTo('all_keys', step)", step)
        one.wait_until("form => anatomyViewer.state().form === form", expected["form"])
        state = one.state()
        assert {key: state[key] for key in expected} == expected
        assert "person=5" in one.page.url
        assert "form=" not in one.page.url
    one.page.evaluate("anatomyViewer.goTo('all_keys', 'women')")
    one.wait_until("anatomyViewer.state().form === 'female'")
    assert "Women" in one.page.locator(".drawn-as").inner_text()


def test_a_clip_plane_takes_one_side_away_moves_by_keyboard_and_can_be_switched_off(visit, address: str) -> None:
    one = opened(visit, address, "cut")
    assert one.state()["clip"] == {"plane": "sagittal", "at_mm": 20, "keep": -1}
    seen = """() => {
      const box = document.querySelector('.stage').getBoundingClientRect(), sides = new Set();
      for (let x = 0.05; x < 0.95; x += 0.05) for (let y = 0.2; y < 0.8; y += 0.06) {
        const hit = anatomyViewer.pick(box.left + x * box.width, box.top + y * box.height);
        if (hit) sides.add(hit.at[0] > 20.01 ? 'right' : 'left');
      }
      return [...sides].sort();
    }"""
    assert one.page.evaluate(seen) == ["left"]
    on = one.page.get_by_role("button", name="Move the clip plane on 5 mm")
    on.focus()
    one.page.keyboard.press("Enter")
    assert one.state()["clip"]["at_mm"] == 25
    switch = one.page.get_by_role("button", name="Cut open")
    switch.click()
    assert switch.get_attribute("aria-pressed") == "false"
    assert one.state()["clip"] is None
    assert one.page.evaluate(seen) == ["left", "right"]
    one.page.evaluate("anatomyViewer.next(); anatomyViewer.back()")
    assert one.state()["clip"]["at_mm"] == 20


def test_a_drawing_stands_in_the_card_and_a_label_speaks_to_its_audience(visit, address: str) -> None:
    one = opened(visit, address, "cut", LAPTOP)
    assert one.page.locator(".drawing svg[role=img] title").text_content() == "A glide"
    assert one.page.locator("[data-label=sacrum]").inner_text() == "Sacrum"
    one.page.get_by_role("button", name="Patient", exact=True).click()
    assert one.page.locator("[data-label=sacrum]").inner_text() == "Tail bone"


def test_a_point_of_the_lesson_s_own_is_marked_labelled_and_measured(visit, address: str) -> None:
    one = opened(visit, address, "own_point", LAPTOP)
    assert one.page.locator("[data-label=halfway]").inner_text() == "Halfway"
    assert one.page.locator("[data-ruler=half]").inner_text() == "40 mm along the crest"
    assert one.page.locator(".drawings .marker.landmark").count() == 1
    one.page.locator("[data-label=halfway]").click()
    assert one.state()["selected"] is None


def test_a_lesson_plays_once_asked_and_stops_at_any_touch(visit, address: str) -> None:
    one = opened(visit, address, "plain", LAPTOP)
    assert one.state()["playing"] is False
    one.page.get_by_role("button", name="Play the lesson").click()
    assert one.state()["playing"] is True
    one.wait_until("anatomyViewer.state().step === 'cut'")
    one.page.mouse.click(20, 300)  # where nothing stands that a click would open
    assert one.state()["playing"] is False
    one.page.get_by_role("button", name="Play the lesson").click()
    one.page.keyboard.press("Shift")
    assert one.state()["playing"] is False


BOXES = """() => Object.fromEntries([...document.querySelectorAll('[data-label], [data-ruler]')]
  .filter(one => getComputedStyle(one).visibility !== 'hidden')
  .map(one => { const box = one.getBoundingClientRect();
    return [one.dataset.label || one.dataset.ruler, [box.left, box.top, box.right, box.bottom]]; }))"""


@pytest.mark.parametrize(("size", "screen"), [(LAPTOP, LAPTOP_SCREEN), (PHONE, PHONE_SCREEN)], ids=["laptop", "phone"])
@pytest.mark.parametrize("audience", ["student"])
def test_the_checker_knows_where_the_page_puts_labels_and_rulers(visit, server_address, size, screen, audience) -> None:
    scene = scene_of(read_atlas(), read_model())
    one = visit(size).open(server_address, f"?for={audience}")
    compared = 0
    for lesson in list_lessons()[:3]:
        for step in compile_lesson(lesson, scene)["steps"][1:6:2]:
            if not step["view"] or step["clip"] or step["study"] or step["person"] or step["form"]:
                continue
            one.page.evaluate("([lesson, step]) => anatomyViewer.goTo(lesson, step)", [lesson.id, step["id"]])
            one.settle()
            expected = {
                placed.id: [placed.box.left, placed.box.top, placed.box.right, placed.box.bottom]
                for placed in laid_out(step, screen, audience, view=scene.views[step["view"]].name).placed
            }
            # A frame waits for the one before, and the words with it.
            one.wait_until(f"names => String(Object.keys(({BOXES})()).sort()) === String(names)", sorted(expected))
            found = one.page.evaluate(BOXES)
            for name, box in expected.items():
                assert found[name] == pytest.approx(box, abs=4), (step["id"], name)
                compared += 1
    assert compared > 10
