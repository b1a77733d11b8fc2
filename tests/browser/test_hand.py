"""The hand on the picture: one finger, two fingers, the mouse and its wheel."""

from __future__ import annotations

import math

import pytest

from .conftest import PHONE

DRAWN = False
LESSON = "superior_cluneal_nerve_at_the_iliac_crest"
WIDE = (1440, 800)
LOW = (900, 480)
DEG_PER_PX = 0.4


def angles(page) -> tuple[float, float]:
    """From where the camera looks: degrees round the body from behind, and above the level."""
    camera = page.state()["camera"]
    x, y, z = (a - b for a, b in zip(camera["position"], camera["focus"], strict=True))
    return math.degrees(math.atan2(x, -y)), math.degrees(math.asin(z / math.hypot(x, y, z)))


def drag_left(page, px: int, halfway=None) -> None:
    mouse = page.page.mouse
    mouse.move(700, 300)
    mouse.down()
    for moved in range(4, px + 1, 4):
        mouse.move(700 - moved, 300)
        if halfway and moved == px // 2:
            halfway()
    mouse.up()


def canvas_width(page) -> int:
    return page.page.evaluate("document.querySelector('.stage canvas').width")


def test_a_drag_turns_by_the_same_angle_whatever_becomes_of_the_canvas(visit, server_address):
    page = visit(WIDE, drawn=True, device_scale_factor=2).open(server_address)
    full = canvas_width(page)
    devices = page.page.context.new_cdp_session(page.page)

    def another_screen():
        devices.send(
            "Emulation.setDeviceMetricsOverride",
            # Chromium tells a page of its new resolution only with a new size where both are put on from outside.
            {"width": WIDE[0] - 2, "height": WIDE[1], "deviceScaleFactor": 1, "mobile": False},
        )
        page.wait_until("full => document.querySelector('.stage canvas').width < full", full)

    def another_window():
        page.page.set_viewport_size({"width": 1200, "height": 760})
        page.wait_until(
            "innerWidth === 1200 && document.querySelector('.stage canvas').width === 1200 * devicePixelRatio"
        )

    def slow_frames():
        page.page.evaluate(
            """() => { window.slow = true; const busy = () => {
              for (const begun = performance.now(); performance.now() - begun < 60;);
              if (window.slow) requestAnimationFrame(busy); window.busy = (window.busy || 0) + 1; }; busy(); }"""
        )
        page.wait_until("window.busy > 4")
        assert canvas_width(page) == page.page.evaluate("Math.round(innerWidth * devicePixelRatio)")
        page.page.evaluate("window.slow = false")

    turned = 0.0
    for change in (None, another_screen, slow_frames, another_window):
        drag_left(page, 80, change)
        turned += 80 * DEG_PER_PX
        round_the_body, above = angles(page)
        assert round_the_body == pytest.approx(turned, abs=0.1), change
        assert above == pytest.approx(0, abs=0.1), change
    page.wait_until("document.querySelector('.stage canvas').width === Math.round(innerWidth * devicePixelRatio)")


def test_no_drag_turns_the_body_upside_down(visit, server_address):
    page = visit(WIDE).open(server_address)
    mouse = page.page.mouse
    for way in (1, -1):
        for _ in range(2):
            mouse.move(600, 400 - way * 300)
            mouse.down()
            mouse.move(600, 400 + way * 300)
            mouse.up()
        assert angles(page)[1] == pytest.approx(way * 84, abs=0.1)
        assert page.state()["camera"]["up"][2] > 0
    page.page.keyboard.press("7")  # from straight below, as a view of the lesson may be
    before = angles(page)
    page.page.keyboard.press("ArrowRight")
    assert angles(page) != before


