"""One lesson in Firefox and in WebKitGTK, on both hosts: drawn, picked, turned, walked, pressed, printed."""

from __future__ import annotations

import io
import math
import re

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from ..conftest import LAPTOP

LESSON = "superior_cluneal_nerve_at_the_iliac_crest"
CANVAS = "(x, y) => document.elementFromPoint(x, y)?.tagName === 'CANVAS'"


@pytest.fixture(scope="module")
def page(running_engine, address):
    """The lesson's page, opened once for all tests of one engine and one host."""
    running_engine.resize(*LAPTOP)
    running_engine.open(address, f"?lesson={LESSON}")
    yield running_engine
    running_engine.evaluate("localStorage.clear()")


@pytest.fixture(autouse=True)
def no_complaint(page):
    """What the page says in the console fails the test, the first one for the opening too."""
    yield
    assert page.complaints() == []


def at_step(page, step):
    page.evaluate("(lesson, step) => anatomyViewer.goTo(lesson, step)", LESSON, step)
    page.settle()
    return page


def pixels(page):
    return np.asarray(Image.open(io.BytesIO(page.screenshot())).convert("RGB")).astype(int)


def emptied(page):
    """The same window with nothing in the picture."""
    page.evaluate("anatomyViewer.isolate([])")
    page.settle()
    empty = pixels(page)
    page.evaluate("(lesson, step) => anatomyViewer.goTo(lesson, step)", LESSON, page.state()["step"])
    page.settle()
    return empty


def drawn_over(picture, empty):
    return np.abs(picture - empty).max(axis=2) > 24


GRID_PX = 20


def picked(page):
    """What can be picked at the places of a grid where nothing lies over the picture: [x, y, id or null]."""
    return page.evaluate(
        f"""step => {{
          const onCanvas = {CANVAS}, found = [];
          for (let y = 70; y < innerHeight - 40; y += step) for (let x = 10; x < 880; x += step)
            if (onCanvas(x, y)) found.push([x, y, anatomyViewer.pick(x, y)?.id ?? null]);
          return found;
        }}""",
        GRID_PX,
    )


