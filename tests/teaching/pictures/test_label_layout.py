"""Labels and plates of rulers stand where the page puts them: the same cases to Python and to the client script."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from anatomy_viewer.teaching.pictures.label_layout import Box, Item, in_columns, plate_beside
from tests.rooms import ask_room

FREE = (Box(0, 56, 830, 710), Box(0, 56, 750, 710), Box(0, 108, 390, 415.8), Box(40, 20, 300, 180))
LAY_OUT = """({ inColumns, plateBeside }, cases) => cases.map(({ items, free, reach, taken, lines, size }) => ({
  labels: inColumns(items, free, reach, taken).map(({ id, x, y }) => [id, x, y]),
  plates: lines.map((line) => plateBeside(line, size, free, lines, taken)).map(({ left, top }) => [left, top]),
}))"""


def cases() -> list[dict[str, Any]]:
    """Return crowded and empty windows: labels at the edge, one over another, around signs, beside lines."""
    chance = random.Random(8)
    made = []
    for number in range(240):
        free = FREE[number % len(FREE)]

        def spot(free: Box = free, beyond: float = 40) -> dict[str, float]:
            return {
                "x": round(chance.uniform(free.left - beyond, free.right + beyond), 2),
                "y": round(chance.uniform(free.top - beyond, free.bottom + beyond), 2),
            }

        count = (0, 1, 3, 6, 11, 19)[number // 4 % 6]
        items = [
            {"id": str(k), "spot": spot(), "width": chance.randint(40, 190), "height": chance.choice((22, 26, 40))}
            for k in range(count)
        ]
        if count > 3:  # some stand in one place, and one exactly in the middle
            items[1]["spot"] = items[0]["spot"]
            items[2]["spot"] = {"x": (free.left + free.right) / 2, "y": 200}
        corners = [spot(beyond=0) for _ in range(number % 3)]
        made.append(
            {
                "items": items,
                "free": {"left": free.left, "top": free.top, "right": free.right, "bottom": free.bottom},
                "reach": chance.choice((0, 60, 180, 500)),
                "taken": [
                    {"left": one["x"], "top": one["y"], "right": one["x"] + 90, "bottom": one["y"] + 60}
                    for one in corners
                ],
                "lines": [[spot() for _ in range(chance.choice((2, 3, 7)))] for _ in range(number % 4)],
                "size": {"width": chance.randint(50, 170), "height": chance.choice((21, 38))},
            }
        )
    return made


def laid_out_here(case: dict[str, Any]) -> dict[str, Any]:
    def place(spot: dict[str, float]) -> tuple[float, float]:
        return spot["x"], spot["y"]

    free, taken = Box(**case["free"]), [Box(**one) for one in case["taken"]]
    items = [Item(one["id"], "", place(one["spot"]), one["width"], one["height"]) for one in case["items"]]
    lines = [[place(spot) for spot in line] for line in case["lines"]]
    size = (case["size"]["width"], case["size"]["height"])
    plates = [plate_beside(line, size, free, lines, taken) for line in lines]
    return {
        "labels": [[item.id, item.x, item.y] for item in in_columns(items, free, case["reach"], taken)],
        "plates": [[plate.left, plate.top] for plate in plates],
    }


def test_both_twins_lay_out_alike(tmp_path: Path) -> None:
    given = cases()
    there = ask_room(tmp_path, "layout", LAY_OUT, given)
    assert sum(len(one["labels"]) for one in there) > 1000
    for case, theirs in zip(given, there, strict=True):
        ours = laid_out_here(case)
        assert [one[0] for one in ours["labels"]] == [one[0] for one in theirs["labels"]]
        for kind, first in (("labels", 1), ("plates", 0)):
            mine = [number for one in ours[kind] for number in one[first:]]
            assert mine == pytest.approx([number for one in theirs[kind] for number in one[first:]], abs=1e-6)


def test_labels_keep_clear_of_each_other_and_of_what_stands_already() -> None:
    for case in cases():
        if len(case["items"]) > 6 or case["free"]["right"] < 390 or case["taken"]:
            continue
        free = Box(**case["free"])
        items = [
            Item(one["id"], "", (one["spot"]["x"], one["spot"]["y"]), one["width"], one["height"])
            for one in case["items"]
        ]
        boxes = [Box(i.x, i.y, i.x + i.width, i.y + i.height) for i in in_columns(items, free, 0, [])]
        by_column = [[box for box in boxes if (box.left < free.width / 2) == left] for left in (True, False)]
        for column in by_column:
            assert not any(a.overlaps(b) for k, a in enumerate(column) for b in column[k + 1 :])
