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
    "tool_undo": "M9 6L4 11l5 5M4 11h10a5 5 0 0 1 0 10h-3",
    "tool_redo": "M15 6l5 5-5 5M20 11H10a5 5 0 0 0 0 10h3",
    "tool_save_view": "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.4l-3 3A4 4 0 0 0 11 18l1-1",
    "tool_picture": "M4 6h16v12H4zM4 15l4.5-4 4 3.5 3-2.5 4.5 4M15 9.5h.5",
    "tool_copy_picture": "M8 8h12v12H8zM8 16H4V4h12v4M8 17l4-3.5 3 2.5 2-1.5 3 2.5",
    "tool_record_turntable": "M4 13c0-2 3.6-3.5 8-3.5s8 1.5 8 3.5-3.6 3.5-8 3.5M12 3v6M14.5 13.5L11.5 16.5l3 3",
    "tool_record_lesson": "M3 7h12v10H3zM15 11l6-3.5v9L15 13M8 10v4l3-2z",
    "tools": "M12 3v3M10.5 8.2a2 2 0 1 0 3 0 2 2 0 0 0-3 0zM10.9 11L6 21M13.1 11L18 21M8.4 16.2q3.6 2 7.2 0",
    "tool_ruler": "M15.5 3.5l5 5-12 12-5-5zM12.5 6.5l2.2 2.2M9.5 9.5l2.8 2.8M6.5 12.5l2.2 2.2",
    "tool_cut": "M12 3v18M9 6H5v12h4M15 6l4 2.5v7L15 18",
    "tool_pen": "M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19zM13.5 7l3.5 3.5",
    "tool_ride": "M5 20c0-7 14-6 14-13M19 7m-2.2 0a2.2 2.2 0 1 0 4.4 0 2.2 2.2 0 1 0-4.4 0M5 20m-2 0h4",
    "eraser": "M9 19h11M14 4.5l5.5 5.5-8 8H8L4.5 14.5zM9.2 9.3l5.5 5.5",
    "undo": "M8 6L4 10l4 4M4 10h10a5 5 0 0 1 0 10h-3",
    "clear": "M5 7h14M9 7V4.5h6V7M7 7l1 13h8l1-13",
    "ride_back": "M16 5L5 12l11 7z",
    "first_place": "M18 6l-8 6 8 6zM6 6v12",
    "last_place": "M6 6l8 6-8 6zM18 6v12",
    "back_to_it": "M4 12s3-5.5 8-5.5S20 12 20 12s-3 5.5-8 5.5S4 12 4 12zM12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
    "class_ask": "M4 5h16v11h-8l-5 4v-4H4zM10.2 9a1.9 1.9 0 1 1 2.6 1.7c-.6.3-.8.6-.8 1.3M12 13.6v.3",
    "class_point": "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
    "class_phone": "M8 3h8v18H8zM11 18h2",
    "class_end": "M12 4v8M7 6.5a7.5 7.5 0 1 0 10 0",
    "home": "M4 12l8-7 8 7M7 10v9h10v-9",
}


def icon(name: str) -> Tag:
    """Return the icon as an element hidden from screen readers; its control carries the name."""
    element = Tag("svg", cls="icon", viewBox="0 0 24 24", aria_hidden="true")
    with element:
        Tag("path", d=PATHS[name])
    return element
