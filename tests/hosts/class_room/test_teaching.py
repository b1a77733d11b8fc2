"""What docs/teaching-a-class.md tells people to type: what is not run by the other tests here (`told_there`)."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from anatomy_viewer import cli
from anatomy_viewer.hosts import server

from ...running import ROOT
from ..nginx import nginx_program
from .told_there import BLOCKS, DOCS, FILE, SERVED, UNIT, options, process, words

README = (ROOT / "README.md").read_text(encoding="utf-8")
PORTS = {"8081", "8082"}


def test_each_block_that_is_told_is_tried() -> None:
    run_elsewhere = {"laptop", "redis", "unit", "nginx", "table"}
    looked_at_here = {"install", "tunnel", "file", "install server", "services", "nginx main"}
    assert set(BLOCKS) == run_elsewhere | looked_at_here
    shown = re.findall(r"^ *```(\w+)$", DOCS, re.MULTILINE)
    assert sorted(shown) == sorted(["text"] + ["sh"] * 8 + ["ini"] + ["nginx"] * 2), "every one has its name"


def test_it_is_installed_as_the_readme_says_and_with_an_extra_that_there_is() -> None:
    assert f"{BLOCKS['install']} && .venv/bin/anatomy-viewer\n" in README
    extra = re.search(r'"\.\[(\w+)\]"$', BLOCKS["install server"])
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert extra
    assert extra[1] in project["optional-dependencies"]
    folder = words("install server")[3]
    assert words("install server")[5] == f"{folder}/bin/pip"
    assert SERVED[0] == f"{folder}/bin/anatomy-viewer"


@pytest.mark.parametrize(
    "given", [options("laptop"), options("tunnel"), process("redis://127.0.0.1:1/0", Path("file"))]
)
def test_the_command_takes_what_it_is_told_to(given: list[str]) -> None:
    with cli.main.commands["class"].make_context("class", list(given)) as context:
        assert context.params["host"] in ("0.0.0.0", "127.0.0.1")


def test_a_tunnel_is_told_what_a_process_behind_a_proxy_is() -> None:
    assert set(options("tunnel")) < set(SERVED)


def test_a_file_for_everyone_holds_a_lesson_that_there_is() -> None:
    program, command, *given = words("file")
    assert program == "anatomy-viewer"
    with cli.main.commands[command].make_context(command, given) as context:
        assert all((ROOT / "lessons" / f"{one}.yaml").exists() for one in context.params["lessons"])


def test_the_services_are_those_that_nginx_asks() -> None:
    unit = configparser.ConfigParser(interpolation=None, strict=True)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(UNIT)
    assert int(unit["Service"]["LimitNOFILE"]) == server._FILES_OF_A_CLASS
    enable, look = map(shlex.split, BLOCKS["services"].splitlines())
    assert {one.partition("@")[2] for one in enable[3:]} == PORTS
    asked = re.findall(r"upstream (\w+) \{(.*?)\}", BLOCKS["nginx"], re.DOTALL)
    (by_file, inside), by_port = asked
    assert (by_file, by_port[0], set(re.findall(r":(\d+)", by_port[1]))) == ("class", "page", PORTS)
    files = re.findall(r"server unix:(\S+) ", inside)
    assert files == [FILE.replace("%i", port) for port in sorted(PORTS)]
    assert f"/run/{unit['Service']['RuntimeDirectory']}/" == FILE.removesuffix("socket")
    name = re.search(r"`/etc/systemd/system/([\w-]+@)\.service`", DOCS)
    assert name
    assert all(one.startswith(name[1]) for one in (*enable[3:], look[2]))
    assert look[-1] == "Presenter"
    assert BLOCKS["nginx"].count("listen 443 ssl http2;") == 1


def test_systemd_finds_no_fault_with_the_unit(tmp_path: Path) -> None:
    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("NO SYSTEMD: systemd-analyze is not installed, so the unit was NOT verified by it")
    unit = tmp_path / "anatomy-viewer-class@.service"
    unit.write_text(UNIT.replace(SERVED[0], sys.executable), encoding="utf-8")
    done = subprocess.run([verify, "verify", str(unit)], capture_output=True, text=True, timeout=60, check=False)
    assert "anatomy-viewer" not in done.stderr, done.stderr
    assert done.returncode == 0, done.stderr


def test_nginx_finds_no_fault_with_the_whole(tmp_path: Path) -> None:
    blocks = BLOCKS["nginx"].replace("listen 443 ssl http2;", "listen 127.0.0.1:8443;")
    blocks = re.sub(r"  ssl_certificate.*\n", "", blocks)
    text = f"pid {tmp_path}/pid;\n{BLOCKS['nginx main']}\nhttp {{\naccess_log off;\n{blocks}\n}}\n"
    (tmp_path / "nginx.conf").write_text(text, encoding="utf-8")
    command = [
        nginx_program(),
        "-t",
        "-q",
        "-p",
        str(tmp_path),
        "-c",
        f"{tmp_path}/nginx.conf",
        "-e",
        f"{tmp_path}/log",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
