"""Other people: forms of the pelvis, studies, drawn people, layers peeled off."""

from __future__ import annotations

import itertools
import re

import pytest

from anatomy_viewer.atlas import read_atlas, read_model
from anatomy_viewer.atlas.anatomies import CrestLine
from anatomy_viewer.atlas.people import anatomy_of_person, draw_person
from anatomy_viewer.teaching.content import sexes_content

from .conftest import LAPTOP, PHONE

DRAWN = False
SMALL = (640, 420)
MEDIAL = "superior_cluneal_nerve_medial_branch_right"
CREST = "superior_cluneal_nerve_at_the_iliac_crest"


@pytest.fixture(scope="module")
def crest():
    """The crest along which people's gaps are laid."""
    return CrestLine.of(read_model())


def test_the_page_reads_each_person_as_python_draws_it(visit, address, crest):
    page = visit(SMALL).open(address)
    for seed in (1, 2, 17, 417, 1000):
        page.page.evaluate("seed => anatomyViewer.choosePerson(seed)", seed)
        seen, drawn = page.page.evaluate("anatomyViewer.anatomy()"), anatomy_of_person(draw_person(seed), crest)
        assert set(seen["hidden"]) == set(drawn.hidden)
        assert set(seen["shown"]) == set(drawn.shown)
        assert seen["placed"].keys() == drawn.placed.keys()
        for nerve, values in drawn.placed.items():
            assert seen["placed"][nerve] == pytest.approx(dict(values), abs=0.051)
        assert set(page.state()["visible"]).isdisjoint(drawn.hidden)
        known = {one["id"] for one in page.page.evaluate("anatomyContent.structures.map(({id}) => ({id}))")}
        assert set(drawn.shown) & known <= set(page.state()["visible"])


def test_a_link_shows_the_same_person_and_nothing_else_changes(visit, address):
    page = visit(SMALL).open(address, "?person=417")
    assert page.state()["person"] == 417
    assert "person=417" in page.page.url
    assert "Person 417" in page.page.locator(".drawn-as").inner_text()
    usual = page.page.evaluate("anatomyContent.points.find((one) => one.id === 'scn_1_right').at")
    page.page.get_by_role("button", name="Back to the usual picture").click()
    assert page.state()["person"] is None
    assert page.page.evaluate("anatomyViewer.where('scn_1_right')") == usual
    assert page.page.locator(".drawn-as").count() == 0


def test_a_step_or_a_hand_keeps_away_the_tunnels_of_a_drawn_person(visit, server_address):
    page = visit(SMALL).open(server_address, "?lesson=how_sure_are_we&step=one_person")
    tunnels = [name for name in page.page.evaluate("anatomyViewer.anatomy().shown") if "tunnel" in name]
    assert tunnels
    assert not set(tunnels) & set(page.state()["visible"])
    page.page.evaluate("anatomyViewer.choosePerson(4); anatomyViewer.goTo('how_sure_are_we', 'the_stain')")
    assert set(tunnels) <= set(page.state()["visible"])
    page.page.evaluate("ids => anatomyViewer.hide(ids)", tunnels)
    assert not set(tunnels) & set(page.state()["visible"])


