"""The socket file by which a proxy on this computer asks: taken, left behind, replaced, refused in one sentence."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from anatomy_viewer.atlas.problems import ProblemsFound
from anatomy_viewer.hosts.guard import came_from
from anatomy_viewer.hosts.ports import socket_file


def refusal(path: Path) -> str:
    with pytest.raises(ProblemsFound) as found, socket_file(path):
        pass
    (problem,) = found.value.problems
    assert problem.where == f"--socket {path}"
    return problem.found


def test_it_listens_while_it_is_held_and_is_gone_then(tmp_path: Path) -> None:
    path = tmp_path / "socket"
    with socket_file(path) as listening, socket.socket(socket.AF_UNIX) as asking:
        asking.connect(str(path))
        connection, address = listening.accept()
        connection.close()
        assert came_from(address) == "127.0.0.1"
        assert path.stat().st_mode & 0o777 == 0o666
        assert refusal(path) == "another program already listens there"
    assert not path.exists()
    assert (came_from(None), came_from("10.0.0.7")) == (None, "10.0.0.7")


def test_what_a_program_left_is_replaced_and_what_another_put_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "socket"
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(path))
    with socket_file(path):
        path.unlink()
        path.write_text("mine")
    assert path.read_text() == "mine"
    assert refusal(path) == "something else has that name"
    assert path.read_text() == "mine"


def test_what_cannot_be_had_is_one_sentence(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere" / "socket") == "there is no such folder"
    long = tmp_path / ("x" * 120)
    assert refusal(long) == f"the path is {len(os.fsencode(long))} bytes long"
    assert refusal(tmp_path) == "something else has that name"
    assert list(tmp_path.iterdir()) == []
