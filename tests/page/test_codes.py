"""The QR codes that the client script draws: cell for cell the standard's, and read back from paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import qrcode

from anatomy_viewer.page.client_script import read_rooms
from anatomy_viewer.page.files import CLIENT_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# How many bytes a code of level M takes, by version (ISO/IEC 18004, table 7).
CAPACITY = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666)
LINK = "https://teach.example.org/n.html?lesson=a_lesson&step=%C3%B1&for=patient&lang=es#"


def section() -> str:
    """Return the client script's own functions, so that they are tested and not a copy of them."""
    return next(room.body for room in read_rooms(CLIENT_SCRIPT) if room.name == "codes")


@pytest.fixture(scope="module")
def coder(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.evaluate(f"() => {{ {section()} Object.assign(window, {{ codeOf, codeDrawing, codeBurden }}); }}")
    yield page
    page.close()


def text_of(length: int) -> str:
    return (LINK * (length // len(LINK) + 1))[:length]


def rows_of(text: str, mask: int | None = None) -> list[str]:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0, mask_pattern=mask)
    code.add_data(qrcode.util.QRData(text.encode(), mode=qrcode.util.MODE_8BIT_BYTE))
    code.make(fit=True)
    return ["".join(str(int(cell)) for cell in row) for row in code.get_matrix()]


DRAWN = "([text, mask]) => codeOf(text, mask ?? undefined)?.map((row) => row.map(Number).join('')) ?? null"


@pytest.mark.parametrize("version", range(1, 21))
def test_every_cell_is_the_standard_s(coder: Page, version: int) -> None:
    below = CAPACITY[version - 2] if version > 1 else 0
    for length, masks in ((CAPACITY[version - 1], range(8)), (below + 1, (version % 8,))):
        text = text_of(length)
        for mask in masks:
            assert coder.evaluate(DRAWN, [text, mask]) == rows_of(text, mask), (version, length, mask)


def test_the_mask_is_the_one_that_is_read_most_easily(coder: Page) -> None:
    for length in (20, 90, 200, 300):
        text = text_of(length)
        burdens = coder.evaluate("(text) => [...Array(8).keys()].map((mask) => codeBurden(codeOf(text, mask)))", text)
        chosen = coder.evaluate(DRAWN, [text, None])
        assert chosen == rows_of(text, burdens.index(min(burdens)))
        assert len(set(burdens)) > 1


@pytest.mark.parametrize(
    ("cells", "burden"),
    [
        (["01", "10"], 0),
        (["11", "11"], 3 + 10 * 10),  # a square, and all of it dark
        (["10" * 5] * 10, 10 * 8),  # ten columns of ten cells each
    ],
)
def test_what_makes_a_code_hard_to_read_is_counted(coder: Page, cells: list[str], burden: int) -> None:
    counted = "(rows) => codeBurden(rows.map((row) => [...row].map((cell) => cell === '1')))"
    assert coder.evaluate(counted, cells) == burden


def test_what_looks_like_a_corner_is_counted(coder: Page) -> None:
    counted = "(rows) => codeBurden(rows.map((row) => [...row].map((cell) => cell === '1')))"
    plain = ["01" * 6, "10" * 6] * 6
    seen = [*plain[:5], "010111010000", *plain[6:]]
    # Four cells before it are light on neither side once one of them is dark.
    unseen = [*plain[:5], "010111010010", *plain[6:]]
    assert coder.evaluate(counted, seen) - coder.evaluate(counted, unseen) >= 40


def test_a_text_that_is_too_long_gets_none(coder: Page) -> None:
    assert coder.evaluate(DRAWN, [text_of(CAPACITY[-1]), None]) is not None
    assert coder.evaluate(DRAWN, [text_of(CAPACITY[-1] + 1), None]) is None


@pytest.mark.parametrize("length", [60, 106, 152, 251, 331])
def test_a_code_is_read_from_paper_at_a_hundred_dots_an_inch(browser: Browser, coder: Page, length: int) -> None:
    import io

    import zxingcpp
    from PIL import Image

    text = text_of(length)
    drawing = coder.evaluate("(text) => codeDrawing(codeOf(text))", text)
    mm = float(re.search(r'width="([\d.]+)mm"', drawing)[1])
    cells = int(re.search(r'viewBox="0 0 (\d+) ', drawing)[1])
    assert mm / cells / 25.4 * 100 >= 2.4
    # A page whose pixels are a hundredth of an inch, and the code not on their grid.
    page = browser.new_page(viewport={"width": 400, "height": 400})
    at_100_dpi = drawing.replace("mm", "px").replace(f'"{mm:.1f}px"', f'"{mm / 25.4 * 100:.2f}px"')
    page.set_content(f'<body style="margin: 20.3px 31.6px; background: #fff">{at_100_dpi}')
    picture = Image.open(io.BytesIO(page.screenshot()))
    page.close()
    found = zxingcpp.read_barcodes(picture)
    assert [one.text for one in found] == [text]
