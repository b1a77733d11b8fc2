"""The sheet that goes home, as a browser prints it."""

from __future__ import annotations

import re

from .conftest import LAPTOP

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
    page.page.evaluate("window.print = () => { window.printed = (window.printed || 0) + 1; }")
    page.page.get_by_role("button", name="Print or save as PDF").click()
    page.page.locator(".print-dialog").get_by_role("button", name=re.compile(choice)).click()
    page.wait_until("window.printed === 1")
    return page.page.locator(".print-sheet")


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
