"""The tools in the hand: a ruler, a plane of one's own, a pen, and a ride along a nerve."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from PIL import Image

from .conftest import LAPTOP, PHONE

LESSON = "superior_cluneal_nerve_at_the_iliac_crest"
NERVE = "superior_cluneal_nerve_medial_branch_right"
STROKES = "document.querySelectorAll('.pen-layer path').length / 2"
RULERS = "document.querySelectorAll('.labels .ruler-text').length"


def take(visit, tool: str) -> None:
    """By the button, and by the keyboard through the menu."""
    page = visit.page
    page.click(".tools-button")
    page.wait_for_selector(".tool-menu [role=menuitem]:focus")
    name = page.evaluate("tool => anatomyContent.words.tools[tool]", tool)
    for _ in range(page.locator(".tool-menu [role=menuitem]").count()):
        if name == page.evaluate("document.activeElement.innerText.trim()"):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(".tool-bar")
    at_rest(visit)  # the picture has found its room beside the bar


def put_away(visit) -> None:
    visit.page.keyboard.press("Escape")
    visit.wait_until("!document.querySelector('.tool-bar')")


def at_rest(visit) -> None:
    visit.page.evaluate("anatomyViewer.atRest()")


def spot_of(visit, structure: str) -> tuple[float, float]:
    """A place of the window where a structure is under the pointer."""
    found = visit.page.evaluate(
        """id => { for (const step of [48, 12]) for (let y = 120; y < innerHeight - 150; y += step) for (let x = 20; x < innerWidth - 20; x += step) {
            const top = document.elementFromPoint(x, y);
            if (top?.closest('.stage') && !top.closest('.label') && anatomyViewer.pick(x, y)?.id === id) return [x, y];
        } return null; }""",
        structure,
    )
    assert found, structure
    return found[0], found[1]


def said(visit) -> str:
    return visit.page.inner_text(".for-screen-readers[aria-live=polite]")


def test_a_ruler_a_cut_and_a_drawing(visit, address):
    one = visit(LAPTOP, accept_downloads=True).open(address)
    page = one.page
    one.wait_until("anatomyContent.consult?.grid")
    at_rest(one)
    left, right = spot_of(one, "hip_bone_left"), spot_of(one, "hip_bone_right")

    # A ruler: two presses, told and drawn; it stands while one turns; a third begins anew.
    take(one, "ruler")
    page.mouse.click(*left)
    one.wait_until(f"{RULERS} === 0 && document.querySelectorAll('.marker.end').length === 1")
    page.mouse.click(*right)
    one.wait_until(f"{RULERS} >= 1")
    a, b = (page.evaluate("([x, y]) => anatomyViewer.pick(x, y).at", list(place)) for place in (left, right))
    assert f"{math.dist(a, b):.0f} mm straight, on this model" in page.inner_text(".tool-words")
    assert f"{math.dist(a, b):.0f} mm" in said(one)
    page.click(".nudge.turn_left")
    at_rest(one)
    assert page.evaluate(RULERS) >= 1
    page.mouse.click(*spot_of(one, "sacrum"))
    one.wait_until(f"{RULERS} === 0")
    # By keyboard: the first arrow brings a cross to the middle, others tell what is under it, and Enter sets a place there.
    page.locator(".stage").focus()
    page.keyboard.press("ArrowUp")
    page.wait_for_selector(".aim", state="attached")
    for _ in range(12):
        page.keyboard.press("Shift+ArrowDown")
        one.settle()
        if "Nothing" not in said(one):
            break
    assert "Nothing" not in said(one)
    page.keyboard.press("Enter")
    one.wait_until(f"{RULERS} >= 1")
    page.keyboard.press("Delete")
    one.wait_until(f"{RULERS} === 0")
    put_away(one)

    # A cut: told in words, in the state, and to what is pressed; whole again gives the step its own.
    page.evaluate("anatomyViewer.chooseView('posterior')")
    at_rest(one)
    take(one, "cut")
    assert one.state()["clip"] == {"plane": "sagittal", "at_mm": 0, "keep": 1}
    page.click(".tool-bar button[aria-label='Plane on 5 mm']")
    page.click(".tool-bar button[aria-label='Plane on 1 mm']")
    one.wait_until("anatomyViewer.state().clip.at_mm === 6")
    assert "6 mm to the right of the midline" in page.inner_text(".tool-words")
    assert page.evaluate("([x, y]) => anatomyViewer.pick(x, y)?.id ?? null", list(left)) is None
    page.click(".tool-bar .chip")
    one.wait_until("anatomyViewer.state().clip === null")

    # A drawing: hidden while one looks otherwise, there again, nearer too, and taken back.
    take(one, "pen")
    x, y = spot_of(one, "sacrum")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=8)
    page.mouse.up()
    one.wait_until(f"{STROKES} === 1")
    assert one.state()["selected"] is None
    ends = "d => document.querySelector('.pen-layer path').getBBox().width"
    wide = page.evaluate(ends)
    page.click(".nudge.zoom_in")
    at_rest(one)
    assert page.evaluate(ends) == pytest.approx(1.25 * wide, rel=0.05)
    page.click(".nudge.turn_left")
    one.wait_until(f"{STROKES} === 0")
    page.click(".tool-bar .chip")
    one.wait_until(f"{STROKES} === 1")
    at_rest(one)
    # It is in the picture that one takes away.
    ink = page.evaluate("getComputedStyle([...document.querySelectorAll('.pen-layer path')].at(-1)).stroke")
    page.click(".tools-button")
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Save the picture (PNG)").click()
    image = np.asarray(Image.open(download.value.path()).convert("RGB"))
    assert (image == [int(part) for part in re.findall(r"\d+", ink)[:3]]).all(axis=2).sum() > 300
    page.locator(".stage").focus()
    for key in ("ArrowDown", " ", "Shift+ArrowDown", "Shift+ArrowRight", " "):
        page.keyboard.press(key)
    one.wait_until(f"{STROKES} === 2")
    page.keyboard.press("Control+z")
    one.wait_until(f"{STROKES} === 1")
    page.click(".tool-bar button[aria-label='Eraser']")
    page.mouse.click(x, y)
    one.wait_until(f"{STROKES} === 0")
    page.click(".tool-bar button[aria-label='Take back the last stroke']")
    one.wait_until(f"{STROKES} === 1")
    page.evaluate("lesson => anatomyViewer.goTo(lesson)", LESSON)
    one.wait_until(f"anatomyViewer.state().lesson && {STROKES} === 0")


def test_two_fingers_turn_while_the_pen_is_in_the_hand_of_a_phone(visit, server_address):
    one = visit(PHONE).open(server_address)
    at_rest(one)
    take(one, "pen")
    at_rest(one)
    bar, sign = (one.page.locator(name).bounding_box() for name in (".tool-bar", ".orientation"))
    assert sign["y"] + sign["height"] <= bar["y"]
    before = one.state()["camera"]["position"]
    devices = one.page.context.new_cdp_session(one.page)

    def touch(kind: str, *places: tuple[int, int]) -> None:
        points = [{"x": x, "y": y, "id": k} for k, (x, y) in enumerate(places)]
        devices.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", (150, 250))
    touch("touchMove", (190, 260))
    touch("touchEnd")
    one.wait_until(f"{STROKES} === 1")
    assert one.state()["camera"]["position"] == before
    touch("touchStart", (150, 220))
    touch("touchStart", (150, 220), (200, 300))
    touch("touchMove", (120, 180), (240, 360))
    touch("touchEnd")
    one.wait_until("before => anatomyViewer.state().camera.position.some((part, k) => part !== before[k])", before)
    assert one.page.evaluate(STROKES) == 1


def test_a_ride_goes_from_place_to_place_or_flies_on_until_a_hand_takes_over(visit, server_address):
    one = visit(LAPTOP).open(server_address)
    page = one.page
    page.evaluate("anatomyViewer.complete.then(() => true)")
    page.evaluate("anatomyViewer.show(['skin'])")
    page.evaluate("id => anatomyViewer.select(id)", NERVE)
    at_rest(one)
    shown = set(one.state()["visible"])
    take(one, "ride")
    one.wait_until("id => document.querySelector('.tool-bar select').value === id", NERVE)
    assert set(one.state()["visible"]) == shown - {"skin"}
    told = []
    for _ in range(30):
        told.append(page.inner_text(".tool-words"))
        if "drawing ends" in told[-1]:
            break
        page.keyboard.press("ArrowRight")
        one.wait_until("told => document.querySelector('.tool-words').innerText !== told", told[-1])
        assert page.inner_text(".tool-words") == said(one)
    assert len(told) == len(set(told)) >= 8
    assert any("iliac crest" in one for one in told)
    at_rest(one)
    camera = one.state()["camera"]
    path = page.evaluate("id => anatomyContent.paths[id]", NERVE)
    assert math.dist(camera["focus"], path[-1]) < 10
    page.keyboard.press("ArrowLeft")
    one.wait_until("told => document.querySelector('.tool-words').innerText === told", told[-2])
    put_away(one)
    one.wait_until("anatomyViewer.state().visible.includes('skin')")
    assert set(one.state()["visible"]) == shown

    # With movement it flies on, until a hand takes over.
    page.emulate_media(reduced_motion="no-preference")
    take(one, "ride")
    one.wait_until("document.querySelector('.tool-bar select').value")
    at_rest(one)
    where = "Number(document.querySelector('.tool-bar input').value)"
    page.select_option(".tool-bar .speed", "3")  # however long a frame takes, the end is far
    page.locator(".stage").focus()
    page.keyboard.press(" ")
    one.wait_until(f"{where} > 1")
    first = page.evaluate(where)
    one.wait_until(f"{where} > {first}")
    page.click(".nudge.turn_left")
    one.wait_until("document.querySelector('.tool-bar [aria-label=\"Ride on\"]')")
    at_rest(one)
    stopped = page.evaluate(where)
    one.settle()
    assert page.evaluate(where) == stopped
