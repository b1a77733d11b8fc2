"""For everyone: what axe finds, a page at 200 %, still pictures, few colours."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from .conftest import LAPTOP, PHONE

DRAWN = False
ZOOMED = (640, 400)
LESSON = "superior_cluneal_nerve_at_the_iliac_crest"


def problems_of(page):
    found = Axe().run(page.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    return [
        f"{one['id']}: {one['help']}: " + "; ".join(node["html"][:160] for node in one["nodes"][:3])
        for one in found.response["violations"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_axe_finds_nothing(visit, server_address, size, theme):
    page = visit(size, color_scheme=theme).open(server_address)
    assert problems_of(page) == [], "welcome"
    page.page.evaluate(f"anatomyViewer.goTo('{LESSON}', 2)")
    page.settle()
    assert problems_of(page) == [], "a step"
    page.page.evaluate(f"anatomyViewer.goTo('{LESSON}', 'the_tunnel'); anatomyViewer.ask(0)")
    page.settle()
    assert problems_of(page) == [], "an open question"
    page.page.locator(".quiz-option", has_text="That the nerve is trapped").click()
    page.settle()
    assert problems_of(page) == [], "a wrong answer"
    page.page.evaluate(f"anatomyViewer.goTo('{LESSON}', 'from_spine_to_skin'); anatomyViewer.ask(0)")
    page.settle()
    assert problems_of(page) == [], "things to put in order"
    page.page.evaluate(f"anatomyViewer.goTo('{LESSON}', 'seven_centimetres'); anatomyViewer.ask(1)")
    page.page.evaluate("anatomyViewer.complete.then(() => anatomyViewer.press([90, -5, 50]))")
    page.settle()
    assert problems_of(page) == [], "an answered press"
    page.page.evaluate(f"anatomyViewer.goTo('{LESSON}', 2)")
    page.page.get_by_role("button", name="Patient").click()
    page.settle()
    assert problems_of(page) == [], "patient mode"
    page.page.get_by_role("button", name="Print or save as PDF").click()
    assert problems_of(page) == [], "the dialog"
    page.page.keyboard.press("Escape")
    page.page.locator(".step-card .where-button").click()
    page.page.get_by_role("button", name="Put a mark in the middle").click()
    page.settle()
    assert problems_of(page) == [], "where it hurts"


@pytest.mark.parametrize("audience", ["student", "patient"])
def test_at_200_percent_nothing_is_lost(visit, server_address, audience):
    page = visit(ZOOMED).open(server_address, f"?lesson={LESSON}&for={audience}")
    assert page.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [
        *ZOOMED
    ]
    for _ in range(3):
        sideways = page.page.evaluate(
            "[...document.querySelectorAll('.card-body')].filter(one => one.scrollWidth > one.clientWidth + 1).length"
        )
        assert sideways == 0, "text scrolls in one direction only"
        lost = page.page.evaluate(
            """[...document.querySelectorAll('.top-bar button, .step-card button, .learning-line button, .top-bar select')]
              .filter(one => one.checkVisibility())
              .filter(one => { one.scrollIntoView({ block: 'nearest' }); const box = one.getBoundingClientRect();
                const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
                return box.left < -1 || box.right > innerWidth + 1 || box.top < -1 || box.bottom > innerHeight + 1
                  || !(over === one || one.contains(over) || over?.contains(one)); })
              .map(one => one.getAttribute('aria-label') || one.textContent.trim())"""
        )
        assert lost == []
        page.page.get_by_role("button", name="Next step").click()
        page.settle()
    assert page.page.locator(".card-body").bounding_box()["height"] >= 130, "there is room to read"


@pytest.mark.parametrize("audience", ["student", "patient"])
def test_in_low_and_in_small_windows_the_side_and_the_way_on_are_in_sight(visit, server_address, audience):
    """Frames of platforms, a phone on its side, a page at 400 %."""
    page = visit((844, 390)).open(server_address, f"?lesson={LESSON}&step=the_tunnel&for={audience}")
    for size in ((844, 390), (900, 480), (1280, 420), (640, 400), (320, 256), (320, 568)):
        page.page.set_viewport_size({"width": size[0], "height": size[1]})
        page.wait_until("([w, h]) => innerWidth === w && innerHeight === h", size)
        page.settle()
        covered = page.page.evaluate(
            """() => {
              const shown = (selector) => [...document.querySelectorAll(selector)].filter(one => one.checkVisibility());
              const inside = ({ left, top, right, bottom }) => left >= -1 && top >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1;
              const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
              const sign = shown('.orientation svg')[0].getBoundingClientRect();
              const wrong = shown('.view-bar, .nudges, .cards, .top-bar, .learning-line, .legend').filter(one => over(one.getBoundingClientRect(), sign)).map(one => one.className);
              if (!inside(sign)) wrong.push('the sign is outside');
              for (const button of shown('.step-card .card-foot button, .nudges button, .top-bar .menu, .audience button')) {
                const box = button.getBoundingClientRect(), at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
                if (!inside(box) || !button.contains(at)) wrong.push(button.getAttribute('aria-label') || button.textContent.trim());
              }
              return wrong;
            }"""
        )
        assert covered == [], size
        assert page.page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_with_reduced_motion_a_step_is_a_cut(visit, server_address):
    page = visit(LAPTOP, still=True).open(server_address)
    poses = page.page.evaluate(
        f"""() => {{ anatomyViewer.goTo('{LESSON}', 0); const first = anatomyViewer.state().camera.position;
          anatomyViewer.goTo('{LESSON}', 3); return [first, anatomyViewer.state().camera.position]; }}"""
    )
    page.settle()
    assert poses[0] != poses[1]
    assert page.state()["camera"]["position"] == poses[1]


def test_with_few_colours_what_is_chosen_is_still_told(visit, server_address):
    page = visit(LAPTOP, forced_colors="active").open(server_address, f"?lesson={LESSON}")
    outlines = page.page.evaluate(
        """[...document.querySelectorAll('.audience button')].map(one => [one.getAttribute('aria-pressed'),
          getComputedStyle(one).outlineStyle, getComputedStyle(one).borderTopStyle])"""
    )
    assert [outline for pressed, outline, _ in outlines if pressed == "true"] == ["solid"]
    assert {border for *_, border in outlines} == {"solid"}
    assert page.page.evaluate("getComputedStyle(document.querySelector('.labels')).forcedColorAdjust") == "none"
    page.page.evaluate(f"anatomyViewer.goTo('{LESSON}', 'not_beside_the_psis'); anatomyViewer.ask(0)")
    ticks = page.page.locator(".quiz-option .tick")
    page.page.locator(".quiz-option").nth(0).click()
    page.page.mouse.move(5, 400)
    assert ticks.nth(0).evaluate("one => getComputedStyle(one, '::after').content") == '""', "a ticked box has a tick"
    looks = page.page.locator(".quiz-option").evaluate_all("all => all.map(one => getComputedStyle(one).border)")
    assert looks[0] != looks[1], "a chosen answer is told by more than its ground"


def test_a_step_is_announced_with_title_view_and_side_and_the_regions_have_names(visit, server_address):
    page = visit(LAPTOP).open(server_address, f"?lesson={LESSON}&for=patient")
    page.page.keyboard.press("PageDown")
    page.settle()
    tree = page.page.locator("body").aria_snapshot()
    title = page.page.locator(".step-card .card-title").inner_text()
    assert f'heading "{title}"' in tree
    assert 'region "3D view"' in tree
    assert 'group "Reading and printing"' in tree
    heard = page.page.locator("[aria-live=polite]").first.inner_text()
    assert title in heard
    assert "From behind" in heard
    assert "right" in heard
