"""Tools of the page: undo and redo, one's own view as a link, the picture and the film that one takes away."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path

import numpy as np
from PIL import Image

from .conftest import PHONE

SMALL = (800, 520)  # no phone, and few pixels for a picture that is drawn in software
CREST = "superior_cluneal_nerve_at_the_iliac_crest"
STEP = f"?lesson={CREST}&step=seven_centimetres&lang=en"
TITLE = 'Where it <b id="planted">crosses</b> & why? 100 %'

PLAYED = """async address => {
  const film = document.createElement('video');
  film.muted = true;
  const told = new Promise((then, fail) => { film.onloadeddata = then; film.onerror = () => fail(film.error.message); });
  film.src = address;
  await told;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [film.videoWidth, film.videoHeight];
  const pen = canvas.getContext('2d', { willReadFrequently: true }), shots = [];
  for (const share of [0.02, 0.5]) {
    const there = new Promise(then => { film.onseeked = then; });
    film.currentTime = share * film.duration;
    await there;
    pen.drawImage(film, 0, 0);
    shots.push(canvas.toDataURL('image/png'));
  }
  return { seconds: film.duration, width: film.videoWidth, height: film.videoHeight, shots };
}"""


def visible(page):
    return set(page.state()["visible"])


def chosen(page, name):
    """Choose a line of the menu of tools as a hand does."""
    page.page.locator(".tools-button").click()
    page.page.get_by_role("menuitem", name=name).click()


def address_has(page, word, there=True):
    """Wait until the address has a word, or has it no more."""
    page.wait_until("([word, there]) => location.search.includes(`${word}=`) === there", [word, there])


def still(page):
    page.page.evaluate("anatomyViewer.atRest()")


def pixels(png: bytes):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def encoded(download):
    """A film that was saved, as an address that any page can play."""
    film = Path(download.value.path()).read_bytes()
    assert film[:4] == b"\x1a\x45\xdf\xa3"
    return f"data:video/webm;base64,{base64.b64encode(film).decode()}"


def is_anatomy(image):
    """How much of a picture is bone, nerve or muscle: warm colours, which neither paper nor ground has."""
    return float(((image[..., 0] - image[..., 2]) > 40).mean())


def test_what_one_switched_is_undone_and_done_again_until_the_next_step(visit, server_address):
    page = visit(SMALL).open(server_address, STEP)
    page.page.evaluate("anatomyViewer.complete.then(() => true)")
    said = page.page.locator("[aria-live=polite]")
    page.page.evaluate(
        """() => { new MutationObserver(() => {
          const brief = document.querySelector('.notice.brief'); // it goes by itself
          if (brief) window.mentioned = brief.innerText;
        }).observe(document.body, { subtree: true, childList: true, characterData: true }); }"""
    )
    states = [visible(page)]
    page.page.keyboard.press("Control+z")
    assert said.inner_text() == "There is nothing to undo in this step."
    assert visible(page) == states[0]
    page.page.evaluate("anatomyViewer.hide(['sacrum'])")
    states.append(visible(page))
    page.page.evaluate("anatomyViewer.isolate(['hip_bone_left'])")
    states.append(visible(page))
    assert [len(one) for one in states[1:]] == [len(states[0]) - 1, 1]

    page.page.keyboard.press("t")
    undo, redo = (page.page.get_by_role("menuitem", name=re.compile(name)) for name in ("^Undo", "^Redo"))
    assert undo.inner_text() == "Undo: show only Hip bone, left"
    assert redo.get_attribute("aria-disabled") == "true"
    undo.click()
    assert visible(page) == states[1]
    page.wait_until("window.mentioned === 'Undone: show only Hip bone, left'")
    assert said.inner_text() == "Undone: show only Hip bone, left"
    assert undo.inner_text() == "Undo: hide Sacrum"
    page.page.keyboard.press("Escape")
    page.page.keyboard.press("Control+z")
    assert visible(page) == states[0]
    for key, state in (("Control+Shift+z", 1), ("Control+y", 2), ("Meta+z", 1), ("Control+z", 0)):
        page.page.keyboard.press(key)
        assert visible(page) == states[state], key

    # whose it is, the named view; while one writes the keys are the input's own
    page.page.evaluate("anatomyViewer.choosePerson(12)")
    page.page.evaluate("anatomyViewer.chooseForm('female')")
    page.wait_until("anatomyViewer.state().form === 'female'")
    page.page.keyboard.press("3")
    still(page)
    turned = page.state()["camera"]["view"]
    page.page.evaluate("anatomyViewer.select('sacrum')")
    page.page.evaluate(
        "() => { const one = document.createElement('input'); one.id = 'planted'; document.body.append(one); one.focus(); }"
    )
    page.page.keyboard.press("Control+z")
    assert page.state()["camera"]["view"] == turned
    page.page.evaluate("document.getElementById('planted').remove()")
    told = []
    for _ in range(4):
        page.page.keyboard.press("Control+z")
        still(page)
        told.append(said.inner_text())
    page.wait_until("anatomyViewer.state().form === 'pooled'")
    now = page.state()
    assert now["person"] is None
    assert now["camera"]["view"] != turned
    assert [re.split(": ", one)[1] for one in told[:3]] == ["view", "pelvis", "nerves of"]
    assert told[3].startswith("There is nothing to undo")
    page.page.keyboard.press("Control+y")
    page.wait_until("anatomyViewer.state().person === 12")

    # the next step forgets it
    page.page.evaluate("anatomyViewer.hide(['sacrum'])")
    step = page.state()["step"]
    page.page.evaluate("anatomyViewer.next()")
    page.wait_until("before => anatomyViewer.state().step !== before", step)
    there = visible(page)
    page.page.keyboard.press("Control+z")
    assert visible(page) == there
    assert page.state()["person"] == 12

    # a cut that came with a link, moved
    page.page.evaluate("anatomyViewer.open('?cut=sagittal_10_1')")
    page.wait_until("anatomyViewer.state().clip?.at_mm === 10")
    assert page.state()["clip"] == {"plane": "sagittal", "at_mm": 10, "keep": 1}
    for _ in range(2):
        page.page.evaluate("anatomyViewer.moveClip(5)")
    for call, at in (("undo", 15), ("undo", 10), ("undo", 10), ("redo", 15)):
        page.page.evaluate(f"anatomyViewer.{call}()")
        assert page.state()["clip"]["at_mm"] == at


def test_a_view_is_a_link_with_a_title_and_is_kept(visit, address):
    page = visit(SMALL, permissions=["clipboard-read", "clipboard-write"]).open(address, STEP)
    page.page.evaluate("anatomyViewer.complete.then(() => true)")
    page.page.evaluate("() => { anatomyViewer.hide(['sacrum', 'coccyx']); anatomyViewer.show(['skin']); }")
    page.page.evaluate("anatomyViewer.choosePerson(12)")
    page.page.keyboard.press("4")
    page.page.keyboard.press("l")
    still(page)
    page.page.keyboard.press("ArrowUp")
    still(page)
    before = page.state()
    chosen(page, "Save this view as a link")
    dialog = page.page.get_by_role("dialog", name="Save this view as a link")
    dialog.get_by_label("Title").fill(TITLE)
    page.page.keyboard.press("Enter")
    link = dialog.get_by_label("Link to this view").input_value()
    page.wait_until("document.querySelector('.views-dialog').textContent.includes('is in the clipboard')")
    assert page.page.evaluate("navigator.clipboard.readText()") == link
    assert len(link) < 700
    assert dialog.locator(".kept-views .name").all_inner_texts() == [TITLE]

    # another page of the same browser opens it
    page.page.goto("about:blank")
    page.open(link, "?" + link.split("?", 1)[1])
    page.page.evaluate("anatomyViewer.complete.then(() => true)")
    still(page)
    after = page.state()
    for key in ("lesson", "step", "audience", "visible", "person", "form", "study", "clip", "emphasised"):
        assert after[key] == before[key], key
    for key in ("position", "focus", "up"):
        np.testing.assert_allclose(after["camera"][key], before["camera"][key], atol=1.5)
    assert page.page.locator(".labels .label").count() == 0
    title = page.page.locator(".view-title")
    assert title.inner_text().strip() == TITLE
    assert page.page.locator("#planted").count() == 0
    page.page.keyboard.press("Control+z")
    assert page.state()["visible"] == before["visible"], "the view is where one begins"
    title.get_by_role("button").click()
    title.wait_for(state="detached")
    assert page.state()["visible"] == before["visible"]
    address_has(page, "title", False)
    address_has(page, "hide")

    # from the list, and gone
    page.page.evaluate("anatomyViewer.next()")
    address_has(page, "hide", False)
    chosen(page, "Save this view as a link")
    dialog.get_by_role("button", name=TITLE, exact=True).click()
    page.wait_until("step => anatomyViewer.state().step === step", before["step"])
    page.wait_until("count => anatomyViewer.state().visible.length === count", len(before["visible"]))
    title.filter(has_text=TITLE).wait_for()
    chosen(page, "Save this view as a link")
    dialog.get_by_role("button", name=f"Delete “{TITLE}”").click()
    dialog.locator(".kept-views").wait_for(state="detached")
    assert page.page.evaluate("JSON.parse(localStorage.getItem('anatomy-viewer.views')).views") == []


def test_the_picture_is_drawn_anew_at_twice_the_size_with_what_it_tells(visit, server_address):
    page = visit(SMALL, permissions=["clipboard-read", "clipboard-write"], accept_downloads=True).open(
        server_address, STEP
    )
    page.page.evaluate("anatomyViewer.complete.then(() => true)")
    page.page.evaluate(
        """() => { window.written = []; const { fillText } = CanvasRenderingContext2D.prototype;
        CanvasRenderingContext2D.prototype.fillText = function (text, ...more) { window.written.push(text); return fillText.call(this, text, ...more); }; }"""
    )
    still(page)
    with page.page.expect_download() as download:
        chosen(page, "Save the picture (PNG)")
    assert download.value.suggested_filename == f"{CREST}-seven_centimetres-posterior.png"
    image = pixels(Path(download.value.path()).read_bytes())
    assert image.shape[1] == 2 * SMALL[0]
    assert 0.05 < is_anatomy(image) < 0.7
    written = " ".join(page.page.evaluate("window.written"))
    labels = page.page.evaluate(
        "[...document.querySelectorAll('.labels .label')].map(one => one.innerText.split(/\\s+/)).flat()"
    )
    for word in (
        *labels,
        "R",
        "L",
        "From behind",
        "Cluneal Nerve Viewer",
        "For learning and talking",
        "Sources: ",
        "Usual anatomy",
    ):
        assert word in written, word
    # nothing of the page has changed
    still(page)
    assert page.state()["step"] == "seven_centimetres"
    size = page.page.evaluate(
        "() => { const { width, height } = document.querySelector('.stage canvas'); return [width, height]; }"
    )
    assert tuple(size) == SMALL

    chosen(page, "Copy the picture")
    page.wait_until("document.querySelector('[aria-live=polite]').textContent === 'The picture is in the clipboard.'")
    copied = page.page.evaluate(
        """async () => { const [item] = await navigator.clipboard.read(), blob = await item.getType('image/png');
        const picture = await createImageBitmap(blob); return [picture.width, picture.height]; }"""
    )
    assert copied == [image.shape[1], image.shape[0]]


def test_a_turn_is_recorded_as_a_film_that_plays(visit, server_address):
    page = visit(PHONE, accept_downloads=True).open(server_address, "?lang=en")
    page.page.evaluate("anatomyViewer.complete.then(() => true)")
    still(page)
    before = page.state()["camera"]
    chosen(page, "Record a turn")
    bar = page.page.locator(".tool-bar")
    bar.get_by_role("combobox").select_option("5 s")
    bar.get_by_role("button", name="Record", exact=True).click()
    bar.get_by_role("progressbar", name="How far the film is").wait_for()
    page.page.wait_for_function("document.querySelector('.tool-bar').textContent.includes('Ready:')", timeout=300_000)
    with page.page.expect_download() as download:
        bar.get_by_role("button", name="Save the film").click()
    assert download.value.suggested_filename == "cluneal_nerves-posterior-turn.webm"
    address = encoded(download)
    after = page.state()["camera"]
    assert {key: after[key] for key in ("focus", "up", "view")} == {key: before[key] for key in ("focus", "up", "view")}

    # A film of the lesson, stopped: what was drawn by then becomes the film, and one is where one was.
    page.page.evaluate("([lesson, step]) => anatomyViewer.goTo(lesson, step)", [CREST, "seven_centimetres"])
    still(page)
    chosen(page, "Record the lesson (film)")
    bar.get_by_role("combobox").select_option("3 s")
    bar.get_by_role("button", name="Record", exact=True).click()
    page.wait_until("document.querySelector('.film-bar progress')?.value > 0")
    bar.get_by_role("button", name="Stop").click()
    page.page.wait_for_function("document.querySelector('.tool-bar').textContent.includes('Ready:')", timeout=300_000)
    with page.page.expect_download() as download:
        bar.get_by_role("button", name="Save the film").click()
    assert download.value.suggested_filename == f"{CREST}-seven_centimetres-posterior-lesson.webm"
    steps = len(page.page.evaluate("id => anatomyContent.lessons.find(one => one.id === id).steps", CREST))
    assert page.state()["step"] == "seven_centimetres"

    page.page.goto("about:blank")
    stopped = page.page.evaluate(PLAYED, encoded(download))
    assert 2.5 < stopped["seconds"] < 3 * steps - 3
    played = page.page.evaluate(PLAYED, address)
    assert 4.5 < played["seconds"] < 12, "it lasts 5 s, and the picture that a busy machine shows last a while longer"
    assert played["width"] % 2 == played["height"] % 2 == 0
    first, behind = (pixels(base64.b64decode(one.split(",")[1])) for one in played["shots"])
    assert is_anatomy(first) > 0.05
    assert is_anatomy(behind) > 0.05
    assert np.abs(first - behind).mean() > 4, "it has turned"
