"""Codes, keys and seats: how long, from what, and that none is taken for another."""

from __future__ import annotations

import math
import re

import pytest

from anatomy_viewer.hosts.class_room import codes


def test_a_code_is_eight_letters_that_cannot_be_taken_for_each_other() -> None:
    made = {codes.code_of(f"key {number}") for number in range(3)}
    assert len(made) == 3
    assert all(re.fullmatch(r"[BCDFGHJKMNPRTVWXY3479]{8}", code) for code in made)
    assert not set(codes.LETTERS) & set("AEIOULQSZ012568")
    assert math.log2(len(codes.LETTERS) ** codes.CODE_LENGTH) > 35


def test_a_key_always_has_the_same_code_and_128_bits() -> None:
    key = codes.new_key()
    assert codes.code_of(key) == codes.code_of(key)
    assert len(key) * 6 >= 128
    assert len({codes.new_key() for _ in range(100)}) == 100


@pytest.mark.parametrize("typed", ["BCDFGHJK", "bcdfghjk", "bcdf-ghjk", " BCDF GHJK "])
def test_a_code_is_read_however_it_was_typed(typed: str) -> None:
    assert codes.read_code(typed) == "BCDFGHJK"


@pytest.mark.parametrize(
    "typed", ["", "BCDFGHJ", "BCDFGHJKM", "BCDFGHJA", "ВCDFGHJK", "B" * 10_000, "BCDFGHJ\n", "../../.."]
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert codes.read_code(typed) is None


def test_only_the_key_itself_fits_its_seal() -> None:
    key = codes.new_key()
    seal = codes.seal_of(key)
    assert codes.fits(key, seal)
    for other in ("", key[:-1], f"{key} ", codes.new_key(), seal, "\udcff", "é" * 22):
        assert not codes.fits(other, seal)
    assert key not in seal


def test_a_seat_proves_itself_in_its_own_class_only() -> None:
    ours, theirs = (codes.seats_secret_of(codes.new_key()) for _ in range(2))
    token = codes.new_seat(ours)
    seat = codes.seat_in(token, ours)
    assert seat
    assert token.startswith(seat)
    assert len(token) == codes.SEAT_LENGTH
    assert codes.seat_in(token, theirs) is None
    assert len({codes.new_seat(ours) for _ in range(1000)}) == 1000


@pytest.mark.parametrize("change", ["", "x", "{0}x", "{1}", "{2}", "\udcff", "é", "{0:.12}", "{3}"])
def test_a_changed_seat_is_none(change: str) -> None:
    secret = codes.seats_secret_of("key")
    token = codes.new_seat(secret)
    other = codes.new_seat(secret)
    swapped = "A" if token[-1] != "A" else "B"
    changed = change.format(token, token[:12] + other[12:], other[:12] + token[12:], token[:-1] + swapped)
    assert codes.seat_in(changed, secret) is None
