"""Questions on the model: answered by mouse and by keyboard, wrong answers teach, results stay in the browser."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from .conftest import LAPTOP, PHONE

DRAWN = False
LESSON = "superior_cluneal_nerve_at_the_iliac_crest"
MEDIAL = "superior_cluneal_nerve_medial_branch_right"


def at_step(visit, address, step, size=LAPTOP):
    page = visit(size).open(address, f"?lesson={LESSON}&step={step}")
    page.page.evaluate("anatomyViewer.complete.then(() => true)")
    return page


SAID_AROUND_THE_QUESTION = """() => {
  const said = [];
  for (const one of document.querySelectorAll('.viewer *')) {
    if (one.closest('.quiz')) continue;
    for (const name of ['aria-label', 'title', 'alt', 'placeholder', 'aria-valuetext']) if (one.hasAttribute(name)) said.push(one.getAttribute(name));
    if (!one.children.length) said.push(one.textContent);
  }
  return said.join(' | ').toLowerCase();
}"""


def ask(page, number):
    page.page.locator(".quiz-open").nth(number).click()
    page.page.locator(".quiz-prompt").wait_for()


def press_on(page, place):
    """Click where a place of the skin is in the window."""
    spot = page.page.evaluate(
        """([x, , z]) => {
          const box = document.querySelector('.stage').getBoundingClientRect();
          let best = null;
          const look = (left, right, top, bottom, step) => {
            for (let py = top; py < bottom; py += step) for (let px = left; px < right; px += step) {
              const hit = anatomyViewer.pick(px, py);
              if (hit?.id !== 'skin') continue;
              const off = Math.hypot(hit.at[0] - x, hit.at[2] - z);
              if (!best || off < best.off) best = { off, px, py };
            }
          };
          look(20, box.right - 20, box.top + 60, box.bottom - 60, 20);
          for (const step of [4, 2]) look(best.px - 5 * step, best.px + 6 * step, best.py - 5 * step, best.py + 6 * step, step);
          return [best.px, best.py];
        }""",
        place,
    )
    page.page.mouse.click(*spot)


def kept(page):
    return json.loads(page.page.evaluate("localStorage.getItem('anatomy-viewer.progress')"))


def test_a_wrong_choice_says_why_and_a_second_try_is_right(visit, server_address):
    page = at_step(visit, server_address, "the_tunnel")
    ask(page, 0)
    assert page.page.locator(".label").count() == 0
    page.page.get_by_role("button", name="That the nerve is trapped").click()
    told = page.page.locator(".quiz").inner_text()
    assert "Not yet." in told
    assert "It is a place where trouble can start" in told
    page.page.get_by_role("button", name="Try again").click()
    page.page.get_by_role("button", name="A common way for this nerve to run").press("Enter")
    assert page.state()["result"]["right"]
    assert kept(page)["lessons"][LESSON]["answers"]["what_a_tunnel_means"] == {"first": False, "right": True}


def test_several_right_answers_are_ticked_and_checked(visit, server_address):
    page = at_step(visit, server_address, "not_beside_the_psis")
    ask(page, 0)
    for name in ("People with sacroiliac pain", "Means of the nerve"):
        page.page.get_by_role("checkbox", name=name).press("Space")
    page.page.get_by_role("button", name="Check").press("Enter")
    assert page.state()["result"]["right"]


def test_identify_hides_every_name_until_it_is_answered(visit, server_address):
    page = at_step(visit, server_address, "from_spine_to_skin")
    ask(page, 1)
    assert page.state()["emphasised"] == ["superior_cluneal_nerve_intermediate_branch_right"]
    page.page.get_by_role("button", name="Lessons and structures").click()
    for panel in ("Lessons", "Structures", "People"):
        page.page.get_by_role("button", name=panel, exact=True).click()
        assert "intermediate" not in page.page.evaluate(SAID_AROUND_THE_QUESTION)
    assert "A question is open" in page.page.locator(".panel").inner_text()
    page.page.evaluate("anatomyViewer.select('superior_cluneal_nerve_intermediate_branch_right')")
    assert page.page.locator(".info-card").count() == 0
    page.page.get_by_role("button", name="Superior cluneal nerve, medial branch, right").click()
    assert not page.state()["result"]["right"]
    assert "nearest to the midline" in page.page.locator(".quiz-feedback").inner_text()
    page.settle()
    assert "intermediate" in " ".join(page.page.locator(".label").all_inner_texts())
    page.page.get_by_role("button", name="Structures", exact=True).click()
    page.page.get_by_role("searchbox").fill("intermediate branch")
    page.page.locator(".layer li .name").first.click()
    assert "intermediate branch" in page.page.locator(".info-card h2").inner_text()


def test_things_are_put_in_order_with_buttons(visit, server_address):
    page = at_step(visit, server_address, "from_spine_to_skin")
    ask(page, 0)
    wanted = [
        "Dorsal ramus of a lumbar nerve",
        "Through the back muscles",
        "Through the thoracolumbar fascia",
        "Over the iliac crest",
        "Skin of the buttock",
    ]
    for place, words in enumerate(wanted):
        for _ in wanted:
            now = page.page.locator(".quiz-order li").all_inner_texts()
            if words in now[place]:
                break
            page.page.get_by_role("button", name=f"Move up: {words}").press("Enter")
    page.page.get_by_role("button", name="Check").click()
    assert page.state()["result"]["right"]


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_structure_is_found_on_the_model_or_by_its_number(visit, server_address, by):
    page = at_step(visit, server_address, "seven_centimetres")
    ask(page, 0)
    prompt = page.page.locator(".quiz-prompt").inner_text().lower()
    assert "medial branch" not in page.page.evaluate(SAID_AROUND_THE_QUESTION).replace(prompt, "")
    if by == "keyboard":
        places = page.page.locator(".quiz-places button")
        names = [places.nth(number).get_attribute("aria-label") for number in range(places.count())]
        assert not any("cluneal" in name or "branch" in name for name in names)
        page.page.locator(".quiz-places button").first.press("Enter")
        assert "You chose" in page.page.locator(".quiz-result").inner_text()
        return
    spot = page.page.evaluate(
        """id => {
          const box = document.querySelector('.stage').getBoundingClientRect();
          for (const step of [20, 5]) for (let y = 90; y < box.height - 120; y += step) for (let x = 20; x < box.width - 460; x += step)
            if (anatomyViewer.pick(x, y)?.id === id) return [x, y];
          return null;
        }""",
        MEDIAL,
    )
    page.page.mouse.click(*spot)
    assert page.state()["result"]["right"]
    assert page.state()["selected"] is None
    page.page.mouse.click(*spot)
    assert page.state()["selected"] == MEDIAL, "after the answer a click explores"


def test_a_press_on_the_skin_is_told_in_millimetres_and_drawn(visit, server_address):
    page = at_step(visit, server_address, "seven_centimetres")
    ask(page, 1)
    assert page.state()["visible"] == ["skin"]
    press_on(page, [90, 0, 50])
    result = page.state()["result"]
    told = page.page.locator(".quiz-result").inner_text()
    assert result["mm"] == pytest.approx(21, abs=4)
    assert re.search(r"\d+ mm away: \d+ mm too far to the side", told)
    assert "25 mm" in told
    page.settle()
    drawn = page.page.locator(".drawings").inner_html()
    assert "8 mm" in drawn
    assert "25 mm" in drawn
    assert drawn.count('class="contour"') == 3
    assert MEDIAL in page.state()["visible"]


def test_a_file_asks_and_answers_without_a_request(visit, exported_page):
    page = at_step(visit, exported_page.as_uri(), "seven_centimetres")
    asked = len(page.requests)
    ask(page, 1)
    press_on(page, [70, 0, 56])
    page.page.locator(".quiz-result").wait_for()
    assert page.state()["result"]["right"]
    assert page.state()["result"]["mm"] < 8
    page.page.evaluate(f"anatomyViewer.goTo('{LESSON}', 'the_tunnel')")
    ask(page, 0)
    page.page.get_by_role("button", name="A common way for this nerve to run").click()
    assert page.state()["result"]["right"]
    assert len(kept(page)["lessons"][LESSON]["answers"]) == 2
    assert page.requests[asked:] == []


def test_a_press_is_judged_by_where_the_nerve_of_a_study_is(visit, server_address):
    page = visit(LAPTOP).open(server_address, f"?lesson={LESSON}&step=seven_centimetres&study=study_lu98")
    page.page.evaluate("anatomyViewer.complete.then(() => true)")
    ask(page, 1)
    assert "Lu 1998" not in page.page.evaluate("document.querySelector('.viewer').innerText"), "its name holds a figure"
    page.page.evaluate(
        """() => { const point = anatomyContent.points.find(({ id }) => id === 'scn_tender_point_right');
          const now = anatomyViewer.where(point.id);
          anatomyViewer.press(point.on_skin.at.map((part, axis) => part + now[axis] - point.at[axis])); }"""
    )
    assert page.state()["result"]["mm"] < 8
    assert page.page.evaluate("anatomyViewer.where('scn_tender_point_right')[0]") > 78


def test_a_press_needs_no_pointer(visit, server_address):
    page = at_step(visit, server_address, "seven_centimetres", PHONE)
    ask(page, 1)
    words = page.page.locator(".press-pad p")
    before = words.inner_text()
    out, up = page.page.evaluate(
        """(() => { const at = (id) => anatomyContent.points.find((one) => one.id === id), place = at('scn_1_right').on_skin.at;
          return [place[0], place[2] - at('psis_right').at[2]]; })()"""
    )
    for name, way, goal in (("Cross to the right of the picture", "to the right", out), ("Cross up", "above", up)):
        button = page.page.get_by_role("button", name=name)
        assert button.bounding_box()["width"] >= 44
        for _ in range(60):
            told = re.search(rf"(\d+) mm {way}", words.inner_text())
            if told and int(told[1]) >= goal - 3:
                break
            button.press("Enter")
    assert words.inner_text() != before
    assert "to the right of the midline" in words.inner_text()
    page.page.get_by_role("button", name="Press here").press("Enter")
    assert page.state()["result"]["right"]


def test_the_finger_is_trained_to_the_end_and_shared(visit, server_address):
    page = visit(LAPTOP).open(server_address, "?train=42")
    page.page.evaluate("anatomyViewer.complete.then(() => true)")
    title = page.page.locator(".training-card h2")
    for number in range(10):
        assert page.state()["visible"] == ["skin"]
        side = 1 if title.inner_text().endswith("right") else -1
        if number == 0:
            press_on(page, [70 * side, 0, 56])
        else:
            page.page.evaluate("at => anatomyViewer.press(at)", [70 * side, -5, 56])
        assert re.search(r"\d+ mm away", page.page.locator(".quiz-result").inner_text())
        assert page.state()["person"] is not None
        page.page.locator(".training-card .card-foot .primary").click()
    assert page.state()["training"]["done"]
    own = title.inner_text()
    assert page.page.locator(".training-plot .press").count() == 10
    page.page.get_by_role("button", name="Copy a link").click()
    link = page.page.locator(".share input").input_value()
    query = parse_qs(urlsplit(link).query)
    assert set(query) == {"train", "score"}
    assert kept(page)["training"]

    other = visit(LAPTOP).open(server_address, f"?{urlsplit(link).query}")
    assert other.page.locator(".training-card h2").inner_text() == own
    assert "Shared with you" in other.page.locator(".training-card").inner_text()
    other.page.get_by_role("button", name="Try the same ten people").click()
    assert other.state()["training"] == {"seed": 42, "presses": 0, "done": False}


def test_each_answer_is_told_to_whoever_listens(visit, server_address):
    page = at_step(visit, server_address, "the_tunnel")
    page.page.evaluate("window.told = []; anatomyViewer.on('answer', (one) => told.push(one)); 0")

    def told():
        [one] = page.page.evaluate("told.splice(0)")
        assert 0 <= one.pop("seconds") < 900
        assert one.pop("audience") == "student"
        return one

    def options(step, number):
        return page.page.evaluate(
            f"""(() => {{ const lesson = anatomyContent.lessons.find(({{ id }}) => id === '{LESSON}');
              const {{ questions }} = lesson.steps.find(({{ id }}) => id === '{step}');
              anatomyViewer.goTo('{LESSON}', '{step}'); anatomyViewer.ask({number});
              return questions[{number}]; }})()"""
        )

    def common(step, question, kind):
        return {"lesson": LESSON, "step": step, "question": question["id"], "kind": kind, "mm": None}

    asked = options("the_tunnel", 0)
    wrong, right = (
        next(one for one in asked["options"] if one["right"] is is_right)["id"] for is_right in (False, True)
    )
    page.page.locator(".quiz-option").nth([one["id"] for one in asked["options"]].index(wrong)).click()
    expected = common("the_tunnel", asked, "choose")
    assert told() == {**expected, "response": [wrong], "right": False, "first": True}
    page.page.get_by_role("button", name="Try again").click()
    page.page.locator(".quiz-option").nth([one["id"] for one in asked["options"]].index(right)).click()
    assert told() == {**expected, "response": [right], "right": True, "first": False}

    asked = options("not_beside_the_psis", 0)
    page.page.get_by_role("checkbox").first.press("Space")
    assert page.page.evaluate("told") == [], "a tick is no answer"
    page.page.get_by_role("button", name="Check").click()
    answer = told()
    assert answer["response"] == [asked["options"][0]["id"]]
    assert answer["right"] is all(one["right"] is (number == 0) for number, one in enumerate(asked["options"]))

    asked = options("from_spine_to_skin", 0)
    page.page.get_by_role("button", name="Check").click()
    given = [str(asked["items"][item].get("id", item + 1)) for item in asked["start"]]
    assert told() == {**common("from_spine_to_skin", asked, "order"), "response": given, "right": False, "first": True}

    asked = options("from_spine_to_skin", 1)
    page.page.get_by_role("button", name="Superior cluneal nerve, medial branch, right").click()
    answer = told()
    assert (answer["kind"], answer["right"]) == ("identify", False)
    assert answer["response"] == [
        next(one["id"] for one in asked["options"] if not one["right"] and "medial" in str(one).lower())
    ]

    asked = options("seven_centimetres", 0)
    page.page.locator(".quiz-places button").first.click()
    answer = told()
    assert (answer["kind"], answer["question"]) == ("find", asked["id"])
    assert answer["right"] is (answer["response"][0] in asked["right"])

    asked = options("seven_centimetres", 1)
    page.page.evaluate("anatomyViewer.press([90, -5, 50])")
    answer = told()
    assert answer["response"] == [90, -5, 50]
    assert answer["mm"] == page.page.evaluate("Math.round(10 * anatomyViewer.state().result.mm) / 10") > 15
    assert (answer["kind"], answer["right"], answer["first"]) == ("press", True, True)

    page.page.evaluate("anatomyViewer.train(42); anatomyViewer.press([70, -5, 56])")
    answer = told()
    training = answer.pop("training")
    assert (training["seed"], training["number"], training["person"]) == (42, 1, page.state()["person"])
    assert answer.pop("right") is (answer["mm"] <= 25)
    assert answer.pop("mm") > 0
    assert answer == {
        "lesson": None,
        "step": None,
        "question": "training",
        "kind": "press",
        "response": [70, -5, 56],
        "first": True,
    }


def test_a_damaged_training_link_is_told(visit, server_address):
    page = visit(LAPTOP).open(server_address, "?train=42&score=1.2_x")
    assert "could not be read" in page.page.locator(".notices").inner_text()
    assert page.state()["training"] is None


def test_progress_survives_a_reload_and_can_be_forgotten(visit, server_address):
    page = at_step(visit, server_address, "the_tunnel")
    ask(page, 0)
    page.page.get_by_role("button", name="A common way for this nerve to run").click()
    page.open(server_address)
    page.page.get_by_role("button", name="Lessons and structures").click()
    told = page.page.locator(".lesson-progress")
    assert "1 of 12 steps seen" in told.inner_text()
    assert re.search(r"1 of \d+ questions right", told.inner_text())
    page.page.get_by_role("button", name="Forget my progress").click()
    assert told.count() == 0
    assert kept(page) == {"lessons": {}, "training": []}
