"""Everything without a mouse."""

from __future__ import annotations

from .conftest import LAPTOP

DRAWN = False
NAME_OF_FOCUS = "(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent).trim()"


def test_a_lesson_can_be_walked_with_keys_alone(visit, address):
    page = visit(LAPTOP).open(address)
    press = page.page.keyboard.press
    for _ in range(40):
        press("Tab")
        if page.page.evaluate("document.activeElement.textContent.trim().startsWith('Start:')"):
            break
    press("Enter")
    steps = page.page.evaluate("anatomyContent.lessons[0].steps.map(one => one.id)")
    assert page.state()["step"] == steps[0]
    press("n")
    assert page.state()["step"] == steps[1]
    press("PageDown")
    assert page.state()["step"] == steps[2]
    press("p")
    assert page.state()["step"] == steps[1]


def test_a_patient_s_visit_needs_no_mouse(visit, server_address):
    page = visit(LAPTOP).open(server_address, "?for=patient")
    page.page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    press = page.page.keyboard.press

    def reach(name, key="Tab"):
        for _ in range(40):
            press(key)
            if page.page.evaluate(NAME_OF_FOCUS).startswith(name):
                return
        raise AssertionError(f"no {key} reaches {name}")

    reach("Start:")
    press("Enter")
    steps = page.page.evaluate("anatomyContent.lessons[0].steps.map(one => one.id)")
    assert page.state()["step"] == steps[0]
    reach("Next step")
    press("Enter")
    assert page.state()["step"] == steps[1]
    reach("Show me where it hurts", "Shift+Tab")
    press("Enter")
    page.page.locator(".where-card").wait_for()
    reach("Put a mark in the middle")
    press("Enter")
    page.page.locator(".spot-place").wait_for()
    reach("Print or save as PDF", "Shift+Tab")
    press("Enter")
    page.page.locator(".print-dialog").wait_for()
    press("Enter")
    page.wait_until("window.printed === true")
    assert page.page.locator(".print-dialog").count() == 0
    press("Escape")
    assert page.page.locator(".where-card").count() == 0
    assert page.state()["step"] == steps[1]
    reach("Previous step")
    press("Enter")
    assert page.state()["step"] == steps[0]


def test_keys_turn_zoom_and_choose_views_and_tab_leaves_the_view(visit, address):
    page = visit(LAPTOP).open(address)
    page.page.locator(".stage").focus()
    before = page.state()["camera"]["position"]
    page.page.keyboard.press("ArrowRight")
    turned = page.state()["camera"]["position"]
    assert turned != before
    page.page.keyboard.press("+")
    assert page.state()["camera"]["position"] != turned
    page.page.keyboard.press("1")
    page.settle()
    assert page.state()["camera"]["view"] == "posterior"
    page.page.keyboard.press("Tab")
    assert page.page.evaluate(
        "document.activeElement.closest('.stage') === null || document.activeElement.tagName === 'BUTTON'"
    )


def test_letters_in_the_search_field_are_letters(visit, server_address):
    page = visit(LAPTOP).open(server_address)
    page.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id)")
    first = page.state()["step"]
    page.page.get_by_role("button", name="Lessons and structures").click()
    page.page.get_by_role("button", name="Structures", exact=True).click()
    page.page.get_by_role("searchbox").press_sequentially("npn")
    assert page.state()["step"] == first
    assert page.page.get_by_role("searchbox").input_value() == "npn"


def test_single_letter_keys_can_be_switched_off(visit, server_address):
    page = visit(LAPTOP).open(server_address)
    page.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id)")
    first = page.state()["step"]
    page.page.keyboard.press("?")
    page.page.get_by_label("Single-letter keys").uncheck()
    page.page.keyboard.press("Escape")
    page.page.keyboard.press("n")
    assert page.state()["step"] == first
    page.page.keyboard.press("PageDown")
    assert page.state()["step"] != first


def test_a_dialog_keeps_the_focus_and_gives_it_back(visit, address):
    page = visit(LAPTOP).open(address)
    opener = page.page.get_by_role("button", name="Help")
    opener.focus()
    page.page.keyboard.press("Enter")
    inside = "document.activeElement.closest('.dialog') !== null"
    page.wait_until(inside)
    for _ in range(6):
        page.page.keyboard.press("Tab")
        assert page.page.evaluate(inside)
    page.page.keyboard.press("Escape")
    assert page.page.locator(".dialog").count() == 0
    assert page.page.evaluate("document.activeElement.getAttribute('aria-label')") == "Help"


def test_every_control_has_a_name_and_each_step_is_announced(visit, address):
    page = visit(LAPTOP).open(address)
    page.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id)")
    page.settle()
    nameless = page.page.evaluate(
        """[...document.querySelectorAll('button, input, a[href]')]
          .filter(one => !(one.getAttribute('aria-label') || one.textContent.trim() || one.labels?.[0]?.textContent.trim()))
          .map(one => one.outerHTML)"""
    )
    assert nameless == []
    assert page.page.get_by_role("region", name="3D view").count() == 1
    announced = page.page.locator("[aria-live=polite]").inner_text()
    assert announced.startswith("Step 1 of ")
    assert "View: From" in announced or "View: Prone" in announced
