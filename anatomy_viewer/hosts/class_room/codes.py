"""What lets somebody in: the code that everyone joins by, the key of who leads, and the token of a seat.

The code is made from the key, slowly: whoever shows the key of a class that this process has never heard of, because
it was started again, shows with it that the class was theirs. The token of a seat carries its own proof, so nobody has
to remember whom it was given to, and every process can read it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

__all__ = [
    "CODE_LENGTH",
    "LETTERS",
    "SEAT_LENGTH",
    "code_of",
    "fits",
    "new_key",
    "new_seat",
    "read_code",
    "seal_of",
    "seat_in",
    "seats_secret_of",
]

LETTERS = "BCDFGHJKMNPRTVWXY3479"
"""What a code is written with: nothing that looks like another on a projector, and no vowels, so no words."""

CODE_LENGTH = 8
_KEY_BYTES = 16
_SEAT_BYTES = 9
_PROOF_BYTES = 15
SEAT_LENGTH = (_SEAT_BYTES + _PROOF_BYTES) * 4 // 3
# Slow on purpose: looking for another key with the same code takes decades. Once at the start of a class.
_SLOW = {"n": 2**14, "r": 8, "p": 1}


def new_key() -> str:
    """Return a key of 128 random bits, as it stands in the presenter's link."""
    return secrets.token_urlsafe(_KEY_BYTES)


def code_of(key: str) -> str:
    """Return the code that belongs to a key; this takes about a twentieth of a second."""
    made = hashlib.scrypt(key.encode(), salt=b"anatomy-viewer class", dklen=16, **_SLOW)
    number, code = int.from_bytes(made, "big"), ""
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(LETTERS))
        code += LETTERS[place]
    return code


def read_code(text: str) -> str | None:
    """Return a code as it is written here, however it was typed in, or None where it is none.

    Examples
    --------
    >>> read_code("bcdf-ghjk")
    'BCDFGHJK'
    >>> read_code("bcdf-ghj") is None
    True
    """
    code = "".join(letter for letter in text[: 4 * CODE_LENGTH].upper() if letter not in "- ")
    return code if len(code) == CODE_LENGTH and set(code) <= set(LETTERS) else None


def seal_of(key: str) -> str:
    """Return what is kept of a key: enough to tell it again, and nothing to lead with."""
    return hashlib.sha256(b"presenter " + key.encode(errors="replace")).hexdigest()


def fits(key: str, seal: str) -> bool:
    """Tell whether a key is the one that a seal was made of."""
    return hmac.compare_digest(seal_of(key), seal)


def seats_secret_of(key: str) -> str:
    """Return what proves the seats of a class: the same whenever its key is shown again."""
    return hashlib.sha256(b"seats " + key.encode(errors="replace")).hexdigest()


def new_seat(secret: str) -> str:
    """Return the token of a new seat."""
    seat = _written(secrets.token_bytes(_SEAT_BYTES))
    return seat + _proof(seat, secret)


def seat_in(token: str, secret: str) -> str | None:
    """Return the seat that a token is of, or None where it was not given out in this class."""
    seat, proof = token[: _SEAT_BYTES * 4 // 3], token[_SEAT_BYTES * 4 // 3 :]
    real = hmac.compare_digest(_proof(seat, secret).encode(), proof.encode(errors="replace"))
    return seat if real and token.isascii() else None


def _proof(seat: str, secret: str) -> str:
    made = hmac.digest(secret.encode(), seat.encode(errors="replace"), "sha256")
    return _written(made[:_PROOF_BYTES])


def _written(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode()
