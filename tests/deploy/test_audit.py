"""`make audit` says in a sentence what it found, or that it could not ask."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOUND = """Found 1 known vulnerability in 1 package
Name   Version ID             Fix Versions
sample 1.0     PYSEC-2026-1   1.1
"""
UNREACHABLE = "The list of known weaknesses cannot be asked from here ({}/audit.log says why).\n"


@pytest.mark.parametrize(
    ("said", "status", "answer"),
    [
        ("No known vulnerabilities found", 0, "No known weaknesses.\n"),
        (FOUND, 1, FOUND),
        ("Traceback\nrequests.exceptions.ConnectionError: …", 1, UNREACHABLE),
        ("ERROR:pip_audit._cli:sample: Dependency not found on PyPI and could not be audited", 1, UNREACHABLE),
    ],
)
def test_what_is_found_is_said(said, status, answer, tmp_path):
    (tmp_path / "said").write_text(said)
    uv = tmp_path / "uv"
    uv.write_text(f"#!/bin/sh\ncat {tmp_path}/said\nexit {status}\n")
    uv.chmod(0o755)

    command = ["make", "--no-print-directory", "audit", f"VENV={tmp_path}", "--old-file=.venv/test.stamp"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert (done.stdout, done.returncode) == (answer.format(tmp_path), 2 if status else 0)
