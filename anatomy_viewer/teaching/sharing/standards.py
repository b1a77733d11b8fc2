"""The standards of learning platforms for which there are packages; to be known before anything is read or written."""

from __future__ import annotations

from typing import Final, Literal, get_args

__all__ = ["STANDARDS", "Standard"]

Standard = Literal["scorm12", "scorm2004", "cmi5"]
STANDARDS: Final[tuple[Standard, ...]] = get_args(Standard)
