"""The page in a hand."""

from __future__ import annotations

from .conftest import PHONE


def test_controls_are_large_enough_for_a_finger_and_inside_the_screen(visit, address):
    page = visit(PHONE).open(address)
    page.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id, 3)")
    page.settle()
    small = page.page.evaluate(
        """[...document.querySelectorAll('.top-bar button, .view-bar button, .card-foot button')]
          .filter(one => one.offsetParent)
          .map(one => [one.getAttribute('aria-label') || one.textContent.trim(), one.getBoundingClientRect()])
          .filter(([, box]) => box.height < 44 || box.width < 44).map(([name]) => name)"""
    )
    assert small == []
    outside = page.page.evaluate(
        """[...document.querySelectorAll('.top-bar button, .card-foot button, .learning-line button')]
          .filter(one => one.offsetParent).map(one => [one.getAttribute('aria-label'), one.getBoundingClientRect()])
          .filter(([, box]) => box.left < 0 || box.right > innerWidth || box.bottom > innerHeight).map(([name]) => name)"""
    )
    assert outside == []
    assert page.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


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
