"""What a room's answers come to, against figures worked out otherwise."""

from __future__ import annotations

import csv
import io
import math
import random
import statistics

from anatomy_viewer.hosts.class_room.results import answers_csv, results_of


def test_presses_have_mean_spread_and_distance_to_the_target() -> None:
    drawn = random.Random(3)
    target = [50.0, -60.0, 10.0]
    places = [[round(drawn.gauss(one, 6), 1) for one in target] for _ in range(301)]
    found = results_of({"kind": "press", "target": target}, places)
    axes = list(zip(*places, strict=True))
    away = [math.dist(place, target) for place in places]
    assert found["count"] == 301
    assert found["mean"] == [round(statistics.fmean(axis), 1) for axis in axes]
    assert found["sd_mm"] == [round(statistics.stdev(axis), 1) for axis in axes]
    assert found["spread_mm"] == round(math.sqrt(sum(statistics.variance(axis) for axis in axes)), 1)
    assert found["to_target"]["mean_mm"] == round(statistics.fmean(away), 1)
    assert found["to_target"]["median_mm"] == round(statistics.median(away), 1)
    assert found["to_target"]["within"] == [
        {"mm": 8, "count": sum(one <= 8 for one in away)},
        {"mm": 25, "count": sum(one <= 25 for one in away)},
    ]
    assert 100 <= len(found["cloud"]) <= 300  # a part is drawn, the figures are of all
    assert all(place in places for place in found["cloud"])


def dot(a: list[float], b: list[float]) -> float:
    return sum(one * other for one, other in zip(a, b, strict=True))


def test_an_ellipse_lies_along_the_way_in_which_presses_spread_most() -> None:
    drawn = random.Random(5)
    along, across = [0.8, 0.0, 0.6], [-0.6, 0.0, 0.8]
    parts = [(drawn.gauss(0, 20), drawn.gauss(0, 6)) for _ in range(500)]
    places = [[a * along[k] + b * across[k] + 10 for k in range(3)] for a, b in parts]
    widest, other = results_of({"kind": "press"}, places)["ellipse"]
    assert abs(dot(widest["direction"], along)) > 0.999
    assert abs(dot(other["direction"], across)) > 0.999
    assert abs(widest["sd_mm"] - statistics.stdev(a for a, _ in parts)) < 0.2
    assert abs(other["sd_mm"] - statistics.stdev(b for _, b in parts)) < 0.2
    assert abs(dot(widest["direction"], other["direction"])) < 1e-3
    alike = results_of({"kind": "press"}, [[1.0, 2.0, 3.0]] * 4)["ellipse"]
    assert [one["sd_mm"] for one in alike] == [0.0, 0.0]


def test_one_press_and_none_have_no_spread() -> None:
    assert results_of({"kind": "press"}, [])["mean"] is None
    one = results_of({"kind": "press"}, [[1.0, 2.0, 3.0]])
    assert (one["mean"], one["spread_mm"], one["ellipse"], one["to_target"]) == ([1.0, 2.0, 3.0], None, None, None)


def test_choices_are_counted_with_those_that_nobody_chose() -> None:
    question = {"kind": "choose", "options": [{"id": "a"}, {"id": "b"}, {"id": "c"}]}
    found = results_of(question, [["b"], ["b", "a"], ["b"]])
    assert found == {
        "count": 3,
        "chosen": [{"id": "a", "count": 1}, {"id": "b", "count": 3}, {"id": "c", "count": 0}],
    }


def test_structures_are_counted_the_most_named_first() -> None:
    found = results_of({"kind": "identify"}, [["skin"], ["sacrum"], ["sacrum"]])
    assert found["chosen"] == [{"id": "sacrum", "count": 2}, {"id": "skin", "count": 1}]
    many = results_of({"kind": "find"}, [[f"id_{n}"] for n in range(5000)])
    assert (many["count"], len(many["chosen"])) == (5000, 100)


def test_orders_are_ranked_by_their_mean_place() -> None:
    question = {"kind": "order", "options": [{"id": "a"}, {"id": "b"}, {"id": "c"}]}
    found = results_of(question, [["b", "a", "c"], ["b", "c", "a"], ["a", "b", "c"]])
    assert found["ranks"] == [
        {"id": "b", "mean": 1.33, "places": [2, 1, 0]},
        {"id": "a", "mean": 2.0, "places": [1, 1, 1]},
        {"id": "c", "mean": 2.67, "places": [0, 1, 2]},
    ]
    assert results_of(question, [])["ranks"][0]["mean"] is None


def test_the_table_names_nobody_and_is_no_formula() -> None:
    asked = [
        ({"id": "q1", "kind": "press", "text": "=HYPERLINK(1)", "target": [0.0, 0.0, 0.0]}, {"seatB": [3.0, 4.0, 0.0]}),
        ({"id": "q2", "kind": "choose"}, {"seatB": ["a", "b"], "seatA": ["b"]}),
    ]
    text = answers_csv(asked)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert "seatA" not in text
    assert [(row["question"], row["seat"], row["answer"], row["to_target_mm"]) for row in rows] == [
        ("q1", "2", "", "5.0"),
        ("q2", "1", "b", ""),
        ("q2", "2", "a b", ""),
    ]
    assert rows[0]["text"] == "'=HYPERLINK(1)"
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())
