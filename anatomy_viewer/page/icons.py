"""The page's icons: SVG paths of our own on a 24 by 24 grid, drawn with a stroke."""

from __future__ import annotations

from .markup import Tag

PATHS = {
    "previous": "M15 5l-7 7 7 7",
    "next": "M9 5l7 7-7 7",
    "close": "M6 6l12 12M18 6L6 18",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "lessons": "M5 5h14v15H5zM9 9h6M9 13h6M9 17h3",
    "layers": "M12 4l9 5-9 5-9-5zM4 14l8 4.5 8-4.5",
    "theme": "M12 4a8 8 0 1 0 8 8 6 6 0 0 1-8-8z",
    "help": "M9.5 9.2a2.6 2.6 0 1 1 3.7 2.4c-.8.4-1.2 1-1.2 2M12 17.2v.4M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
    "labels": "M4 8.5h9l6 3.8-6 3.7H4z",
    "turn_left": "M8 5L4 9l4 4M4 9h9a6 6 0 0 1 0 12",
    "turn_right": "M16 5l4 4-4 4M20 9h-9a6 6 0 0 0 0 12",
    "turn_up": "M12 20V5M6 11l6-6 6 6",
    "turn_down": "M12 4v15M6 13l6 6 6-6",
    "zoom_in": "M12 6v12M6 12h12",
    "zoom_out": "M6 12h12",
    "restore": "M5 12a7 7 0 1 0 2.5-5.4M5 4v5h5",
    "search": "M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM20 20l-4.5-4.5",
    "eye": "M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
    "focus": "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5M12 10.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z",
    "see_through": "M9 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 8a6 6 0 1 1-4.5 10",
    "unfold": "M7 10l5 5 5-5",
    "people": "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3.5 19a5.5 5.5 0 0 1 11 0M16 5.5a3 3 0 0 1 0 5.4M17 14l3 5",
    "play": "M8 5l11 7-11 7z",
    "pause": "M8 5v14M16 5v14",
    "minus": "M6 12h12",
    "plus": "M12 6v12M6 12h12",
    "where": "M12 3v5M12 16v5M3 12h5M16 12h5M12 10.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z",
    "aloud": "M5 9.5v5h3.5L13 18V6L8.5 9.5zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11",
    "print": "M7 9V4h10v5M7 17H4v-7h16v7h-3M7 14h10v6H7z",
    "arrow_left": "M19 12H5M11 6l-6 6 6 6",
    "arrow_right": "M5 12h14M13 6l6 6-6 6",
    "arrow_up": "M12 19V5M6 11l6-6 6 6",
    "arrow_down": "M12 5v14M6 13l6 6 6-6",
    "whole_page": "M10 5H5v14h14v-5M13 5h6v6M19 5l-9 9",
    "whole_screen": "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
    "tools": "M4 20l7.5-7.5M14 4.5a4.5 4.5 0 0 0 5.5 5.5l-6.8 6.8a2.1 2.1 0 0 1-3-3zM9 4l-5 5 3 3 5-5z",
    "home": "M4 12l8-7 8 7M7 10v9h10v-9",
}


def icon(name: str) -> Tag:
    """Return the icon as an element hidden from screen readers; its control carries the name."""
    with Tag("svg", cls="icon", viewBox="0 0 24 24", aria_hidden="true") as element:
        Tag("path", d=PATHS[name])
    return element
