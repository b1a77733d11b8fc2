"""Output into files and pipes of a narrow code page, as Windows has them."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from anatomy_viewer.cli import main
from anatomy_viewer.hosts.printing import print_in_any_code_page

NARROW = ("cp1252", "cp437", "ascii")


def run(charset: str, *arguments: str | Path) -> Result:
    return CliRunner(charset=charset).invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize("charset", NARROW)
def test_every_letter_is_printed_in_some_way(charset: str, monkeypatch: pytest.MonkeyPatch) -> None:
    streams = [io.TextIOWrapper(io.BytesIO(), encoding=charset, newline="") for _ in range(2)]
    for name, stream in zip(("stdout", "stderr"), streams, strict=True):
        monkeypatch.setattr(sys, name, stream)
    print_in_any_code_page()
    text = "−1 ± 2° → “Köhler” 1½ mm² µ ≤ … señal Işık 手 \udcff end\n"
    for stream in streams:
        stream.write(text)
        stream.flush()
        written = stream.buffer.getvalue()
        said = written.decode(charset)
        assert said.startswith("-1 ")
        assert said.endswith(r"\u624b \udcff end" + "\n")
        # What the code page has stays as it is.
        for letter in "±°½²éñö…“":
            if letter in text and letter.encode(charset, "ignore"):
                assert letter in said
    if charset == "ascii":
        plain = r"-1 +/- 2 degrees -> \"Kohler\" 11/2 mm2 u <= ... senal Isik \u624b \udcff end"
        assert said == plain.replace('\\"', '"') + "\n"


def test_measures_are_printed_whole_in_every_code_page() -> None:
    whole = run("utf-8", "atlas", "check").stdout
    assert {"±", "−", "°"} <= set(whole)
    for charset in NARROW:
        result = run(charset, "atlas", "check")
        assert result.exit_code == 0, (charset, result.exception)
        said = result.stdout_bytes.decode(charset)
        assert len(said.splitlines()) == len(whole.splitlines())
        assert re.findall(r"[A-Z]+\d\d", said) == re.findall(r"[A-Z]+\d\d", whole)  # the sources, last in each row


@pytest.mark.parametrize(
    "arguments", [("lessons", "names"), ("lessons", "schema"), ("lessons", "schema", "--translation")]
)
def test_names_and_schemas_are_printed_whole_in_every_code_page(arguments: tuple[str, ...]) -> None:
    whole = run("utf-8", *arguments).stdout
    for charset in NARROW:
        result = run(charset, *arguments)
        assert result.exit_code == 0, (charset, result.exception)
        said = result.stdout_bytes.decode(charset)
        assert len(said.splitlines()) == len(whole.splitlines())
        if "schema" in arguments:
            assert json.loads(said) == json.loads(whole)


def test_a_sentence_about_any_name_is_printed_in_every_code_page(tmp_path: Path) -> None:
    path = tmp_path / "Işık − 手.gift"
    path.write_text("mine", encoding="utf-8")
    for charset in NARROW:
        result = run(charset, "lessons", "quiz", path)
        assert result.exit_code == 1, (charset, result.exception)
        said = result.stderr_bytes.decode(charset)
        assert re.search(r"I.*k - \\u624b\.gift: a file stands here", said), said
        assert said.count("\n") == 1


def test_a_real_process_prints_into_a_narrow_file(tmp_path: Path) -> None:
    """As on Windows: standard output is a file in a code page, and no mode of Python's says UTF-8."""
    surroundings = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "anatomy_viewer", "lessons", "names", "PSIS"]
    done = subprocess.run(command, env=surroundings, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "psis_right" in done.stdout.decode("ascii")
    assert done.stderr == b""
