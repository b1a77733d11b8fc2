"""The starter that tests and benchmarks rest on: it hears the address, and tells why a program did not start."""

from __future__ import annotations

import sys

import pytest

from .running import start, started, stop

SAYS = "import sys, time; print('Ready: http://127.0.0.1:81/x/?lesson=a', flush=True); time.sleep(60)"
FAILS = "import sys; print('no port', flush=True); print('it is taken', file=sys.stderr); sys.exit(1)"
ENDS = "import sys; sys.exit('nothing to serve')"


def test_the_address_is_heard_and_the_program_ended():
    with started([sys.executable, "-c", SAYS]) as running:
        assert running.page == "http://127.0.0.1:81/x/?lesson=a"
        assert (running.address, running.host, running.port) == ("http://127.0.0.1:81", "127.0.0.1", 81)
        assert running.process.poll() is None
    assert running.process.poll() is not None


@pytest.mark.parametrize(("program", "told"), [(FAILS, "no port\nit is taken\n"), (ENDS, "nothing to serve\n")])
def test_a_program_that_does_not_start_is_told_with_all_it_said(program, told):
    with pytest.raises(AssertionError) as refused:
        start([sys.executable, "-c", program])
    assert str(refused.value).endswith(f"did not start: {told}")


def test_what_was_said_after_the_address_comes_back_at_the_end(tmp_path):
    program = (
        "import os, signal, sys, time; signal.signal(signal.SIGINT, lambda *_: [print(os.getcwd()), sys.exit('left')]);"
        "print('Ready: http://127.0.0.1:82/', flush=True); time.sleep(60)"
    )
    running = start([sys.executable, "-c", program], folder=tmp_path)
    assert stop(running) == (f"{tmp_path.resolve()}\n", "left\n")


def test_what_shares_something_runs_in_one_worker(request: pytest.FixtureRequest) -> None:
    """Where it does not, nothing fails: it only takes much longer."""
    if not request.config.getoption("loadgroup", default=False):
        pytest.skip("all tests run in one process, or are not dealt out by groups")
    assert request.node.nodeid.endswith("@test_running")
