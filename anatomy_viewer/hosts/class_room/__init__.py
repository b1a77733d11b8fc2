"""A class: one leads, everyone follows and answers. What a page asks of the server for it, and how a class is begun.

Everything lies under ``class/CODE/`` beside the page, plain HTTP, for pages of this server only (or for no page at
all). CODE is read in capitals or not, with or without a hyphen. A refusal is a status, the header ``Refusal`` with
one word for the page to put into its own language, ``Retry-After`` where waiting helps, and one sentence as text.
The words: ``unknown, guessing, over, full, key, seat, fast, not_asked, question_closed, other_kind, questions,
answers_full, lost, wrong, not_json, compressed, too_long, slow`` (`refusals`, `routes`).

``GET class/CODE/events``
    Server-Sent Events that do not end. ``Authorization: Bearer SEAT`` or ``?seat=SEAT`` says whose page it is, so
    that a seat stays the same; ``Authorization: Bearer KEY`` that it is the presenter's. A page that wants to know
    why it is refused reads them by ``fetch``; ``EventSource`` tells nobody. What comes:

    ``state``
        At once and at each change, at most ten a second, the newest only; its ``id`` grows, also over a restart. One
        object with all of ``lesson, step, audience, language, view, shown, hidden, study, person, form, clip,
        question, closed, told``. ``closed`` says that no more answers are taken to ``question``; where there is no
        question, that the class has ended: then the events end, and coming back is refused with ``over``.
    ``seat``
        ``{seat}``, once, to whom showed none that is of this class: the token to keep and to answer with. It does not
        come where one network has taken thousands; following needs none.
    ``room``
        For the presenter: ``{here, question, count, leads, lost, join}`` when it changes, within half a second: how
        many follow at all processes, the question that is or was asked and how many have answered it, which of the
        presenter's pages has told the newest state, whether the store is lost, and the link to join by.

    A comment comes after twelve seconds without anything. ``retry`` is between 1 and 2.5 s.

``POST class/CODE/state`` with ``Authorization: Bearer KEY`` and a whole state in JSON
    What is left out is as at the beginning: null, false or empty. ``?page=NAME`` is the name that a page has given
    itself, told as ``leads``; the last one wins. 204. In it:

    ``view``
        ``position`` or ``direction``, ``focus``, ``up`` in RAS mm, ``radius``, ``distance``, ``angle``, ``view`` (an
        id), ``words``; ``focus`` is needed.
    ``clip``
        A number of mm, or ``{plane, axis, at_mm, keep}``; ``plane: off`` where the step's own cut is switched off.
    ``study``, ``person``, ``form``
        ``person: 0`` is nobody: the usual anatomy, where the step names somebody's.
    ``question``
        ``{id, kind, lesson, step, asks, text, options: [{id, text}], several, on, target, right}``; ``id`` and
        ``kind`` (``choose, identify, order, find, press``) are needed. ``asks`` is the id of a question of the
        lesson, ``text`` what is asked in one line. Where there are ``options``, nothing else can be answered. ``on``
        says what is pressed, ``skin`` or ``bone``; ``target`` and ``right`` reach the followers with the results
        only. One id has one kind in a class.
    ``told``
        ``{pointer, drawing, inks, through, ride, labels, text, results}``: a point, strokes of points and the ink of
        each, the layers that are see-through, the nerve that is ridden along (``{nerve, covers, at}``: what lies over
        it, and which share of the way is behind), whether labels are shown, a sentence, and with ``results: true``
        what was answered so far: the followers get the results in its place.

``POST class/CODE/answers`` with ``Authorization: Bearer SEAT`` and ``{question, answer}``
    ``question`` is its id; ``answer`` is what the page's ``answer`` event has as ``response``: a list of ids or
    numbers, of one where one is asked for, or the place of a press. One answer a seat, until it is closed; the last
    counts. 204.

``GET class/CODE/answers`` with ``Authorization: Bearer KEY``
    ``{here, question, open, count, results, answers, asked}`` of the question that is or was asked last, or of
    ``?question=ID``. ``results`` by kind: ``{count, mean, spread_mm, sd_mm, ellipse: [{direction, sd_mm}],
    to_target, cloud}``, ``{count, ranks: [{id, mean, places}]}``, ``{count, chosen: [{id, count}]}``. ``?as=csv``
    gives all of it as a table.

What the page does (``page/client/passport.js``, ``classroom.js``, ``attending.js``)
    The presenter's link is ``?class=CODE#key=KEY``; the key is taken out of the address and kept for a reload of that
    tab; the link to join is ``?class=CODE``. A page comes back by itself within a few seconds, without end, with a seat
    if there is one, and drops a seat that ``Refusal: seat`` says is none. The presenter's page sends its newest state
    again where the server says ``unknown`` (it was started again: the key shows that the class was theirs) or ``lost``
    (its store was away), and when ``room`` tells that it is back; a follower's page sends its answer to the open
    question again after it was away: the same answer twice is one. A page that leads and reads in ``leads`` the name of
    another follows it. An event whose ``id`` is not greater than the last one's is no news.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from anatomy_viewer.atlas.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from pathlib import Path

    from anatomy_viewer.hosts.class_room.stores import Store
    from anatomy_viewer.hosts.parts import PageParts

__all__ = ["hold_class"]


def hold_class(
    host: str,
    port: int,
    open_browser: bool = True,
    lesson: str | None = None,
    redis: str | None = None,
    address: str | None = None,
    allowed_hosts: Iterable[str] = (),
    parts: PageParts | None = None,
    base: str = "/",
    embed: Iterable[str] = (),
    trusted: Iterable[str] = (),
    file: Path | None = None,
) -> None:
    """Serve the page with a class until the process is interrupted, and print the links of the class.

    Parameters
    ----------
    host, port, open_browser, allowed_hosts, parts, base, embed, trusted, file
        As `hosts.server.serve` takes them.
    lesson
        Id of the lesson that the class begins with.
    redis
        Where classes are kept for several processes; without it they stay in this one.
    address
        Where people reach the page, for the links.

    Raises
    ------
    ProblemsFound
        As `hosts.server.serve` does, or the store cannot be had, or `address` is none.
    """
    from anatomy_viewer.hosts.class_room.addresses import is_for_others
    from anatomy_viewer.hosts.class_room.codes import new_key
    from anatomy_viewer.hosts.class_room.links import class_address, page_for_others
    from anatomy_viewer.hosts.class_room.routes import ClassRoom
    from anatomy_viewer.hosts.class_room.told import state_of
    from anatomy_viewer.hosts.parts import viewer_parts
    from anatomy_viewer.hosts.server import lesson_id, serve

    names = tuple(allowed_hosts)
    if address is not None:
        address = class_address(address)
    store = _store(redis)
    page = parts or viewer_parts()
    if lesson is not None:
        lesson = lesson_id(page, lesson)
    key = new_key()
    room = ClassRoom(store, key, state_of({"lesson": lesson}))

    def ready(here: str) -> None:
        others = address or page_for_others(here, host, names)
        room.join = f"{others}?class={room.room.code}"
        room.presenter = f"{room.join}#key={key}"
        print(f"Presenter: {room.presenter}", f"Join: {room.join}", f"Ready: {here}", sep="\n", flush=True)
        if not is_for_others(urlsplit(others).hostname or ""):
            said = "Only this computer reaches that; with --host 0.0.0.0 others in the same network can join."
            print(said, file=sys.stderr, flush=True)

    serve(
        host=host,
        port=port,
        open_browser=open_browser,
        ready=ready,
        allowed_hosts=names,
        parts=page,
        base=base,
        embed=embed,
        trusted=trusted,
        class_room=room,
        file=file,
    )


def _store(redis: str | None) -> Store:
    """Return where the classes are kept."""
    if redis is None:
        from anatomy_viewer.hosts.class_room.memory import MemoryStore

        return MemoryStore()
    try:
        from anatomy_viewer.hosts.class_room.redis_store import RedisStore
    except ImportError:
        said = 'the library redis, that is: pip install "anatomy-viewer[redis]"'
        raise ProblemsFound([Problem("--redis", "what speaks to Redis is not installed", said)]) from None
    return RedisStore(redis)
