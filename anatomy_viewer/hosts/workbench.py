"""What the live host answers to somebody who writes a lesson: each save, and the text of what is in view.

Only reading happens here: a GET waits until the lesson file has changed, or turns a view into text.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from anatomy_viewer.atlas.problems import ProblemsFound

if TYPE_CHECKING:
    from aiohttp import web

    from anatomy_viewer.hosts.parts import PageParts

__all__ = ["PREVIEW_ADDRESS", "STEP_ADDRESS", "Workbench"]

PREVIEW_ADDRESS = "lesson-preview.json"
STEP_ADDRESS = "step.yaml"

LONGEST_WAIT_S = 20.0
LOOK_EVERY_S = 0.25
WAITING_AT_ONCE = 16
"""Pages that wait for a save at the same time; one more is answered at once and asks again."""


class Workbench:
    """Answers for one page.

    Parameters
    ----------
    page
        The page; it has an `authoring`.
    """

    def __init__(self, page: PageParts) -> None:
        assert page.authoring is not None
        self._authoring = page.authoring
        self._forms = tuple(page.surfaces)
        self._waiting = 0

    def answers(self, address: str) -> bool:
        """Tell whether an address is one of this workbench."""
        return address == STEP_ADDRESS or (address == PREVIEW_ADDRESS and self._authoring.lesson is not None)

    async def respond(self, request: web.Request, address: str) -> web.Response:
        """Answer a request for one of the addresses."""
        from aiohttp import web

        form = request.query.get("form", self._forms[0])
        if form not in self._forms:
            return web.Response(status=400, text=f"There is no form like that; there are {', '.join(self._forms)}.\n")
        kept = {"Cache-Control": "no-store"}
        if address == STEP_ADDRESS:
            try:
                text = await asyncio.to_thread(self._authoring.step, request.query.get("view", ""), form)
            except ProblemsFound as found:
                return web.Response(status=400, text=f"{found}\n", headers=kept)
            return web.Response(text=text, content_type="text/yaml", charset="utf-8", headers=kept)
        await self._until_changed(request.query.get("after", ""))
        return web.json_response(await asyncio.to_thread(self._authoring.look, form), headers=kept)

    async def _until_changed(self, known: str) -> None:
        if self._waiting >= WAITING_AT_ONCE:
            return
        self._waiting += 1
        try:
            for _ in range(round(LONGEST_WAIT_S / LOOK_EVERY_S)):
                # An editor that writes a new file and renames it leaves none for a moment.
                now = await asyncio.to_thread(self._authoring.version)
                if now and now != known:
                    return
                await asyncio.sleep(LOOK_EVERY_S)
        finally:
            self._waiting -= 1
