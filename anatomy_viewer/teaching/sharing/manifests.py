"""What a platform reads of a package first, by standard."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from anatomy_viewer.teaching.sharing.course_structure import STRUCTURE, course_structure
from anatomy_viewer.teaching.sharing.packages import Package, scorm12_manifest, scorm2004_manifest
from anatomy_viewer.teaching.sharing.standards import Standard

__all__ = ["MANIFESTS"]

MANIFESTS: Final[Mapping[Standard, tuple[str, Callable[[Package, Sequence[str]], bytes]]]] = MappingProxyType(
    {
        "scorm12": ("imsmanifest.xml", scorm12_manifest),
        "scorm2004": ("imsmanifest.xml", scorm2004_manifest),
        "cmi5": (STRUCTURE, course_structure),
    }
)
"""By standard, the manifest's name and what writes it for a package and the names of all files but the manifest."""
