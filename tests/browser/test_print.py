"""The sheet that goes home, as a browser prints it."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from .conftest import LAPTOP, PHONE

CREST = "superior_cluneal_nerve_at_the_iliac_crest"
PICTURE_MM = 180
SMALLEST_PT = 8

INK = """async () => {
  const image = document.querySelector('.print-sheet img');
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  const pen = canvas.getContext('2d');
  pen.drawImage(image, 0, 0);
  const cells = pen.getImageData(0, 0, canvas.width, canvas.height).data;
  let dark = 0;
  for (let at = 0; at < cells.length; at += 4) if (cells[at] < 235) dark += 1;
  return { width: canvas.width, height: canvas.height, inked: dark / (cells.length / 4) };
}"""

# Keeps what is written into each picture, and where. The words are looked at, so that nothing is drawn in 3D.
WRITING = """
window.pictures = [];
const { fillText } = CanvasRenderingContext2D.prototype, { toDataURL } = HTMLCanvasElement.prototype;
CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
  const { a, e, f } = this.getTransform(), half = a * parseFloat(/([\\d.]+)px/.exec(this.font)[1]) / 2;
  const wide = a * this.measureText(text).width, left = a * x + e - (this.textAlign === 'center' ? wide / 2 : 0);
  (this.canvas.written ||= []).push({ text, px: 2 * half, left, right: left + wide, top: a * y + f - half, bottom: a * y + f + half });
  return fillText.call(this, text, x, y);
};
HTMLCanvasElement.prototype.toDataURL = function (...how) {
  if (!this.written) return toDataURL.apply(this, how);
  window.pictures.push({ width: this.width, height: this.height, written: this.written });
  const small = document.createElement('canvas');
  [small.width, small.height] = [this.width / 8, this.height / 8];
  return toDataURL.apply(small, how);
};"""
ON_SCREEN = """() => [...document.querySelectorAll('.labels > *')]
  .filter((one) => getComputedStyle(one).visibility === 'visible').flatMap((one) => one.innerText.trim().split(/\\s+/))"""
SHEET_NOW = """() => { dispatchEvent(new Event('beforeprint'));
  const sheet = document.querySelector('.print-sheet'), image = sheet?.querySelector('img');
  const seen = { text: sheet?.textContent, picture: image?.src.slice(0, 22), tab: document.title };
  dispatchEvent(new Event('afterprint'));
  return { ...seen, left: document.querySelectorAll('.print-sheet').length, tabAfter: document.title }; }"""


def prepared(page, choice="This step"):
    """Ask for the sheet; the browser's own window stays shut."""
    page.page.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1; }; }")
    page.page.get_by_role("button", name="Print or save as PDF").click()
    page.page.locator(".print-dialog").get_by_role("button", name=re.compile(choice)).click()
    # A whole lesson is a dozen large pictures, each drawn in software here.
    page.page.wait_for_function("window.printed === 1", timeout=240_000)
    return page.page.locator(".print-sheet")


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_a_step_is_printed_with_picture_text_home_lines_sources_and_a_way_back(visit, address, size):
    page = visit(size).open(address, "?for=patient&lesson=superior_cluneal_nerve_at_the_iliac_crest")
    page.page.evaluate("anatomyViewer.goTo('superior_cluneal_nerve_at_the_iliac_crest', 2)")
    page.settle()
    asked = len(page.requests)
    sheet = prepared(page)
    ink = page.page.evaluate(INK)
    assert ink["width"] >= 590
    assert 0.08 < ink["inked"] < 0.95, "neither blank nor black"
    text = sheet.evaluate("one => one.textContent")
    step = page.page.evaluate("anatomyContent.lessons.find(one => one.id.endsWith('iliac_crest')).steps[2]")
    assert step["title"]["patient"] in text
    assert "Stay active in small doses" in text
    assert "Numb skin between your legs" in text
    assert page.page.evaluate("anatomyContent.product.disclaimer.short") in text
    for claim in step["claims"]:
        for key in claim["sources"]:
            assert page.page.evaluate("key => anatomyContent.sources[key].text", key) in text
    assert re.search(r"\d{1,2} \w+ \d{4}", text)
    if address.startswith("file:"):
        assert "A file has no address" in text
        assert sheet.locator(".qr").count() == 0
        assert not [one for one in page.requests[asked:] if not one.startswith(("data:", "blob:"))]
    else:
        assert sheet.locator(".qr path").count() == 2
        assert "step=" + step["id"] in text
    page.page.emulate_media(media="print")
    assert sheet.is_visible()
    assert page.page.locator(".top-bar").is_hidden()
    for paper in ("A4", "Letter"):
        pdf = pypdfium2.PdfDocument(page.page.pdf(format=paper))
        assert len(pdf) == 2
        assert max(widths_mm(pdf)) == pytest.approx(PICTURE_MM, abs=1)
        page.page.emulate_media(media="null")


