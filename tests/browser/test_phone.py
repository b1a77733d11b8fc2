"""The page in a hand."""

from __future__ import annotations

from .conftest import PHONE

DRAWN = False


def test_controls_are_large_enough_for_a_finger_and_inside_the_screen(visit, address):
    page = visit(PHONE).open(address)
    page.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id, 3)")
    page.settle()
    small = page.page.evaluate(
        """[...document.querySelectorAll('.top-bar button, .view-bar button, .nudges button, .card-foot button')]
          .filter(one => one.offsetParent)
          .map(one => [one.getAttribute('aria-label') || one.textContent.trim(), one.getBoundingClientRect()])
          .filter(([, box]) => box.height < 44 || box.width < 44).map(([name]) => name)"""
    )
    assert small == []
    outside = page.page.evaluate(
        """[...document.querySelectorAll('.top-bar button, .nudges button, .card-foot button, .learning-line button')]
          .filter(one => one.offsetParent).map(one => [one.getAttribute('aria-label'), one.getBoundingClientRect()])
          .filter(([, box]) => box.left < 0 || box.right > innerWidth || box.bottom > innerHeight).map(([name]) => name)"""
    )
    assert outside == []
    assert page.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    before = page.state()["camera"]["position"]
    page.page.get_by_role("button", name="Turn left").tap()
    assert page.state()["camera"]["position"] != before


COVERED = """() => {
  const step = anatomyContent.lessons.flatMap(one => one.steps).find(one => one.id === anatomyViewer.state().step);
  const box = (one) => one.getBoundingClientRect();
  const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  const named = (selector) => [...document.querySelectorAll(selector)].filter(one => one.checkVisibility() && getComputedStyle(one).visibility !== 'hidden');
  const marks = named('.drawings .marker').map(box);
  const signs = named('.legend, .clip-bar, .drawn-as, .nudges, .view-bar, .orientation');
  const things = named('.label').map(box);
  const points = named('circle.leader-end').map(box);
  return {
    covers: signs.flatMap((a, i) => signs.slice(i + 1).filter(b => over(box(a), box(b))).map(b => `${a.className} / ${b.className}`)),
    signs: signs.filter(one => [...marks, ...things].some(mark => over(box(one), mark))).map(one => one.className),
    points: signs.filter(one => points.some(point => over(box(one), point))).map(one => one.className),
    rulers: named('.ruler-text').filter(one => marks.some(mark => over(box(one), mark))).map(one => one.textContent),
    marks: marks.length,
  };
}"""


def test_nothing_that_explains_the_picture_covers_its_marks_and_labels(visit, server_address):
    page = visit(PHONE).open(server_address)
    marks = 0
    for lesson, step in (
        ("how_it_is_confirmed", "where_to_press"),
        ("how_it_is_confirmed", "one_block"),
        ("how_it_is_confirmed", "ultrasound"),
        ("how_sure_are_we", "the_far_end"),
        ("what_it_feels_like", "three_patterns"),
        ("middle_cluneal_nerves_and_the_long_ligament", "under_through_over"),
    ):
        page.page.evaluate("([lesson, step]) => anatomyViewer.goTo(lesson, step)", [lesson, step])
        page.settle()
        page.settle()
        found = page.page.evaluate(COVERED)
        marks += found.pop("marks")
        assert found == {"covers": [], "signs": [], "points": [], "rulers": []}, step
    assert marks >= 6


def test_the_text_sheet_has_three_heights(visit, address):
    page = visit(PHONE).open(address)
    page.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id)")
    handle = page.page.locator(".sheet-handle")
    heights = set()
    for _ in range(3):
        heights.add(page.page.locator(".cards").get_attribute("data-sheet"))
        handle.focus()
        page.page.keyboard.press("Enter")
    assert heights == {"peek", "half", "full"}


def test_panels_open_as_full_sheets_and_a_step_chosen_there_closes_them(visit, address):
    page = visit(PHONE).open(address)
    page.page.get_by_role("button", name="Lessons and structures").tap()
    panel = page.page.locator(".panel").bounding_box()
    assert panel["width"] == PHONE[0]
    page.page.locator(".lesson-title").first.tap()
    assert page.page.locator(".panel").count() == 0
    assert page.state()["lesson"] is not None


def test_a_tap_on_the_model_opens_a_card(visit, address):
    page = visit(PHONE).open(address)
    spot = page.page.evaluate(
        """() => { for (let y = 150; y < 380; y += 6) for (let x = 20; x < 370; x += 6)
          if (anatomyViewer.pick(x, y)?.id.startsWith('hip_bone') && !document.elementFromPoint(x, y).closest('button')) return [x, y];
          return null; }"""
    )
    page.page.touchscreen.tap(*spot)
    page.page.locator(".info-card h2").wait_for()