class Fingers:
    """Touches as the screen of a phone reports them; a lifted finger is named by its number."""

    def __init__(self, page) -> None:
        self.session = page.page.context.new_cdp_session(page.page)
        self.places: dict[int, tuple[float, float]] = {}

    def _send(self, kind: str, numbers) -> None:
        points = [{"x": self.places[one][0], "y": self.places[one][1], "id": one} for one in numbers]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def down(self, number: int, x: float, y: float) -> None:
        self.places[number] = (x, y)
        self._send("touchStart", self.places)

    def up(self, number: int) -> None:
        self._send("touchEnd", [number])
        del self.places[number]

    def tap(self, x: float, y: float) -> None:
        self.down(0, x, y)
        self.up(0)

    def two_finger_tap(self, x: float, y: float) -> None:
        for first in (0, 1):
            self.down(0, x, y)
            self.down(1, x + 60, y + 20)
            self.up(first)
            self.up(1 - first)

    def pinch(self, x: float, y: float, from_px: float, to_px: float) -> None:
        self.down(0, x - from_px, y)
        self.down(1, x + from_px, y)
        for share in (0.25, 0.5, 0.75, 1):
            reach = from_px + share * (to_px - from_px)
            self.to((x - reach, y), (x + reach, y))
        self.up(1)
        self.up(0)

    def to(self, *places: tuple[float, float]) -> None:
        """Move all fingers that are down."""
        self.places = dict(zip(self.places, places, strict=True))
        self._send("touchMove", self.places)

    def press_beside_a_resting_finger(self, x: float, y: float) -> None:
        self.down(0, x + 70, y + 30)
        self.down(1, x, y)
        self.up(1)
        self.up(0)


def middle_of_the_view(page) -> tuple[float, float]:
    """A place of the window where the model is."""
    spot = page.page.evaluate(
        """() => { for (let r = 0; r < 200; r += 6) for (let k = 0; k < 12; k += 1) {
          const x = innerWidth / 2 + r * Math.cos(k), y = innerHeight * 0.34 + r * Math.sin(k);
          const over = document.elementFromPoint(x, y);
          if (over?.closest('.stage') && !over.closest('.label') && anatomyViewer.pick(x, y)) return [x, y]; } }"""
    )
    return tuple(spot)


def test_two_fingers_never_press(visit, server_address):
    page = visit(PHONE).open(server_address, f"?lesson={LESSON}&step=seven_centimetres")
    page.page.evaluate("anatomyViewer.complete.then(() => true)")
    fingers = Fingers(page)

    def with_two_fingers() -> None:
        x, y = middle_of_the_view(page)
        fingers.two_finger_tap(x, y)
        fingers.press_beside_a_resting_finger(x, y)
        fingers.pinch(x, y, 30, 32)
        page.settle()

    with_two_fingers()
    assert page.state()["selected"] is None, "no card opens"
    page.page.evaluate("anatomyViewer.ask(1)")
    page.settle()
    with_two_fingers()
    assert page.state()["question"] is not None
    assert page.state()["result"] is None, "a press question stays open"
    page.page.evaluate("anatomyViewer.train(7)")
    page.settle()
    with_two_fingers()
    assert page.state()["training"]["presses"] == 0, "no press of the training is used up"
    page.page.goto(server_address + "?mode=where")
    page.wait_until("window.anatomyViewer !== undefined")
    page.page.evaluate("anatomyViewer.ready.then(() => true)")
    with_two_fingers()
    assert page.page.locator(".drawings .spot").count() == 0, "no mark is set"
    # The same place with one finger: that is a press.
    x, y = middle_of_the_view(page)
    fingers.tap(x, y)
    page.page.locator(".drawings .spot").wait_for(state="attached")


def test_two_fingers_bring_the_model_nearer_and_along(visit, server_address):
    page = visit(PHONE).open(server_address)
    fingers = Fingers(page)
    before = page.state()["camera"]
    x, y = middle_of_the_view(page)
    fingers.pinch(x, y, 40, 80)
    page.settle()
    after = page.state()["camera"]
    assert math.dist(after["position"], after["focus"]) == pytest.approx(
        math.dist(before["position"], before["focus"]) / 2, rel=0.01
    )
    assert angles(page) == pytest.approx((0, 0), abs=0.1), "nothing turns"
    fingers.down(0, x - 40, y)
    fingers.down(1, x + 40, y)
    fingers.to((x, y), (x + 80, y))
    fingers.up(0)
    fingers.up(1)
    page.settle()
    assert page.state()["camera"]["focus"][0] < after["focus"][0] - 5, "the body went right with the fingers"


