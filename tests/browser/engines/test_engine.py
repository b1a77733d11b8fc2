"""The other tests rest on hearing what a page complains of, and on input that a page takes for a person's."""

from __future__ import annotations

PAGE = """<!doctype html><meta charset="utf-8"><title>Complaints</title>
<script>
console.log("not this");
console.warn("a warning");
console.error("an error");
Promise.reject(new Error("a rejection"));
setTimeout(() => { window.told = true; throw new Error("an exception"); });
addEventListener("click", event => { window.clicked = [event.clientX, event.clientY, event.isTrusted]; });
addEventListener("keydown", event => { window.typed = [event.key, event.isTrusted]; });
</script>"""


def test_complaints_are_heard_and_input_is_a_person_s(engine, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(PAGE)
    engine.go(page.as_uri())
    engine.wait_until("window.told")
    engine.settle()
    heard = engine.complaints()
    assert len(heard) == 4, heard
    assert "a warning" in heard[0]
    assert "an error" in heard[1]
    assert engine.complaints() == []
    engine.click(120, 80)
    assert engine.evaluate("window.clicked") == [120, 80, True]
    engine.keys("Escape")
    assert engine.evaluate("window.typed") == ["Escape", True]
