"""Beside a patient: the mark on the skin, larger text, the voice, the picture in words."""

from __future__ import annotations

import pytest

from .conftest import LAPTOP, PHONE

DRAWN = False
VOICE = """
window.said = [];
class Said { constructor(text) { this.text = text; } }
Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Said });
Object.defineProperty(window, 'speechSynthesis', { value: {
  speak(one) { window.said.push([one.text, one.lang]); window.last = one; }, cancel() { window.said.push('cancelled'); } } });
"""

PIXEL_OF = """([x, z]) => {
  let best = null;
  const look = (lefts, tops, step) => {
    for (let top = tops[0]; top < tops[1]; top += step) for (let left = lefts[0]; left < lefts[1]; left += step) {
      if (!document.elementFromPoint(left, top)?.closest('.stage')) continue;
      const hit = anatomyViewer.pick(left, top);
      if (!hit || hit.id !== 'skin' || hit.at[1] > 70) continue;
      const away = Math.hypot(hit.at[0] - x, hit.at[2] - z);
      if (!best || away < best.away) best = { left, top, away };
    }
  };
  look([6, innerWidth - 6], [70, innerHeight - 40], 27);
  if (best) look([best.left - 27, best.left + 28], [best.top - 27, best.top + 28], 9);
  return best;
}"""


def begin(page):
    page.page.locator(".where-button:visible").first.click()
    page.wait_until("[...document.querySelectorAll('.where-card')].length === 1")
    page.wait_until(
        """() => { const box = document.querySelector('.stage').getBoundingClientRect();
          for (let y = 120; y < box.height; y += 30) for (let x = 60; x < box.width; x += 60)
            if (anatomyViewer.pick(x, y)?.id === 'skin') return true;
          return false; }"""
    )
    page.settle()


def mark(page, x, z):
    spot = page.page.evaluate(PIXEL_OF, [x, z])
    assert spot
    assert spot["away"] < 15, spot
    page.page.mouse.click(spot["left"], spot["top"])
    page.page.locator(".spot-place").wait_for()


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_a_mark_names_several_areas_says_what_tells_them_apart_and_goes_nowhere(visit, address, size):
    page = visit(size).open(address, "?for=patient")
    begin(page)
    asked, before = len(page.requests), page.page.url
    mark(page, 75, 30)
    names = page.page.locator(".usual.fits .area-name strong").all_inner_texts()
    assert {"Upper skin nerves of the buttock", "Joints higher up in the spine"} <= set(names)
    told = page.page.locator(".where-card").inner_text()
    assert "An examiner presses the edge of the hip bone" in told
    assert "Numb skin between your legs" in told
    assert "you have" not in told.lower()
    assert "does not say what is likely" in told
    assert page.page.locator(".spot-place").inner_text().startswith("On the person's right")
    heard = page.page.locator("[aria-live=polite]").first.inner_text()
    assert "Fits the usual area of" in heard
    assert page.page.locator(".drawings .area-line").count() >= len(names)
    assert len(page.requests) == asked, "a mark is sent nowhere"
    assert page.page.url == before, "a mark is in no link"
    assert "mode=where" in before
    assert not [key for key in page.page.evaluate("Object.keys(localStorage)") if "spot" in key or "where" in key]
    page.page.get_by_role("button", name="Remove the mark").click()
    assert page.page.locator(".spot-place").count() == 0


def test_a_place_in_no_usual_area_is_said_to_be_in_none(visit, server_address):
    page = visit(LAPTOP).open(server_address, "?for=patient")
    begin(page)
    mark(page, 118, 100)
    assert page.page.locator(".usual").count() == 0
    assert "fits no usual area" in page.page.locator(".where-found").inner_text()
    assert page.page.locator(".red-flags li").count() >= 5


def test_the_mark_is_put_and_moved_with_keys_and_buttons(visit, address):
    page = visit(LAPTOP).open(address, "?mode=where")
    page.page.locator(".where-card").wait_for()
    page.page.get_by_role("button", name="Put a mark in the middle").focus()
    page.page.keyboard.press("Enter")
    place = page.page.locator(".spot-place")
    assert place.inner_text() == "In the middle, level with the dimples."
    page.page.get_by_role("button", name="Move the mark right").focus()
    for _ in range(5):
        page.page.keyboard.press("Enter")
    assert place.inner_text() == "On the person's right, 40 mm from the middle, level with the dimples."
    page.page.locator(".stage").focus()
    page.page.keyboard.press("ArrowDown")
    assert place.inner_text() == "On the person's right, 40 mm from the middle, 8 mm below the dimples."
    names = page.page.locator(".usual .area-name strong").all_inner_texts()
    assert {"Sacroiliac joint", "Middle cluneal nerves"} <= set(names)
    page.page.keyboard.press("Escape")
    assert page.page.locator(".where-card").count() == 0


