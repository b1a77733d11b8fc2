"""The page: trame widgets that become one Vue template, carried unchanged by both hosts."""

from __future__ import annotations

from trame.ui.html import DivLayout
from trame_server.core import Server

from .cards import cards
from .class_room import class_room
from .consult import print_dialog, print_sheet
from .frame import dialogs, learning_line, notices, top_bar
from .markup import Tag
from .panels import panels
from .scene import scene, view_controls
from .tools import views_dialog


def build_page(server: Server) -> str:
    """Fill the server's main layout and return the template text.

    Parameters
    ----------
    server
        A trame server with ``client_type="vue3"``.

    Returns
    -------
    str
        The Vue template, the same for the live server and the page without one.
    """
    with (
        DivLayout(server, classes="viewer-root") as layout,
        Tag(
            "div",
            cls="viewer",
            bind_class=(
                "[viewer.audience, {phone: viewer.phone, low: viewer.low, 'in-lesson': viewer.lesson, "
                "where: viewer.consult.where, framed: viewer.framed, embed: viewer.embed, "
                "leads: viewer.classroom?.role === 'lead', "
                "attends: viewer.classroom && (viewer.classroom.role === 'follow' || viewer.lectern.asksCode)}]"
            ),
            bind_style="{'--reading': viewer.consult.scale}",
        ),
    ):
        top_bar()
        class_room()
        scene()
        panels()
        cards()
        view_controls()
        learning_line()
        notices()
        dialogs()
        print_dialog()
        views_dialog()
        print_sheet()
    return str(layout.html)
