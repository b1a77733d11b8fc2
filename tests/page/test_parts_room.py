"""The client's room of the parts, run by Node: it puts together what Python has parted, in whatever order it comes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from anatomy_viewer.hosts.contents import page_texts
from anatomy_viewer.page.files import CLIENT_SCRIPT
from tests.node import run_node

PROGRAM = Path(__file__).with_name("parts_room.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def values() -> dict[str, dict]:
    from anatomy_viewer.hosts.parts import viewer_parts

    page = viewer_parts()
    lessons = ["superior_cluneal_nerve_at_the_iliac_crest", "when_to_seek_help"]
    return {form: dict(page.content(lessons, form, None)) for form in ("pooled", "female")}


def test_what_the_client_puts_together_is_the_value(values: dict[str, dict], tmp_path: Path) -> None:
    for address, text in page_texts(values["pooled"], {"female": values["female"]}).items():
        (tmp_path / address).write_bytes(text)
    shutil.copytree(CLIENT_SCRIPT, tmp_path / "client")
    (tmp_path / "client" / "package.json").write_text('{"type": "module"}')
    run_node({}, PROGRAM, tmp_path)
    found = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    assert found["first"]  # until it comes, a step shows the home picture
    assert sorted(found["asked"]) == [f"content-{name}.json" for name in ("es", "female", "lessons", "more")]
    waited_for, after_more, after_lessons, left, after_form, went_elsewhere = found["told"]
    assert waited_for == "the lesson"
    assert after_more == ["person"]
    assert (after_lessons, left) == (["person", "lesson", "next"], "")
    assert after_form == ["person", "lesson", "next", "form"]
    assert went_elsewhere is False
    for form, value in values.items():
        parts = found[form].pop("parts")
        assert set(parts) == {"lessons", "more", "es", "female"}
        assert found[form] == json.loads(json.dumps(value))
    assert {**found["shown"], "parts": 0} == {**found["pooled"], "parts": 0}