def test_patient_mode_has_large_text_that_grows_and_is_remembered(visit, server_address):
    page = visit(LAPTOP).open(server_address)
    page.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id)")
    page.page.get_by_role("button", name="Patient").click()
    size = "parseFloat(getComputedStyle(document.querySelector('.step-card .prose')).fontSize)"
    assert page.page.evaluate(size) >= 20
    page.page.get_by_role("button", name="Larger text").click()
    larger = page.page.evaluate(size)
    assert larger > 20
    page.page.reload()
    page.wait_until("window.anatomyViewer !== undefined && document.querySelector('.step-card .prose') !== null")
    assert page.page.evaluate(size) == larger
    shown = page.page.locator(".nudges button:visible")
    names = [shown.nth(number).get_attribute("aria-label") for number in range(shown.count())]
    assert names == ["Turn left", "Turn right", "Zoom in", "Zoom out"], "no dragging is needed"
    page.page.get_by_role("button", name="Clinician").click()
    assert page.page.evaluate(size) < 20


def test_a_step_is_read_aloud_and_falls_silent_at_the_next(visit, server_address):
    page = visit(LAPTOP)
    page.page.add_init_script(VOICE)
    page.open(server_address)
    page.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id)")
    page.page.get_by_role("button", name="Read aloud").click()
    said = page.page.evaluate("said")
    assert said[0] == [page.page.locator(".step-card .card-title").inner_text(), "en-GB"]
    assert len(said) >= 2
    assert page.page.get_by_role("button", name="Stop reading").get_attribute("aria-pressed") == "true"
    page.page.get_by_role("button", name="Next step").click()
    assert page.page.evaluate("said.at(-1)") == "cancelled"
    page.page.get_by_role("button", name="Read aloud").wait_for()


def test_a_voice_is_offered_in_its_language_and_gets_long_texts_in_pieces(visit, server_address):
    page = visit(LAPTOP)
    page.page.add_init_script(VOICE)
    page.page.add_init_script("""
      window.voices = [];
      const heard = [];
      Object.assign(window.speechSynthesis, { getVoices: () => window.voices, addEventListener: (kind, fn) => heard.push(fn) });
      window.voicesChange = (...languages) => {
        window.voices = languages.map((lang, number) => ({ lang, name: `voice ${number}`, localService: number > 0 }));
        heard.forEach((fn) => fn());
      };
    """)
    page.open(server_address)
    page.page.evaluate("anatomyViewer.goTo('superior_cluneal_nerve_at_the_iliac_crest', 'the_tunnel')")
    button = page.page.get_by_role("button", name="Read aloud")
    assert button.count() == 0, "no voice is there yet"
    page.page.evaluate("voicesChange('de-DE', 'es_ES')")
    page.settle()
    assert button.count() == 0, "none speaks English"
    page.page.evaluate("voicesChange('en-GB', 'en_US', 'es_ES')")
    button.click()
    said = [text for text, _ in page.page.evaluate("said")]
    assert max(map(len, said)) <= 180
    card = " ".join(page.page.locator(".step-card .card-body .prose p").all_inner_texts())
    spoken = " ".join(said)
    assert "".join(card.split()) in "".join(spoken.split()), "nothing is left out"
    assert len(said) > page.page.locator(".step-card .prose p").count() + 1
    assert page.page.evaluate("last.voice.lang") == "en_US", "a voice of this machine before one of a server"
    page.page.evaluate("last.onend()")
    button.wait_for()
    page.page.evaluate("voicesChange('en-GB')")
    page.page.select_option("select.language", "es")
    page.settle()
    assert page.page.get_by_role("button", name="Leer en voz alta").count() == 0
    page.page.evaluate("voicesChange('es-MX')")
    page.page.get_by_role("button", name="Leer en voz alta").wait_for()


def test_without_a_voice_there_is_no_button_for_it(visit, server_address):
    page = visit(LAPTOP)
    page.page.add_init_script("Object.defineProperty(window, 'speechSynthesis', { value: undefined });")
    page.open(server_address)
    page.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id)")
    page.page.locator(".card-tools").wait_for()
    assert page.page.get_by_role("button", name="Read aloud").count() == 0


def test_the_picture_is_there_in_words_with_what_is_where(visit, address):
    page = visit(LAPTOP).open(address)
    page.page.evaluate("anatomyViewer.goTo(anatomyContent.lessons[0].id, 3)")
    page.page.locator(".in-words summary").click()
    words = page.page.locator(".in-words").inner_text()
    step = page.page.evaluate("anatomyContent.lessons[0].steps[3]")
    assert step["alternative"]["student"][:60] in words
    for label in step["labels"]:
        text = label["text"] if isinstance(label["text"], str) else label["text"]["student"]
        assert text in words
    assert "from the middle" in words
