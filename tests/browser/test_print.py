"""The sheet that goes home, as a browser prints it."""

from __future__ import annotations

import re

import pytest

from .conftest import LAPTOP, PHONE

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


def prepared(page, choice="This step"):
    """Ask for the sheet; the browser's own window stays shut."""
    page.page.evaluate("() => { window.print = () => { window.printed = (window.printed || 0) + 1; }; }")
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
    pdf = page.page.pdf(format="A4")
    assert len(pdf) > 30_000
    assert 1 <= len(re.findall(rb"/Type\s*/Page[^s]", pdf)) <= 4


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
