"""A lesson in Firefox and in WebKitGTK: drawn, turned, picked, walked."""

from __future__ import annotations


def test_first(engine, address):
    engine.open(address)
    assert engine.state()["visible"]
