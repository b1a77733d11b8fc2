"""What a room has answered, put together: where it pressed, what it chose, in which order, which structure it found."""

from __future__ import annotations

import csv
import io
import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

__all__ = ["EXAMINERS_MM", "answers_csv", "results_of"]

EXAMINERS_MM = (8, 25)
"""How far apart examiners press who know the place: the share of a room within each stands beside it."""

_CLOUD_SHOWN = 300
_NAMES_SHOWN = 100


def results_of(question: Mapping[str, Any], answers: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """Return what the answers to a question come to.

    Parameters
    ----------
    question
        As the presenter asked it.
    answers
        As `told.fitting_answer` returned them.
    """
    given = list(answers)
    if question["kind"] == "press":
        return _presses([one for one in given if _is_place(one)], question.get("target"))
    known = [option["id"] for option in question.get("options") or ()]
    listed = [one for one in given if not _is_place(one)]
    if question["kind"] == "order":
        return _orders(listed, known)
    counted = Counter(item for one in listed for item in one)
    shown = sorted(counted, key=lambda item: (-counted[item], str(item)))[:_NAMES_SHOWN]
    chosen = [{"id": item, "count": counted[item]} for item in dict.fromkeys((*known, *shown))]
    return {"count": len(listed), "chosen": chosen}


def _presses(places: Sequence[Sequence[float]], target: Any) -> dict[str, Any]:
    """Return the mean of presses, how far they spread about it, and how far they are from the target."""
    count = len(places)
    found: dict[str, Any] = dict.fromkeys(("mean", "spread_mm", "sd_mm", "ellipse", "to_target"))
    found["count"] = count
    # Every n-th, so that the cloud keeps its form; the figures are of all.
    step = max(1, math.ceil(count / _CLOUD_SHOWN))
    found["cloud"] = [list(place) for place in places[::step]]
    if not count:
        return found
    mean = [sum(place[axis] for place in places) / count for axis in range(3)]
    squares = [sum((place[axis] - mean[axis]) ** 2 for place in places) for axis in range(3)]
    found["mean"] = [round(one, 1) for one in mean]
    if count > 1:
        found["sd_mm"] = [round(math.sqrt(one / (count - 1)), 1) for one in squares]
        found["spread_mm"] = round(math.sqrt(sum(squares) / (count - 1)), 1)
        found["ellipse"] = _ellipse(places, mean)
    if _is_place(target):
        away = sorted(math.dist(place, target) for place in places)
        middle = (away[(count - 1) // 2] + away[count // 2]) / 2
        found["to_target"] = {
            "mean_mm": round(math.fsum(away) / count, 1),
            "median_mm": round(middle, 1),
            "of_mean_mm": round(math.dist(mean, target), 1),
            "within": [{"mm": most, "count": sum(one <= most for one in away)} for most in EXAMINERS_MM],
        }
    return found


def _ellipse(places: Sequence[Sequence[float]], mean: Sequence[float]) -> list[dict[str, Any]]:
    """Return the two directions in which presses spread most, at right angles, with the standard deviation along each.

    Presses lie on a surface, so what is left out is how far it bends.
    """
    apart = [[place[axis] - mean[axis] for axis in range(3)] for place in places]
    spread = [[math.fsum(one[row] * one[column] for one in apart) for column in range(3)] for row in range(3)]
    axes = [[float(row == column) for column in range(3)] for row in range(3)]
    # Jacobi: each turn takes away one of the three products of two axes; a few rounds leave none.
    for _ in range(12):
        for a, b in ((0, 1), (0, 2), (1, 2)):
            angle = math.atan2(2 * spread[a][b], spread[b][b] - spread[a][a]) / 2
            cosine, sine = math.cos(angle), math.sin(angle)
            for row in (*spread, *axes):
                row[a], row[b] = cosine * row[a] - sine * row[b], sine * row[a] + cosine * row[b]
            spread[a], spread[b] = (
                [cosine * one - sine * other for one, other in zip(spread[a], spread[b], strict=True)],
                [sine * one + cosine * other for one, other in zip(spread[a], spread[b], strict=True)],
            )
    widest = sorted(range(3), key=lambda axis: -spread[axis][axis])[:2]
    return [
        {
            "direction": [round(row[axis], 4) for row in axes],
            "sd_mm": round(math.sqrt(max(0.0, spread[axis][axis]) / (len(places) - 1)), 1),
        }
        for axis in widest
    ]


def _orders(orders: Sequence[Sequence[Any]], known: Sequence[Any]) -> dict[str, Any]:
    """Return the mean place of each item, first ones first, and how often it stood in which."""
    places: dict[Any, Counter[int]] = {item: Counter() for item in known}
    for order in orders:
        for place, item in enumerate(order):
            if item in places or len(places) < _NAMES_SHOWN:
                places.setdefault(item, Counter())[place] += 1
    longest = max((place + 1 for counted in places.values() for place in counted), default=0)
    ranks = [
        {
            "id": item,
            "mean": round(sum((place + 1) * n for place, n in counted.items()) / counted.total(), 2)
            if counted
            else None,
            "places": [counted[place] for place in range(longest)],
        }
        for item, counted in places.items()
    ]
    ranks.sort(key=lambda one: math.inf if one["mean"] is None else one["mean"])
    return {"count": len(orders), "ranks": ranks}


def answers_csv(asked: Iterable[tuple[Mapping[str, Any], Mapping[str, Sequence[Any]]]]) -> str:
    """Return what was answered as a table, without names: seats are numbered in no order that means anything.

    Parameters
    ----------
    asked
        Each question with its answers by seat.
    """
    kept = list(asked)
    numbers = {seat: n for n, seat in enumerate(sorted({seat for _, answers in kept for seat in answers}), 1)}
    written = io.StringIO(newline="")
    rows = csv.writer(written)
    rows.writerow(("question", "kind", "text", "seat", "answer", "x_mm", "y_mm", "z_mm", "to_target_mm"))
    for question, answers in kept:
        head = (question["id"], question["kind"], _no_formula(question.get("text") or ""))
        target = question.get("target")
        for seat in sorted(answers, key=numbers.__getitem__):
            answer = answers[seat]
            if question["kind"] == "press" and _is_place(answer):
                away = round(math.dist(answer, target), 1) if target and _is_place(target) else ""
                rows.writerow((*head, numbers[seat], "", *answer, away))
            else:
                rows.writerow((*head, numbers[seat], " ".join(map(str, answer)), "", "", "", ""))
    return written.getvalue()


def _no_formula(text: str) -> str:
    """Return a text that no program of tables takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def _is_place(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 3 and all(isinstance(one, float) for one in value)


def read_answer(written: str | bytes) -> list[Any]:
    """Return an answer as a store has kept it."""
    answer = json.loads(written)
    return answer if isinstance(answer, list) else [answer]
