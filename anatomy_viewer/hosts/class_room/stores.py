"""Where classes are kept: what a store can do, whoever keeps them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from anatomy_viewer.hosts.class_room.room import Room

__all__ = ["Presence", "Store"]


class Presence(NamedTuple):
    """What a presenter is told of the room.

    Parameters
    ----------
    here
        How many follow, at all processes.
    answered
        How many have answered the question that is asked, or was asked last.
    revision
        Of the newest state; 0 where the store has none.
    """

    here: int
    answered: int
    revision: int


class Store(Protocol):
    """Keeps classes and their answers. Whatever it cannot do now, because it cannot be reached, raises `Refused`."""

    revives: bool
    """Whether a class that it does not have may be one that it had before the process was started again."""
    lost: bool
    """Whether it cannot be reached at the moment."""

    async def begin(self) -> None:
        """Get ready. Raises ``ProblemsFound`` where it cannot be had."""

    async def end(self) -> None:
        """Let go."""

    async def found(self, room: Room) -> bool:
        """Keep a new class, or return False where its code is taken."""

    async def read(self, code: str) -> Room | None:
        """Return a class, or None where there is none."""

    async def write(self, code: str, said: Mapping[str, Any], leads: str | None) -> Room:
        """Keep a state, and return the class with it."""

    async def answer(self, code: str, question: str, seat: str, answer: str) -> None:
        """Keep the answer of a seat in the place of its former one; when this returns it is not lost."""

    async def answers(self, code: str, question: str) -> Mapping[str, Sequence[Any]]:
        """Return the answers to a question by seat."""

    async def questions(self, code: str) -> Sequence[Mapping[str, Any]]:
        """Return what was asked, in that order."""

    async def presence(self, code: str, here: int, question: str | None) -> Presence:
        """Tell how many follow here, and return how it stands in all."""

    async def follow(self, code: str, listen: Callable[[Room], None]) -> None:
        """Call `listen` with the class at each change, from now on."""

    async def leave(self, code: str) -> None:
        """Call nobody any more."""