@pytest.mark.parametrize("pointer", ["mouse", "finger"])
def test_while_a_press_is_asked_for_holding_and_a_small_slip_are_pressing(visit, server_address, pointer):
    page = visit(PHONE).open(server_address, f"?lesson={LESSON}&step=seven_centimetres")
    page.page.evaluate("anatomyViewer.complete.then(() => anatomyViewer.ask(1))")
    page.settle()
    x, y = middle_of_the_view(page)
    before = page.state()["camera"]
    if pointer == "mouse":
        page.page.mouse.move(x, y)
        page.page.mouse.down()
        page.page.mouse.move(x + 7, y - 5)
    else:
        fingers = Fingers(page)
        fingers.down(0, x, y)
        fingers.to((x + 9, y - 9))
    begun = page.page.evaluate("performance.now()")
    page.wait_until("begun => performance.now() > begun + 900", begun)
    assert page.state()["camera"] == before, "nothing turns under the finger"
    page.page.mouse.up() if pointer == "mouse" else fingers.up(0)
    page.wait_until("anatomyViewer.state().result !== null")
    assert page.state()["result"]["mm"] is not None


def test_the_wheel_never_loses_the_model(visit, server_address):
    page = visit(LOW).open(server_address)
    page.page.mouse.move(240, 220)
    for step in (500, -500):
        for _ in range(16):
            page.page.mouse.wheel(0, step)
        page.settle()
        camera = page.state()["camera"]
        assert page.page.evaluate(
            """() => { for (let x = 20; x < 480; x += 10) for (let y = 60; y < 440; y += 10)
              if (anatomyViewer.pick(x, y)) return true; return false; }"""
        ), step
        assert 59 < math.dist(camera["position"], camera["focus"]) < 5000
    for _ in range(6):  # carried away with Shift, it stays in reach as well
        page.page.keyboard.down("Shift")
        page.page.mouse.move(440, 340)
        page.page.mouse.down()
        page.page.mouse.move(100, 100)
        page.page.mouse.up()
        page.page.keyboard.up("Shift")
    assert max(map(abs, page.state()["camera"]["focus"])) < 260


def test_a_tooltip_goes_when_its_place_goes(visit, server_address):
    page = visit(LOW).open(server_address)
    for leave in ("ArrowRight", "Escape", "n"):
        x, y = page.page.evaluate(
            """() => { for (let y = 100; y < 400; y += 6) for (let x = 100; x < 400; x += 6)
              if (document.elementFromPoint(x, y).closest('.stage > div') && anatomyViewer.pick(x, y)) return [x, y]; }"""
        )
        page.page.mouse.move(5, 440)
        page.wait_until(
            "now => performance.now() > now + 80", page.page.evaluate("performance.now()")
        )  # not every move is looked at
        page.page.mouse.move(x, y)
        page.page.locator(".tooltip").wait_for()
        page.page.keyboard.press(leave)
        page.page.locator(".tooltip").wait_for(state="detached")


def test_in_a_frame_the_wheel_scrolls_the_page_around_until_the_picture_is_clicked(visit, exported_page, tmp_path):
    around = tmp_path / "course.html"
    around.write_text(
        f'<body style="margin:0"><div style="height:3000px"><iframe src="{exported_page.as_uri()}" '
        'style="width:900px;height:600px;border:0" title="viewer"></iframe></div></body>',
        encoding="utf-8",
    )
    page = visit((1000, 700))
    page.page.goto(around.as_uri())
    frame = page.page.frames[1]
    frame.wait_for_function("window.anatomyViewer !== undefined", timeout=60_000)
    frame.evaluate("anatomyViewer.ready.then(() => true)")
    distance = "(({ position: a, focus: b }) => Math.hypot(...a.map((v, k) => v - b[k])))(anatomyViewer.state().camera)"
    before = frame.evaluate(distance)
    bare = "[120, 200, 300, 400].map(y => [30, y]).find(([x, y]) => document.elementFromPoint(x, y).closest('.stage > div'))"
    x, y = frame.evaluate(bare)
    page.page.mouse.move(x, y)
    page.page.mouse.wheel(0, 100)
    page.wait_until("scrollY > 50")
    assert frame.evaluate(distance) == before
    page.page.evaluate("scrollTo(0, 0)")
    page.page.mouse.click(x, y)
    page.page.mouse.wheel(0, -100)
    frame.wait_for_function(f"{distance} < {before} - 1")
    assert page.page.evaluate("scrollY") == 0
