"""The store of one process: everything stays in it, and goes with it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from anatomy_viewer.hosts.class_room.refusals import refusals
from anatomy_viewer.hosts.class_room.results import read_answer
from anatomy_viewer.hosts.class_room.room import MOST_ANSWER_BYTES, MOST_ANSWERS, MOST_QUESTIONS, Room
from anatomy_viewer.hosts.class_room.stores import Presence

__all__ = ["MemoryStore"]

MOST_CLASSES = 64
_KEPT_AFTER_S = 3600.0


@dataclass
class _Kept:
    """One class with what it was asked and has answered."""

    room: Room
    questions: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    answers: dict[str, dict[str, str]] = field(default_factory=dict)
    bytes: int = 0
    listen: Callable[[Room], None] | None = None


class MemoryStore:
    """Keeps classes in this process.

    Parameters
    ----------
    now
        Seconds since 1970.
    """

    revives = True
    lost = False

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._classes: dict[str, _Kept] = {}

    async def begin(self) -> None:
        """Nothing is to be done."""

    async def end(self) -> None:
        """Nothing is to be done."""

    async def found(self, room: Room) -> bool:
        """Keep a new class, unless its code is taken or there are too many."""
        now = self._now()
        for code, kept in list(self._classes.items()):
            if now > kept.room.ends + _KEPT_AFTER_S:
                del self._classes[code]
        if room.code in self._classes or len(self._classes) >= MOST_CLASSES:
            return False
        self._classes[room.code] = kept = _Kept(room)
        if room.question:
            kept.questions[room.question["id"]] = room.question
        return True

    async def read(self, code: str) -> Room | None:
        """Return a class, or None."""
        kept = self._classes.get(code)
        return kept.room if kept else None

    async def write(self, code: str, said: Mapping[str, Any], leads: str | None) -> Room:
        """Keep a state, and tell who listens."""
        kept = self._kept(code)
        if kept.room.is_over(self._now()):
            raise refusals.over()
        asked = said["question"]
        if asked:
            before = kept.questions.get(asked["id"])
            if before is not None and before["kind"] != asked["kind"]:
                raise refusals.other_kind()
            if before is None and len(kept.questions) >= MOST_QUESTIONS:
                raise refusals.too_many_questions(MOST_QUESTIONS)
            kept.questions[asked["id"]] = asked
        kept.room = kept.room.changed(said, leads)
        if kept.listen:
            kept.listen(kept.room)
        return kept.room

    async def answer(self, code: str, question: str, seat: str, answer: str) -> None:
        """Keep an answer."""
        kept = self._kept(code)
        if refusal := kept.room.refusal(question, self._now()):
            raise refusal
        given = kept.answers.setdefault(question, {})
        more = len(answer) - len(given.get(seat, ""))
        if (seat not in given and len(given) >= MOST_ANSWERS) or kept.bytes + more > MOST_ANSWER_BYTES:
            raise refusals.answers_full()
        given[seat] = answer
        kept.bytes += more

    async def answers(self, code: str, question: str) -> Mapping[str, Sequence[Any]]:
        """Return the answers to a question by seat."""
        return {seat: read_answer(text) for seat, text in self._kept(code).answers.get(question, {}).items()}

    async def questions(self, code: str) -> Sequence[Mapping[str, Any]]:
        """Return what was asked."""
        return list(self._kept(code).questions.values())

    async def presence(self, code: str, here: int, question: str | None) -> Presence:
        """Return how many are here and have answered."""
        kept = self._kept(code)
        return Presence(here, len(kept.answers.get(question or "", ())), kept.room.revision)

    async def follow(self, code: str, listen: Callable[[Room], None]) -> None:
        """Call `listen` at each change."""
        self._kept(code).listen = listen

    async def leave(self, code: str) -> None:
        """Call nobody any more."""
        if code in self._classes:
            self._classes[code].listen = None

    def _kept(self, code: str) -> _Kept:
        kept = self._classes.get(code)
        if kept is None:
            raise refusals.unknown()
        return kept