def inside(places, picked_id):
    """The place of the grid that is deepest inside what one can pick of a structure."""
    own = {(x, y) for x, y, one in places if one == picked_id}
    around = [(i * GRID_PX, j * GRID_PX) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    return max(own, key=lambda at: sum((at[0] + i, at[1] + j) in own for i, j in around))


def test_what_is_drawn_is_what_can_be_picked(page):
    at_step(page, "where_it_hurts")
    page.keys("l")  # without words over the picture
    page.wait_until("!document.querySelector('.label')")
    page.settle()
    places, picture = picked(page), pixels(page)
    empty = emptied(page)
    page.keys("l")
    page.wait_until("document.querySelector('.label')")
    drawn = drawn_over(picture, empty)
    hits = {(x, y): one for x, y, one in places}
    assert sum(one is not None for one in hits.values()) > 150
    agreed = [drawn[y, x] == (one is not None) for (x, y), one in hits.items()]
    assert np.mean(agreed) > 0.95, "a drawn place is a place to pick, and no other is"
    red, _, blue = np.mean([picture[y, x] for (x, y), one in hits.items() if one == "sacrum"], axis=0)
    assert red > blue + 20, "bone is bone-coloured"
    nerves = [picture[y, x] for (x, y), one in hits.items() if one and one.endswith("branch_right")]
    assert max(red + green - 2 * blue for red, green, blue in nerves) > 150, "nerves are yellow"


def test_a_click_opens_the_card_of_what_lies_under_it(page):
    at_step(page, "where_it_hurts")
    spot = inside(picked(page), "sacrum")
    page.click(*spot)
    page.wait_until("anatomyViewer.state().selected === 'sacrum'")
    assert page.text(".info-card .card-title") == "Sacrum"
    page.keys("Escape")
    page.wait_until("anatomyViewer.state().selected === null && !document.querySelector('.info-card')")


def bearing(page):
    """Where the camera stands: degrees round the body from behind, degrees above it, mm away."""
    camera = page.state()["camera"]
    x, y, z = np.subtract(camera["position"], camera["focus"])
    return math.degrees(math.atan2(x, -y)), math.degrees(math.atan2(z, math.hypot(x, y))), math.hypot(x, y, z)


def test_a_drag_turns_the_pelvis_and_ends_where_the_button_is_let_go(page):
    turned = []
    # Once within the picture, once until over the card: what began on the picture goes on there.
    for start in (300, 780):
        at_step(page, "where_it_hurts")
        before = bearing(page)
        page.drag(*[(x, 330) for x in range(start, start + 160, 10)])
        page.settle()
        after = bearing(page)
        turned.append(before[0] - after[0])
        assert abs(after[1] - before[1]) < 3, "a level drag does not tip it over"
        assert after[2] == pytest.approx(before[2], rel=0.01)
        page.move(start + 60, 360)
        page.settle()
        assert bearing(page) == after, "without a button nothing turns"
        assert page.state()["selected"] is None, "a drag is no click"
        assert page.evaluate("String(getSelection())") == "", "nor does it mark words"
    assert turned[0] > 15
    assert turned[1] == pytest.approx(turned[0], rel=0.1)


def test_the_lesson_is_walked_to_its_end(page):
    steps = page.evaluate("lesson => anatomyContent.lessons.find(one => one.id === lesson).steps", LESSON)
    assert len(steps) >= 8
    at_step(page, steps[0]["id"])
    empty = emptied(page)[60:700, 270:620]
    for number, step in enumerate(steps):
        if number:
            page.evaluate("anatomyViewer.next()")
            page.settle()
        assert page.state()["step"] == step["id"]
        assert page.text(".step-card .eyebrow") == f"Step {number + 1} of {len(steps)}"
        assert page.text(".step-card .card-title") == step["title"]["student"]
        told = page.evaluate(
            "html => { const box = document.createElement('div'); box.innerHTML = html; return box.textContent; }",
            step["html"]["student"],
        )
        # A list ends its lines in one and not in the other.
        assert "".join(told.split()) in "".join(page.text(".step-card .prose").split())
        labels = page.evaluate(
            """[...document.querySelectorAll('.label')].filter(one => getComputedStyle(one).visibility === 'visible')
              .map(one => [one.innerText.trim(), one.getBoundingClientRect()]).filter(([, box]) => box.width > 20
                && box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight)
              .map(([words]) => words)"""
        )
        written = [one["text"] if isinstance(one["text"], str) else one["text"]["student"] for one in step["labels"]]
        assert bool(labels) == bool(written)
        assert all(any(text in label for text in written) for label in labels)
        assert drawn_over(pixels(page)[60:700, 270:620], empty).mean() > 0.05, step["id"]
    assert page.evaluate("document.querySelector('[aria-label=\"Next step\"]').disabled")
    kept = page.evaluate("Object.values({ ...localStorage }).join()")
    assert LESSON in kept, "what was seen is kept, for a file too"


def test_a_press_on_the_skin_is_told_in_millimetres(page):
    at_step(page, "find_the_psis")
    page.click_on(".quiz-open")
    page.wait_until("anatomyViewer.state().question === 'press_the_psis'")
    page.evaluate("anatomyViewer.complete.then(() => true)")
    page.settle()
    aim = page.evaluate("anatomyContent.points.find(one => one.id === 'psis_right').on_skin.at")
    spot = page.evaluate(
        """([x, , z]) => { // where this place of the skin is in the window: from a guess, by what is picked round it
          let [px, py] = [420, 380];
          for (let round = 0; round < 6; round += 1) {
            const [a, b, c] = [[0, 0], [20, 0], [0, 20]].map(([dx, dy]) => anatomyViewer.pick(px + dx, py + dy).at);
            px += 20 * (x - a[0]) / (b[0] - a[0]);
            py += 20 * (z - a[2]) / (c[2] - a[2]);
          }
          return [px, py];
        }""",
        [aim[0] + 15, 0, aim[2]],
    )
    page.click(*spot)
    page.wait_until("anatomyViewer.state().result !== null")
    mm = page.state()["result"]["mm"]
    assert mm == pytest.approx(15, abs=3)
    assert re.search(rf"{round(mm)} mm away: \d+ mm too far to the side", page.text(".quiz-result"))
    page.settle()
    drawn = page.evaluate("[...document.querySelectorAll('.drawings .ring-text')].map(one => one.textContent)")
    assert f"{round(mm)} mm" in drawn


def on_paper(pdf):
    """The words of a print, and what its largest picture looks like on the paper."""
    document = pypdfium2.PdfDocument(pdf)
    words = " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in document).split())
    pictures = [
        (sheet, one.get_bounds()) for sheet in document for one in sheet.get_objects(filter=[FPDF_PAGEOBJ_IMAGE])
    ]
    assert pictures, "there is a picture on the paper"
    sheet, (left, bottom, right, top) = max(pictures, key=lambda one: one[1][2] - one[1][0])
    width, height = sheet.get_size()
    crop = (left, bottom, width - right, height - top)
    picture = np.asarray(sheet.render(scale=2, crop=crop).to_pil().convert("RGB")).astype(int)
    document.close()
    return words, picture


@pytest.mark.parametrize("by", ["the browser's command", "the page's button"])
def test_a_step_is_printed_with_its_picture_and_its_words(page, by):
    at_step(page, "seven_centimetres")

    def press_the_button():
        page.click_on('.step-card [aria-label="Print or save as PDF"]')
        page.click_on(".print-dialog .primary")

    words, picture = on_paper(page.printed(press_the_button if by == "the page's button" else None))
    step = page.evaluate(
        "lesson => anatomyContent.lessons.find(one => one.id === lesson).steps.find(one => one.id === 'seven_centimetres')",
        LESSON,
    )
    assert step["title"]["student"] in words
    assert page.evaluate("anatomyContent.product.disclaimer.short") in words
    assert "Stay active in small doses" in words
    assert picture.shape[1] > 600, "nearly as wide as the paper"
    assert (picture.max(axis=2) < 40).mean() < 0.2, "not black"
    bone = (picture[..., 0] - picture[..., 2] > 25) & (picture[..., 0] > 90)
    assert bone.mean() > 0.08, "not blank: bones are on it"
    page.wait_until("!document.querySelector('.print-sheet')")
