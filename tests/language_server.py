"""An editor's side of the language server protocol, as much of it as tests need."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE_S = 60.0


class Editor:
    """Speaks with a language server over its standard input and output."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._messages: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._number = 0
        self._marks: dict[str, list[dict[str, Any]]] = {}
        self._open: dict[Path, str] = {}
        threading.Thread(target=self._listen, daemon=True).start()

    def start(self, folder: Path) -> None:
        can = {"textDocument": {"completion": {"completionItem": {"documentationFormat": ["markdown", "plaintext"]}}}}
        self._ask("initialize", {"processId": os.getpid(), "rootUri": folder.as_uri(), "capabilities": can})
        self._tell("initialized", {})
        settings = {"yaml": {"schemaStore": {"enable": False}, "completion": True, "hover": True, "validate": True}}
        self._tell("workspace/didChangeConfiguration", {"settings": settings})

    def marks(self, path: Path, text: str) -> list[dict[str, Any]]:
        """Return what the server marks in a text beside `path`; later calls about `path` are about this text.

        Each text is a document of its own: marks come without a number, and could else be of the text before.
        """
        if path in self._open:
            self._tell("textDocument/didClose", {"textDocument": {"uri": self._open.pop(path)}})
        self._number += 1
        uri = self._open[path] = path.with_name(f"{path.stem}_{self._number}{path.suffix}").as_uri()
        document = {"uri": uri, "version": 1, "languageId": "yaml", "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        while uri not in self._marks:
            self._next()
        return self._marks[uri]

    def proposals(self, path: Path, line: int, column: int) -> list[dict[str, Any]]:
        answer = self._ask("textDocument/completion", self._place(path, line, column))
        items: list[dict[str, Any]] = answer["items"] if isinstance(answer, dict) else answer
        return items

    def hover(self, path: Path, line: int, column: int) -> str:
        answer = self._ask("textDocument/hover", self._place(path, line, column))
        return str(answer["contents"]["value"]) if answer else ""

    def _place(self, path: Path, line: int, column: int) -> dict[str, Any]:
        return {"textDocument": {"uri": self._open[path]}, "position": {"line": line, "character": column}}

    def _ask(self, method: str, parameters: dict[str, Any]) -> Any:
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": parameters})
        while True:
            message = self._next()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _tell(self, method: str, parameters: dict[str, Any]) -> None:
        self._send({"method": method, "params": parameters})

    def _next(self) -> dict[str, Any]:
        message = self._messages.get(timeout=PATIENCE_S)
        assert message is not None, "the language server has ended"
        if message.get("method") == "textDocument/publishDiagnostics":
            told = message["params"]
            self._marks[told["uri"]] = told["diagnostics"]
        elif "method" in message and "id" in message:
            wanted = message["params"].get("items") if isinstance(message.get("params"), dict) else None
            self._send({"id": message["id"], "result": [None] * len(wanted) if wanted else None})
        return message

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while line := stream.readline():
            length = int(line.partition(b":")[2])
            while stream.readline().strip():
                pass
            self._messages.put(json.loads(stream.read(length)))
        self._messages.put(None)


@contextmanager
def editor(command: list[str], folder: Path) -> Iterator[Editor]:
    """An editor in a folder, with a language server that ends with it."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            made = Editor(process)
            made.start(folder)
            yield made
        finally:
            process.kill()