def test_the_browser_s_own_command_prints_the_step_too(visit, address):
    page = visit(LAPTOP).open(
        address, "?for=patient&lesson=superior_cluneal_nerve_at_the_iliac_crest&step=seven_centimetres"
    )
    page.settle()
    page.page.evaluate(
        "() => { addEventListener('beforeprint', () => Promise.resolve().then(() => {"
        " window.paper = document.querySelector('.print-sheet')?.textContent; })); }"
    )
    pdf = page.page.pdf(format="A4")
    text = page.page.evaluate("window.paper")
    assert max(widths_mm(pypdfium2.PdfDocument(pdf))) == pytest.approx(PICTURE_MM, abs=1), "whole, not cut"
    assert page.page.locator(".step-card .card-title").inner_text() in text
    assert "Stay active in small doses" in text
    assert page.page.evaluate("anatomyContent.product.disclaimer.short") in text
    pictures = [int(width) for width in re.findall(rb"/Subtype\s*/Image\b[^>]*?/Width\s+(\d+)", pdf)]
    assert max(pictures) > 600, "the picture is on the paper"
    assert page.page.locator(".print-sheet").count() == 0, "and the page is as it was"


def test_paper_is_white_in_the_dark_theme_too_and_the_theme_comes_back(visit, server_address):
    page = visit(LAPTOP, color_scheme="dark").open(server_address)
    page.page.evaluate("anatomyViewer.goTo('superior_cluneal_nerve_at_the_iliac_crest', 2)")
    prepared(page)
    corner = page.page.evaluate(
        """() => { const image = document.querySelector('.print-sheet img'), canvas = document.createElement('canvas');
          [canvas.width, canvas.height] = [4, 4];
          const pen = canvas.getContext('2d'); pen.drawImage(image, 0, 0, 4, 4, 0, 0, 4, 4);
          return [...pen.getImageData(0, 0, 1, 1).data]; }"""
    )
    assert min(corner[:3]) >= 250
    assert page.page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_whole_lesson_is_printed_step_by_step_and_the_page_is_as_before(visit, server_address):
    page = visit(LAPTOP).open(server_address)
    page.page.evaluate("anatomyViewer.goTo('what_it_feels_like', 3)")
    before = page.state()
    sheet = prepared(page, "The whole lesson")
    steps = page.page.evaluate("anatomyContent.lessons.find(one => one.id === 'what_it_feels_like').steps.length")
    assert sheet.locator("article").count() == steps
    pictures = sheet.locator("img").evaluate_all("all => all.map(one => one.src)")
    assert len(set(pictures)) == steps, "each step has a picture of its own"
    after = page.state()
    assert (after["step"], after["visible"]) == (before["step"], before["visible"])
    assert after["camera"]["position"] == pytest.approx(before["camera"]["position"], abs=0.1)


def widths_mm(pdf: pypdfium2.PdfDocument) -> list[float]:
    """How wide each picture stands on the paper."""
    bounds = [one.get_bounds() for page in pdf for one in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE])]
    return [(right - left) * 25.4 / 72 for left, _, right, _ in bounds]


def elements(node) -> Iterator[tuple[str, str]]:
    """The elements of a tagged document with their alternative texts."""
    for child in node if isinstance(node, list) else [node]:
        one = child.get_object()
        if isinstance(one, list):
            yield from elements(one)
        elif isinstance(one, dict):
            if "/S" in one:
                yield str(one["/S"]), str(one.get("/Alt", ""))
            if "/K" in one:
                yield from elements(one["/K"])


def crossing(one: dict, other: dict) -> bool:
    apart = one["right"] <= other["left"] or other["right"] <= one["left"]
    return not (apart or one["bottom"] <= other["top"] or other["bottom"] <= one["top"])


