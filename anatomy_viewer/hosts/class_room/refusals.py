"""Why something is refused: a status, one word for the page, and one sentence for people."""

from __future__ import annotations

import math

__all__ = ["Refused", "refusals"]


class Refused(Exception):
    """Raised where a request is not done.

    Parameters
    ----------
    status
        Status of the answer.
    word
        Which refusal it is, for the page, which words it in its own language.
    sentence
        What whoever asked is told.
    wait
        Seconds after which asking again may help; 0 where it will not.
    """

    def __init__(self, status: int, word: str, sentence: str, wait: float = 0.0) -> None:
        super().__init__(sentence)
        self.status = status
        self.word = word
        self.sentence = sentence
        self.wait = math.ceil(wait)


class refusals:  # a name for the sentences, so that each stands once
    """Make the refusals of a class."""

    @staticmethod
    def unknown() -> Refused:
        """No class has that code."""
        return Refused(
            404, "unknown", "There is no class with that code; it has 8 letters or digits, as they are shown."
        )

    @staticmethod
    def guessing(wait: float) -> Refused:
        """Too many codes that are none came from one address."""
        said = f"Too many codes that are none came from your network; try again in {math.ceil(wait)} s."
        return Refused(429, "guessing", said, wait)

    @staticmethod
    def over() -> Refused:
        """The class has ended."""
        return Refused(410, "over", "This class has ended.")

    @staticmethod
    def full() -> Refused:
        """Nobody else fits in."""
        return Refused(503, "full", "This class is full; try again when somebody has left.", 10)

    @staticmethod
    def wrong_key() -> Refused:
        """Who wants to lead has not the key."""
        return Refused(401, "key", "That is not this class's key; the presenter's link has it after its #key=.")

    @staticmethod
    def wrong_seat() -> Refused:
        """Who answers has no seat in this class."""
        said = 'This seat is not of this class; the event "seat" of class/CODE/events gives one.'
        return Refused(401, "seat", said)

    @staticmethod
    def too_fast(wait: float) -> Refused:
        """Too much came at once."""
        return Refused(429, "fast", f"That was too much at once; try again in {math.ceil(wait)} s.", wait)

    @staticmethod
    def not_asked() -> Refused:
        """An answer to what is not asked now."""
        return Refused(409, "not_asked", "That question is not the one that is asked now.")

    @staticmethod
    def question_closed() -> Refused:
        """An answer after the question was closed."""
        return Refused(409, "question_closed", "That question is closed; answers are no longer taken.")

    @staticmethod
    def other_kind() -> Refused:
        """A question that was asked in another way before."""
        said = "state.question.id: this class was asked a question of that id of another kind; allowed: a new id."
        return Refused(409, "other_kind", said)

    @staticmethod
    def too_many_questions(most: int) -> Refused:
        """As many questions as a class may be asked."""
        return Refused(409, "questions", f"This class has been asked {most} questions, which is all that one may be.")

    @staticmethod
    def answers_full() -> Refused:
        """No more answers are kept."""
        return Refused(503, "answers_full", "This class keeps no more answers; those that it has stay.")

    @staticmethod
    def lost() -> Refused:
        """The store cannot be reached."""
        said = "The class's store cannot be reached just now; nothing is lost, try again in a moment."
        return Refused(503, "lost", said, 1)

    @staticmethod
    def wrong(sentence: str) -> Refused:
        """What came is not what may come."""
        return Refused(400, "wrong", sentence)
