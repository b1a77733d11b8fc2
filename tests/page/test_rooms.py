"""The rooms of the client script that need no page, each asked under Node: see the files in ``rooms/``."""

from __future__ import annotations

import re

import pytest

from tests.rooms import ROOM_TESTS, run_room_test

FILES = sorted(path.name for path in ROOM_TESTS.glob("*.test.mjs"))


@pytest.mark.parametrize("name", FILES)
def test_room(tmp_path, name):
    passes, told = run_room_test(tmp_path, name)
    assert passes, told
    assert int(re.search(r"tests (\d+)", told)[1]) > 0


def test_a_wrong_answer_is_told(tmp_path, monkeypatch):
    """What runs them would otherwise say nothing for ever."""
    wrong = tmp_path / "wrong"
    wrong.mkdir()
    (wrong / "wrong.test.mjs").write_text(
        'import test from "node:test"; import assert from "node:assert/strict"; import { dot } from "./vectors.js";\n'
        'test("wrong", () => assert.equal(dot([1, 2, 3], [1, 1, 1]), 7));\n'
    )
    (wrong / "page.mjs").write_text((ROOM_TESTS / "page.mjs").read_text(encoding="utf-8"))
    monkeypatch.setattr("tests.rooms.ROOM_TESTS", wrong)
    passes, told = run_room_test(tmp_path, "wrong.test.mjs")
    assert not passes
    assert "6 !== 7" in told