def test_every_word_over_a_picture_is_on_paper_large_enough_and_clear_of_the_sign_in_every_lesson(
    visit, server_address
):
    printed = {}
    for size in (LAPTOP, PHONE):
        page = visit(size, drawn=False, device_scale_factor=0.25)  # the same layout, painted in a sixteenth of the time
        page.page.add_init_script(WRITING)
        page.open(server_address)
        lessons = page.page.evaluate("anatomyContent.lessons.map(({ id, steps }) => [id, steps.map((one) => one.id)])")
        # Paper has its own layout, the same from every window: a few lessons show it.
        for lesson, steps in lessons if size == LAPTOP else lessons[::4]:
            screen = []
            for step in steps:
                page.page.evaluate("([lesson, step]) => anatomyViewer.goTo(lesson, step)", [lesson, step])
                page.settle()
                screen.append(page.page.evaluate(ON_SCREEN))
            page.page.evaluate("() => { window.pictures = []; }")
            prepared(page, "The whole lesson")
            pictures = page.page.evaluate("window.pictures")
            assert len(pictures) == len(steps)
            for step, words, picture in zip(steps, screen, pictures, strict=True):
                where = f"{lesson}/{step} at {size}"
                *written, _, _, _, _, _, _ = picture["written"]
                sign = picture["written"][-6:]
                assert {one["text"] for one in sign} == set("APLRSI"), where
                assert not Counter(words) - Counter(one["text"] for one in written), where
                for one in picture["written"]:
                    assert one["px"] / picture["width"] * PICTURE_MM / 25.4 * 72 >= SMALLEST_PT, (where, one)
                    assert one["left"] >= 0, (where, one)
                    assert one["right"] <= picture["width"], (where, one)
                    assert one["bottom"] <= picture["height"], (where, one)
                letters = {key: edge(one[key] for one in sign) for key, edge in EDGES.items()}
                assert not [one for one in written if crossing(one, letters)], where
                printed.setdefault((lesson, step), []).append(sorted((one["text"], one["left"]) for one in written))
    twice = [(where, both) for where, both in printed.items() if len(both) == 2]
    assert len(twice) > 30
    for (lesson, step), (laptop, phone) in twice:
        assert [text for text, _ in laptop] == [text for text, _ in phone], (lesson, step)
        assert [left for _, left in laptop] == pytest.approx([left for _, left in phone], abs=4), (lesson, step)


EDGES = {"left": min, "right": max, "top": min, "bottom": max}


def test_what_is_printed_is_in_place_before_the_command_to_print_goes_on(visit, server_address):
    page = visit(LAPTOP).open(server_address, f"?for=patient&lesson={CREST}&step=seven_centimetres")
    sheet = page.page.evaluate(SHEET_NOW)
    assert page.page.locator(".step-card .card-title").inner_text() in sheet["text"]
    assert sheet["picture"] == "data:image/jpeg;base64"
    assert sheet["left"] == 0
    assert sheet["tab"] == sheet["tabAfter"] == page.page.title()


def test_a_saved_pdf_keeps_its_headings_and_says_what_the_picture_shows(visit, server_address):
    page = visit(LAPTOP, drawn=False)
    page.page.add_init_script(WRITING)
    page.open(server_address, f"?lesson={CREST}&step=seven_centimetres")
    label = page.page.locator(".labels > .label").first.inner_text().split("\n")[-1]
    page.settle()
    pdf = PdfReader(io.BytesIO(page.page.pdf(format="A4", tagged=True)))
    found = list(elements(pdf.trailer["/Root"]["/StructTreeRoot"]["/K"]))
    kinds = Counter(kind for kind, _ in found)
    assert kinds["/H1"] == 1
    assert kinds["/H2"] >= 4
    assert kinds["/P"] >= 5
    (alternative,) = [text for kind, text in found if kind == "/Figure" and text]
    shown = page.page.evaluate(
        "(id) => anatomyContent.lessons.find((one) => one.id === id).steps[4].alternative", CREST
    )
    assert alternative.startswith(shown if isinstance(shown, str) else shown["student"])
    assert label in alternative


PAGES = (
    (CREST, "student", "A4"),
    ("how_sure_are_we", "clinician", "A4"),
    ("self_care_and_prevention", "patient", "Letter"),  # large letters, drawings, the shorter paper
)


def test_a_step_takes_two_pages_and_no_third_for_a_line(visit, server_address):
    page = visit(PHONE, drawn=False)
    page.page.add_init_script(WRITING)
    page.open(server_address)
    for lesson, audience, paper in PAGES:
        page.page.get_by_role("button", name=audience.capitalize()).click()
        steps = page.page.evaluate("(id) => anatomyContent.lessons.find((one) => one.id === id).steps.length", lesson)
        for step in range(steps):
            page.page.evaluate("([lesson, step]) => anatomyViewer.goTo(lesson, step)", [lesson, step])
            page.settle()
            pdf = pypdfium2.PdfDocument(page.page.pdf(format=paper))
            assert page.state()["audience"] == audience
            assert len(pdf) <= 2, (lesson, step, audience)
            assert len(pdf[len(pdf) - 1].get_textpage().get_text_range().split()) > 30, (lesson, step, audience)


