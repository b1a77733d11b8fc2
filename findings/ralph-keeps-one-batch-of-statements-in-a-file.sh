#!/usr/bin/env bash
# ralph-malph 5.1.0 (a learning record store for xAPI): with its store of files ("fs"), which asks for no database, the
# first POST of statements is kept, and every later one that day is answered 500 "Statements bulk indexation failed". The
# store writes one file a day and opens it to create it, never to add to it (default_operation_type is CREATE); told to
# APPEND, the same store keeps both. Whoever starts it to try a course or to test a client sees one statement and then
# nothing.
#
# Seen on 2026-11-30 on Python 3.11. Exit status 1 when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "ralph-malph[lrs]==5.1.0" requests==2.32.5 # it imports requests, which its extra "lrs" does not bring
cat >"$folder/ask.py" <<'PYTHON'
import json
import os
import sys
import uuid
from pathlib import Path

import bcrypt

folder, append = Path(sys.argv[1]), sys.argv[2] == "append"
(folder / "statements").mkdir(parents=True)
mailbox = {"mbox": "mailto:lrs@example.org", "objectType": "Agent"}
account = {"username": "tester", "hash": bcrypt.hashpw(b"secret", bcrypt.gensalt(4)).decode(), "scopes": ["all"], "agent": mailbox}
(folder / "auth.json").write_text(json.dumps([account]))
os.environ |= {
    "RALPH_APP_DIR": str(folder),
    "RALPH_AUTH_FILE": str(folder / "auth.json"),
    "RALPH_RUNSERVER_BACKEND": "fs",
    "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(folder / "statements"),
}
os.chdir(folder)
if append:
    from ralph.backends.data.base import BaseOperationType
    from ralph.backends.lrs.fs import FSLRSBackend

    FSLRSBackend.default_operation_type = BaseOperationType.APPEND

from fastapi.testclient import TestClient
from ralph.api import app

with TestClient(app) as client:
    answers = []
    for _ in range(2):
        statement = {
            "id": str(uuid.uuid4()),
            "actor": {"objectType": "Agent", "mbox": "mailto:learner@example.org"},
            "verb": {"id": "http://adlnet.gov/expapi/verbs/answered"},
            "object": {"id": "https://example.org/question"},
        }
        answer = client.post(
            "/xAPI/statements", json=[statement], auth=("tester", "secret"), headers={"X-Experience-API-Version": "1.0.3"}
        )
        answers.append(answer.status_code)
print("append" if append else "as it comes", answers)
sys.exit(0 if answers == ([200, 200] if append else [200, 500]) else 1)
PYTHON
for how in as_it_comes append; do
  "$folder/venv/bin/python" "$folder/ask.py" "$folder/$how" "$how" 2>"$folder/err" || { tail -5 "$folder/err"; echo "CHANGED: the store answers otherwise"; exit 1; }
done
echo "as seen: the second POST fails unless the store is told to append"