def test_a_study_moves_the_crossing_to_its_mean_and_says_who_was_measured(visit, server_address):
    page = visit(LAPTOP).open(server_address)
    page.page.get_by_role("button", name="Lessons and structures").click()
    page.page.get_by_role("button", name="People", exact=True).click()
    page.page.locator(".study", has_text="Lu 1998").click()
    record = page.page.evaluate("anatomyViewer.anatomy()")
    wanted = record["placed"][MEDIAL]["crossing_mm"]
    assert wanted == pytest.approx(81, abs=0.1)
    assert page.page.evaluate("anatomyViewer.where('scn_1_right')")[0] == pytest.approx(wanted, abs=1.5)
    assert page.page.evaluate("anatomyViewer.where('scn_1_left')")[0] == pytest.approx(-wanted, abs=1.5)
    # Rulers say what one sees: measured anew where the study has moved an end.
    page.page.evaluate(f"anatomyViewer.goTo('{CREST}', 'two_rulers')")
    page.settle()
    shown = page.page.locator(".ruler-text").all_inner_texts()
    along = 65.6 + record["placed"][MEDIAL]["crossing_mm"] - 70
    assert shown[0] == "81 mm from the midline, straight"
    assert shown[2] == "PSIS 46 mm from the midline, straight"
    assert float(shown[1].split()[0]) > along, "the crest runs outwards and upwards"
    straight = page.page.evaluate("anatomyViewer.measure('psis_right', 'scn_1_right').mm")
    assert straight < float(shown[1].split()[0]) < straight + 6
    page.page.evaluate("anatomyViewer.goTo('how_it_is_confirmed', 'where_to_press')")
    page.settle()
    tape = page.page.locator(".ruler-text").inner_text()
    assert re.fullmatch(r"8\d mm from the midline, on the skin", tape)
    assert "15 cadavers" in page.page.locator(".study-rows").inner_text()
    assert "study=" in page.page.url


def test_a_moved_nerve_can_be_picked_where_it_is_now(visit, server_address):
    page = visit(LAPTOP).open(server_address)
    page.page.evaluate(
        "anatomyViewer.isolate([anatomyContent.structures.find(({id}) => id === 'MEDIAL').id])".replace(
            "MEDIAL", MEDIAL
        )
    )
    before = page.page.evaluate("anatomyViewer.where('scn_1_right')")
    page.page.evaluate(
        "anatomyViewer.chooseStudy(anatomyContent.studies.find((one) => one.title.startsWith('Lu 1998')).id)"
    )
    after = page.page.evaluate("anatomyViewer.where('scn_1_right')")
    assert after[0] - before[0] > 6
    page.page.evaluate(f"anatomyViewer.isolate(['{MEDIAL}'])")
    page.settle()
    found = page.page.evaluate(
        """z => { const found = [], rows = new Set();
          const box = document.querySelector('.stage').getBoundingClientRect();
          const look = (y, seen) => { for (let x = 0; x < box.width; x += 3) { const hit = anatomyViewer.pick(x, y); if (hit) seen(hit.at); } };
          for (let y = 60; y < box.height - 60; y += 12) look(y, (at) => { if (Math.abs(at[2] - z) < 24) rows.add(y); });
          for (const y of rows) for (let by = -12; by <= 12; by += 3) look(y + by, (at) => found.push(at));
          return found; }""",
        after[2],
    )
    near = [at for at in found if abs(at[2] - after[2]) < 4]
    assert near
    assert min(abs(at[0] - after[0]) for at in near) < 4


@pytest.mark.parametrize("form", ["female", "male"])
def test_another_form_changes_the_bones_in_place_and_keeps_the_step(visit, server_address, form):
    page = visit(SMALL).open(server_address)
    page.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id, 2)")
    before, spine = page.state(), page.page.evaluate("anatomyViewer.where('ischial_spine_right')")
    page.page.evaluate("form => anatomyViewer.chooseForm(form)", form)
    page.wait_until("form => anatomyViewer.state().form === form", form)
    after = page.state()
    assert (after["lesson"], after["step"]) == (before["lesson"], before["step"])
    wanted = read_model(form=form).landmarks["ischial_spine_right"]
    assert page.page.evaluate("anatomyViewer.where('ischial_spine_right')") == pytest.approx(wanted, abs=0.01)
    assert spine != pytest.approx(wanted, abs=0.5)
    assert any(f"/surfaces/{form}/bones.pack" in one for one in page.requests)
    assert f"form={form}" in page.page.url


