"""The units of systemd, the containers of compose, and the daily runs in one of them."""

import os
import re
import shutil
import subprocess
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted(path.name for path in (DEPLOY / "systemd").iterdir())


@pytest.mark.parametrize("name", UNITS)
def test_systemd_understands_each_unit(name, tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is missing (package systemd)")
    for path in (DEPLOY / "systemd").iterdir():  # the programs lie elsewhere here
        (tmp_path / path.name).write_text(re.sub(r"(?m)^(Exec\w+=-?)/\S+", r"\1/bin/true", path.read_text()))

    done = subprocess.run(
        ["systemd-analyze", "verify", "--recursive-errors=one", str(tmp_path / name)], capture_output=True, text=True
    )

    said = [line for line in done.stderr.splitlines() if name in line]
    assert (said, done.returncode) == ([], 0)


def test_each_timer_has_its_service_and_each_service_its_rights():
    for name in UNITS:
        text = (DEPLOY / "systemd" / name).read_text()
        if name.endswith(".timer"):
            assert name.replace(".timer", ".service") in UNITS
            assert "Persistent=true" in text
        else:
            for line in ("User=register", "NoNewPrivileges=yes", "ProtectSystem=strict", "UMask=0077"):
                assert line in text.splitlines(), name


def test_compose_describes_what_the_register_needs():
    yaml = pytest.importorskip("yaml")

    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]

    assert set(services) == {"database", "migrate", "web", "reminders", "backup", "check"}
    for name in services.keys() - {"database"}:
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"]
    commands = {name: service["command"][-2:] for name, service in services.items() if "command" in service}
    assert commands == {
        "migrate": ["manage.py", "migrate"],
        "reminders": ["manage.py", "send_reminders"],
        "backup": ["back_up", "/backups"],
        "check": ["check_register", "--clean"],
    }


def test_the_image_takes_what_is_locked_and_is_nobody_of_rank():
    text = (DEPLOY / "Containerfile").read_text()

    assert "--require-hashes --requirement requirements.txt" in text
    assert re.search(r"(?m)^USER 10001$", text)
    assert "/healthz" in text and text.rindex("HEALTHCHECK") > text.rindex("FROM")
    for copied in re.findall(r"(?m)^COPY (?!--from)(.*) \S+$", text):
        assert all((ROOT / each).exists() for each in copied.split())


def test_daily_runs_a_command_at_its_time_and_ends_when_told(tmp_path):
    at = (datetime.now() + timedelta(seconds=2)).strftime("%H:%M:%S")  # noqa: DTZ005 (as date(1) reads it)
    started = time.monotonic()
    script = subprocess.Popen(
        [DEPLOY / "daily", at, "sh", "-c", f"echo ran >> {tmp_path}/said; exit 3"],
        env=os.environ | {"LC_ALL": "C"},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        while not (tmp_path / "said").exists() and time.monotonic() < started + 20:
            time.sleep(0.05)
        waited = time.monotonic() - started
        line = script.stderr.readline()
    finally:
        script.terminate()
        script.stderr.close()
        status = script.wait(20)

    assert (tmp_path / "said").read_text() == "ran\n"
    assert waited > 0.5
    assert "ended with status 3" in line
    assert status == 0