def test_paper_says_whose_anatomy_is_drawn(visit, server_address):
    page = visit(LAPTOP, drawn=False)
    page.page.add_init_script(WRITING)
    page.open(server_address, f"?lesson={CREST}&study=study_lu98&form=female")
    page.wait_until("anatomyViewer.state().form === 'female'")
    (study,) = page.page.evaluate("anatomyContent.studies.filter((one) => one.id === 'study_lu98')")
    text = page.page.evaluate(SHEET_NOW)["text"]
    assert f"Pelvis: Women; {study['title']}" in text
    for row in study["rows"]:
        assert row["figure"] in text
    page.page.evaluate("anatomyViewer.chooseForm('pooled'); anatomyViewer.choosePerson(417)")
    page.wait_until("anatomyViewer.state().form === 'pooled'")
    text = page.page.evaluate(SHEET_NOW)["text"]
    assert "Person 417" in text
    for line in page.page.evaluate("anatomyViewer.anatomy().lines"):
        assert line in text
    page.page.evaluate("anatomyViewer.chooseStudy('study_lu98'); anatomyViewer.chooseStudy('study_lu98')")
    assert page.state()["study"] is None
    assert "Lu 1998: 81" not in page.page.evaluate(SHEET_NOW)["text"].split("Sources")[0]
    # Each page of a lesson says its own.
    page.page.evaluate("anatomyViewer.goTo('how_sure_are_we')")
    sheet = prepared(page, "The whole lesson")
    steps = page.page.evaluate("anatomyContent.lessons.find((one) => one.id === 'how_sure_are_we').steps")
    for number, step in enumerate(steps):
        said = (
            sheet.locator("article")
            .nth(number)
            .locator(".sheet-whose")
            .evaluate_all("all => all.map((one) => one.textContent).join()")
        )
        assert (f"Person {step['person']}" in said) == bool(step["person"])
        assert ("Pelvis: Women" in said) == (step["form"] == "female")
        assert (study["title"] in said) == (step["study"] == study["id"])


def test_the_sheet_of_an_open_question_answers_nothing(visit, server_address):
    page = visit(LAPTOP, drawn=False)
    page.page.add_init_script(WRITING)
    page.open(server_address)
    lessons = page.page.evaluate("anatomyContent.lessons")
    for lesson in lessons:
        for step in lesson["steps"]:
            for number, question in enumerate(one for one in step["questions"] if "student" in one["prompt"]):
                page.page.evaluate("([lesson, step]) => anatomyViewer.goTo(lesson, step)", [lesson["id"], step["id"]])
                page.page.evaluate("(number) => anatomyViewer.ask(number)", number)
                sheet = page.page.evaluate(SHEET_NOW)
                plain = "(html) => { const box = document.createElement('div'); box.innerHTML = html; return box.textContent; }"
                assert page.page.evaluate(plain, question["prompt"]["student"]) in sheet["text"]
                for option in question.get("options") or []:
                    assert page.page.evaluate(plain, option["text"]["student"]) in sheet["text"]
                for answer in (
                    step["title"]["student"],
                    f"step={step['id']}",
                    "Get help at once",
                    "a doctor without delay",
                ):
                    assert answer not in sheet["text"] + sheet["tab"], (question["id"], answer)
                break
    assert page.state()["question"]


def test_in_a_frame_that_forbids_printing_the_page_says_so_and_offers_what_works(visit, exported_page):
    frame = exported_page.with_name("frame.html")
    frame.write_text(f'<iframe sandbox="allow-scripts" src="{exported_page.name}" width="1200" height="780"></iframe>')
    page = visit(LAPTOP)
    page.allowed_complaint = lambda text: "The document is sandboxed" in text or "sandboxed frame" in text
    page.page.goto(frame.as_uri())
    inside = page.page.frame_locator("iframe")
    inside.get_by_role("button", name=re.compile("^Start")).click(timeout=60_000)
    inside.get_by_role("button", name="Print or save as PDF").click()
    inside.locator(".print-dialog").get_by_role("button", name="This step").click()
    told = inside.locator(".print-dialog .prose").filter(has_text="does not allow printing")
    told.wait_for(timeout=60_000)
    assert told.evaluate("(one) => document.activeElement === one")
    assert inside.get_by_role("textbox", name="Address of this page").input_value().startswith(exported_page.as_uri())
    assert inside.get_by_role("button", name="Open in a tab of its own").is_visible()
    picture = inside.locator(".print-pictures a")
    assert picture.get_attribute("href").startswith("data:image/jpeg")
    assert (
        picture.locator("img").evaluate("async (image) => { await image.decode(); return image.naturalWidth; }") > 1000
    )