def test_peeling_takes_the_layers_off_from_outside_and_lays_them_on_again(visit, address):
    page = visit(LAPTOP).open(address)
    page.page.evaluate("anatomyViewer.complete.then(() => true)")
    page.page.get_by_role("button", name="Lessons and structures").click()
    page.page.get_by_role("button", name="Structures", exact=True).click()
    peel = page.page.get_by_role("slider")
    seen = []
    for _ in range(5):
        peel.press("ArrowRight")
        seen.append(set(page.state()["visible"]))
    assert all(inner < outer for inner, outer in itertools.pairwise(seen))
    assert "gluteus_medius_right" in seen[0]
    assert "gluteus_maximus_right" not in seen[0]
    assert "gluteus_maximus_right" in seen[1]
    assert "thoracolumbar_fascia_right" not in seen[1]
    assert "superficial_fat_right" in seen[3]
    assert "skin" not in seen[3]
    assert "skin" in seen[4]
    # What only some people have comes with a person who has it, not with its layer.
    assert "thoracolumbar_fascia_right" in seen[2]
    assert not [name for name in seen[4] if name.startswith(("osteofibrous_tunnel", "communicating"))]
    peel.press("Home")
    assert not set(page.state()["visible"]) & {"skin", "gluteus_maximus_right", "thoracolumbar_fascia_right"}


def test_a_layer_can_be_seen_through(visit, server_address):
    page = visit(LAPTOP).open(server_address)
    page.page.get_by_role("button", name="Lessons and structures").click()
    page.page.get_by_role("button", name="Structures", exact=True).click()
    through = page.page.get_by_role("button", name="See through Pelvis")
    through.click()
    assert through.get_attribute("aria-pressed") == "true"
    through.click()
    assert through.get_attribute("aria-pressed") == "false"


def test_the_card_of_a_nerve_lists_the_layers_that_it_passes(visit, server_address):
    page = visit(LAPTOP).open(server_address)
    page.page.evaluate(f"anatomyViewer.select('{MEDIAL}')")
    ledger = page.page.locator(".ledger li")
    assert ledger.count() >= 4
    text = page.page.locator(".ledger").inner_text().lower()
    assert text.index("quadratus lumborum") < text.index("crest")


def test_people_can_be_drawn_on_a_phone_by_touch(visit, server_address):
    page = visit(PHONE).open(server_address)
    page.page.get_by_role("button", name="Lessons and structures").tap()
    page.page.get_by_role("button", name="People", exact=True).tap()
    draw = page.page.get_by_role("button", name="Draw a person")
    assert draw.bounding_box()["height"] >= 44
    draw.tap()
    assert page.state()["person"] == 1
    assert page.page.locator(".person-lines li").count() == 2


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_how_far_women_and_men_are_apart_is_told_and_drawn_beside_the_forms(visit, server_address, language, size):
    page = visit(size).open(server_address, f"?lang={language}")
    names = {
        "en": ("Lessons and structures", "People", "Women"),
        "es": ("Lecciones y estructuras", "Personas", "Mujeres"),
    }
    for name in names[language][:2]:
        page.page.get_by_role("button", name=name, exact=True).click()
    told = sexes_content(read_atlas(), read_model(form="female"), read_model(form="male"))
    rows = page.page.locator(".sexes li")
    rows.first.wait_for()
    assert rows.count() == len(told["measures"]) == rows.locator("svg").count()
    sentence = page.page.locator(".sexes").evaluate("part => part.previousElementSibling.textContent")
    assert [int(number) for number in re.findall(r"\d+", sentence)] == [told["nearer"], told["count"]]
    assert names[language][2] in rows.first.inner_text()
    assert f"{told['measures'][0]['shared']}\u00a0%" in rows.first.inner_text()
    assert rows.first.locator("path").count() == 4
    box, list_box = rows.first.locator("svg").bounding_box(), page.page.locator(".sexes").bounding_box()
    assert list_box["x"] <= box["x"]
    assert box["x"] + box["width"] <= list_box["x"] + list_box["width"] + 1
    rows.first.get_by_role("button").first.focus()
    page.page.keyboard.press("Enter")
    assert page.page.locator(".citation").first.is_visible()
