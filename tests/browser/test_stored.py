"""What this browser remembers: any text may stand there, and two pages share it."""

from __future__ import annotations

import json

import pytest

from .conftest import Visit

DRAWN = False
LESSON = "superior_cluneal_nerve_at_the_iliac_crest"
PROGRESS = "anatomy-viewer.progress"
DAMAGED = {
    PROGRESS: '{"lessons": null}',
    "anatomy-viewer.theme": "purple",
    "anatomy-viewer.language": "xx",
    "anatomy-viewer.letters": "{}",
    "anatomy-viewer.reading-size": "1e999",
}
SHOWN = "[...document.querySelectorAll('.lesson-progress')].map((one) => one.textContent.trim())"


def kept(page: Visit, key: str = PROGRESS) -> dict:
    return json.loads(page.page.evaluate("key => localStorage.getItem(key)", key))


def stands_there(page: Visit, text: str | None) -> None:
    """Put a text where progress is kept, as another page of this browser would, and show what comes of it."""
    page.page.evaluate(
        """([key, text]) => { if (text === null) localStorage.removeItem(key); else localStorage.setItem(key, text);
          window.dispatchEvent(new StorageEvent("storage", { key })); }""",
        [PROGRESS, text],
    )
    page.settle()


def answer(page: Visit, words: str) -> None:
    page.page.evaluate(f"anatomyViewer.goTo('{LESSON}', 'the_tunnel'); anatomyViewer.ask(0)")
    page.page.get_by_role("button", name=words).click()


def test_whatever_is_stored_the_page_opens_and_keeps_what_is_in_order(visit, address):
    page = visit((900, 700))
    page.page.add_init_script(
        f"if (!sessionStorage.getItem('set')) {{ sessionStorage.setItem('set', '1');"
        f" Object.entries({json.dumps(DAMAGED)}).forEach(([key, text]) => localStorage.setItem(key, text)); }}"
    )
    page.open(address)
    assert page.page.evaluate("document.documentElement.dataset.theme") == "light"
    assert page.state()["language"] == "en"
    assert page.page.locator(".notices").inner_text() == "", "nobody has asked for the language that is remembered"
    page.page.get_by_role("button", name="Lessons and structures").click()
    own = {"seen": ["the_tunnel", "the_tunnel", 3, None], "answers": {"a_question": {"first": True, "right": True}}}
    for text in (
        "",
        "null",
        "[]",
        "7",
        '"text"',
        "{not json",
        '{"lessons": [1, 2], "training": {"0": 3}}',
        '{"lessons": {"' + LESSON + '": null, "__proto__": {"seen": ["x"]}}, "training": null}',
        json.dumps({"lessons": {LESSON: {"seen": {"0": "the_tunnel"}, "answers": [True]}}, "training": ["1", -1, 1e9]}),
        json.dumps({"lessons": {LESSON: []}, "version": "9"}),
        "[" * 5000 + "]" * 5000,
    ):
        stands_there(page, text)
        assert [one for one in page.page.evaluate(SHOWN) if not one.startswith("0 of 12")] == [], text
    stands_there(page, json.dumps({"lessons": {LESSON: own, "other": None}, "training": [12.5, None, 7]}))
    assert page.page.evaluate(SHOWN)[0].startswith("1 of 12 steps seen · 0 of"), "the shape of before has no number"
    page.page.evaluate(f"anatomyViewer.goTo('{LESSON}', 0)")
    written = kept(page)
    assert written["version"] == 1
    assert written["lessons"][LESSON]["seen"][0] == "the_tunnel"
    assert len(written["lessons"][LESSON]["seen"]) == 2
    assert written["lessons"][LESSON]["answers"] == own["answers"]
    assert written["training"] == [12.5, 7]


def test_what_a_later_version_has_kept_stays_as_it_is(visit, server_address):
    page = visit((900, 700)).open(server_address)
    later = json.dumps({"version": 99, "lessons": {LESSON: "packed"}})
    stands_there(page, later)
    answer(page, "A common way for this nerve to run")
    assert page.page.evaluate("key => localStorage.getItem(key)", PROGRESS) == later
    beside = kept(page, f"{PROGRESS}-1")
    assert beside["lessons"][LESSON]["answers"] == {"what_a_tunnel_means": {"first": True, "right": True}}
    page.open(server_address)
    page.page.get_by_role("button", name="Lessons and structures").click()
    assert "1 of 12 steps seen" in page.page.locator(".lesson-progress").inner_text()
    page.page.get_by_role("button", name="Forget my progress").click()
    assert "packed" not in page.page.evaluate("JSON.stringify(localStorage)"), "to forget is to forget all of it"


def test_two_tabs_add_to_each_other_and_forget_together(visit, server_address):
    first = visit((900, 700)).open(server_address)
    second = Visit(first.page.context).open(server_address)
    answer(first, "A common way for this nerve to run")
    second.page.evaluate(f"anatomyViewer.goTo('{LESSON}', 'seven_centimetres')")
    both = kept(second)["lessons"][LESSON]
    assert set(both["seen"]) == {"the_tunnel", "seven_centimetres"}
    assert both["answers"] == {"what_a_tunnel_means": {"first": True, "right": True}}
    first.page.get_by_role("button", name="Lessons and structures").click()
    first.wait_until(f"{SHOWN}[0]?.startsWith('2 of 12 steps')")
    second.page.get_by_role("button", name="Lessons and structures").click()
    second.page.get_by_role("button", name="Forget my progress").click()
    first.wait_until(f"{SHOWN}.length === 0")
    first.page.evaluate("anatomyViewer.next()")
    assert kept(first)["lessons"][LESSON] == {"seen": [first.state()["step"]], "answers": {}}
    assert first.complaints == second.complaints == []


def test_with_a_full_disk_progress_counts_until_the_page_is_left(visit, server_address):
    page = visit((900, 700)).open(server_address)
    page.page.evaluate(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; 0",
    )
    answer(page, "A common way for this nerve to run")
    page.page.evaluate("anatomyViewer.next()")
    page.page.get_by_role("button", name="Lessons and structures").click()
    assert page.page.evaluate(SHOWN)[0].startswith("2 of 12 steps seen · 1 of")
    page.page.evaluate("delete Storage.prototype.setItem; 0")


INNER = "http://platform.test/inner.html"


@pytest.fixture
def framed(visit, exported_page):
    """The file in a frame that allows scripts and nothing else, as platforms put it."""
    page = visit((900, 700))
    page.page.route(
        "http://platform.test/**",
        lambda route: route.fulfill(
            body=exported_page.read_text(encoding="utf-8")
            if route.request.url.startswith(INNER)
            else f'<title>Course</title><iframe sandbox="allow-scripts" style="width: 880px; height: 640px" src="{INNER}"></iframe>',
            content_type="text/html",
        ),
    )
    page.page.goto("http://platform.test/")
    frame = page.page.frame(url=f"{INNER}*") or page.page.frames[1]
    frame.wait_for_function("window.anatomyViewer?.ready.then(() => true)", timeout=60_000)
    return page, frame


def test_in_a_frame_without_rights_the_page_opens_walks_and_goes_back(framed):
    page, frame = framed
    frame.evaluate(f"anatomyViewer.goTo('{LESSON}', 'the_tunnel'); anatomyViewer.next()")
    frame.locator(".menu").click()
    assert frame.evaluate(SHOWN)[0].startswith("2 of 12 steps")
    page.page.evaluate("history.back()")
    frame.wait_for_function("anatomyViewer.state().step === 'the_tunnel'")
