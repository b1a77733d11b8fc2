"""Clicking, hiding, searching: what one does without a lesson."""

from __future__ import annotations

import pytest

from .conftest import LAPTOP

DRAWN = False


def hits(page, wanted: str) -> list[float] | None:
    """A window position at which the structure is what a pick finds."""
    return page.page.evaluate(
        """id => {
          const box = document.querySelector('.stage').getBoundingClientRect();
          for (const step of [28, 7]) for (let y = 90; y < box.height - 120; y += step) for (let x = 20; x < box.width - 440; x += step)
            if (anatomyViewer.pick(x, y)?.id === id && document.elementFromPoint(x, y)?.closest('.stage canvas, .stage')) {
              if (!document.elementFromPoint(x, y).closest('button')) return [x, y];
            }
          return null;
        }""",
        wanted,
    )


def test_a_click_on_a_bone_opens_its_card_and_escape_closes_it(visit, address):
    page = visit(LAPTOP).open(address)
    spot = hits(page, "sacrum")
    assert spot is not None
    page.page.mouse.click(*spot)
    card = page.page.locator(".info-card")
    assert card.locator("h2").inner_text() == "Sacrum"
    assert "TA2 1071" in card.inner_text()
    page.page.keyboard.press("Escape")
    assert card.count() == 0


def test_a_card_of_a_nerve_names_it_says_how_sure_and_gives_sources(visit, server_address):
    page = visit(LAPTOP).open(server_address)
    page.page.evaluate("anatomyViewer.select('superior_cluneal_nerve_medial_branch_right')")
    card = page.page.locator(".info-card")
    text = card.inner_text()
    assert "6493" in text
    assert card.locator(".sure").count() >= 3
    source = card.locator(".source").first
    key = source.inner_text()
    source.click()
    citation = card.locator(".citation").inner_text()
    assert citation.startswith(key)
    assert len(citation) > 30


def test_picking_gives_the_exact_place_on_the_visible_surface(visit, server_address):
    page = visit(LAPTOP).open(server_address)
    spot = hits(page, "sacrum")
    hit = page.page.evaluate("([x, y]) => anatomyViewer.pick(x, y)", spot)
    assert hit["id"] == "sacrum"
    page.page.evaluate("anatomyViewer.hide(['sacrum'])")
    behind = page.page.evaluate("([x, y]) => anatomyViewer.pick(x, y)", spot)
    assert behind is None or behind["id"] != "sacrum"
    page.page.evaluate("anatomyViewer.show(['sacrum'])")
    assert page.page.evaluate("([x, y]) => anatomyViewer.pick(x, y)", spot) == hit


def test_layers_hide_and_show_and_isolate_leaves_one(visit, address):
    page = visit(LAPTOP).open(address)
    page.page.get_by_role("button", name="Lessons and structures").click()
    page.page.get_by_role("button", name="Structures", exact=True).click()
    bones = page.page.get_by_role("switch", name="Show Pelvis")
    assert "sacrum" in page.state()["visible"]
    bones.click()
    assert "sacrum" not in page.state()["visible"]
    bones.click()
    assert "sacrum" in page.state()["visible"]
    page.page.evaluate("anatomyViewer.isolate(['coccyx'])")
    assert page.state()["visible"] == ["coccyx"]


def test_search_folds_spellings_and_warns_of_the_motor_nerves(visit, server_address):
    page = visit(LAPTOP).open(server_address)
    page.page.get_by_role("button", name="Lessons and structures").click()
    page.page.get_by_role("button", name="Structures", exact=True).click()
    find = page.page.get_by_role("searchbox")
    counts = {}
    for word in ("cluneal", "clunial", "gluteal cutaneous", "clunium"):
        find.fill(word)
        counts[word] = page.page.locator(".layer li").count()
    assert counts["cluneal"] >= 16
    assert len(set(counts.values())) == 1, counts
    find.fill("superior gluteal nerve")
    assert "motor nerves" in page.page.locator(".hint").inner_text()


def test_two_browsers_do_not_disturb_each_other(visit, server_address):
    first, second = visit((480, 320)), visit((480, 320))
    first.open(server_address)
    second.open(server_address)
    first.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id, 2)")
    first.page.evaluate("anatomyViewer.hide(['sacrum'])")
    assert second.state()["lesson"] is None
    assert "sacrum" in second.state()["visible"]
    second.page.get_by_role("button", name="Patient", exact=True).click()
    assert first.state()["audience"] == "student"


def test_measure_and_stats_answer_in_numbers(visit, server_address):
    page = visit((480, 320)).open(server_address)
    measured = page.page.evaluate("anatomyViewer.measure('asis_right', 'asis_left')")
    assert measured["kind"] == "straight"
    assert measured["mm"] == pytest.approx(235, abs=19)
    stats = page.page.evaluate("anatomyViewer.stats()")
    assert 50_000 < stats["triangles"] <= 220_000
    assert stats["bytes"] <= 4_000_000


def test_the_theme_and_the_named_views_change_what_is_seen(visit, address):
    page = visit(LAPTOP).open(address)
    page.page.get_by_role("button", name="Dark theme").click()
    assert page.page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.page.get_by_role("button", name="From the front").click()
    page.settle()
    assert page.state()["camera"]["view"] == "anterior"
    assert "left is on your right" in page.page.locator(".orientation").inner_text()
