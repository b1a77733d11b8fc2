"""One class as it is now: what is told, whether a question takes answers, and until when; no network, no clock."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from anatomy_viewer.hosts.class_room.codes import code_of, fits, new_seat, seal_of, seat_in, seats_secret_of
from anatomy_viewer.hosts.class_room.refusals import Refused, refusals
from anatomy_viewer.hosts.class_room.told import state_of

__all__ = ["LASTS_S", "MOST_ANSWERS", "MOST_ANSWER_BYTES", "MOST_QUESTIONS", "Room", "new_room", "page_id"]

LASTS_S = 12 * 3600.0
"""How long a class lasts where nobody ends it."""

MOST_QUESTIONS = 200
MOST_ANSWERS = 20_000
"""Answers to one question."""
MOST_ANSWER_BYTES = 32 * 2**20
"""Answers of a class in all; a short answer, which most are, takes some 20 bytes of it."""

_PAGE = re.compile(r"[A-Za-z0-9_-]{1,24}")


@dataclass(frozen=True, slots=True)
class Room:
    """One class.

    Parameters
    ----------
    code
        What everyone joins by.
    seal, seats_secret
        What tells its key and its seats.
    ends
        When it ends, in seconds since 1970.
    revision
        Grows with each change, also where the server was started again: it begins with the time.
    said
        The newest state, as `told.state_of` returned it; where results are told, with them.
    leads
        Which of the presenter's pages has told it.
    """

    code: str
    seal: str
    seats_secret: str
    ends: float
    revision: int
    said: Mapping[str, Any]
    leads: str | None = None

    @property
    def over(self) -> bool:
        """Whether the presenter has ended it: closed, and no question that would be meant."""
        return bool(self.said["closed"]) and not self.said["question"]

    @property
    def question(self) -> Mapping[str, Any] | None:
        """What is asked now, open or closed."""
        asked: Mapping[str, Any] | None = self.said["question"]
        return asked

    @property
    def open(self) -> str | None:
        """The question that takes answers."""
        return str(self.question["id"]) if self.question and not self.said["closed"] else None

    def is_over(self, now: float) -> bool:
        """Tell whether it has ended, by its presenter or by itself."""
        return self.over or now >= self.ends

    def key_fits(self, key: str) -> bool:
        """Tell whether somebody may lead."""
        return fits(key, self.seal)

    def seat(self, token: str) -> str | None:
        """Return the seat that a token is of, or None."""
        return seat_in(token, self.seats_secret)

    def new_seat(self) -> str:
        """Return the token of a new seat."""
        return new_seat(self.seats_secret)

    def changed(self, said: Mapping[str, Any], leads: str | None) -> Room:
        """Return the class after its presenter has told something."""
        return replace(self, said=said, leads=leads, revision=self.revision + 1)

    def refusal(self, question: str, now: float) -> Refused | None:
        """Return why an answer to a question is not taken, or None."""
        if self.is_over(now):
            return refusals.over()
        if self.question is None or self.question["id"] != question:
            return refusals.not_asked()
        return refusals.question_closed() if self.said["closed"] else None

    def event(self, leading: bool = False) -> bytes:
        """Return the event that tells the state; what would give an answer away is for who leads until it is shown."""
        said: Mapping[str, Any] = {**self.said, "closed": bool(self.said["closed"])}
        asked, told = said["question"], said["told"] or {}
        if asked and not leading and not told.get("results"):
            said = {**said, "question": {key: asked[key] for key in asked if key not in ("target", "right")}}
        return f"event: state\nid: {self.revision}\ndata: {written(said)}\n\n".encode()


def new_room(key: str, now: float, said: Mapping[str, Any] | None = None) -> Room:
    """Return the class of a key, from now on; finding its code takes a twentieth of a second.

    Parameters
    ----------
    key
        Who shows it leads.
    now
        Seconds since 1970.
    said
        What is told at first; by default nothing.
    """
    return Room(
        code=code_of(key),
        seal=seal_of(key),
        seats_secret=seats_secret_of(key),
        ends=now + LASTS_S,
        revision=int(now * 1000),
        said=said or state_of({}),
    )


def page_id(text: str | None) -> str | None:
    """Return the name that a presenter's page has given itself, or None."""
    return text if text and _PAGE.fullmatch(text) else None


def written(value: Any) -> str:
    """Return a value as JSON on one line."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))
