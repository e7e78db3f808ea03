"""nginx and Caddy, as Debian has them, under the settings of `deploy/`, before a real web server."""

import http.client
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection

from tests.databases import IS_POSTGRESQL
from tests.run import free_port

pytestmark = pytest.mark.django_db  # a copy of the tests' database is served
ROOT = Path(__file__).resolve().parents[2]
NAME = "register.example.org"
HALF_A_FORM = [
    "POST /admin/login/ HTTP/1.1",
    f"Host: {NAME}",
    f"Origin: https://{NAME}",
    f"Cookie: csrftoken={'a' * 32}",  # so that Django reads the form
    "Content-Type: application/x-www-form-urlencoded",
    "Content-Length: 9000",
    "",
    "username=a",
]
TOKEN = "a-token-of-a-monitor-0123456789"


def request(port, path="/", method="GET", body=None, headers=None, is_https=True):
    """Return the answer of a proxy on a port, with its text; `headers` may name another host."""
    unchecked = ssl._create_unverified_context()
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    if is_https:
        asked.connect()
        asked.sock = unchecked.wrap_socket(asked.sock, server_hostname=NAME)
    asked.request(method, path, body, {"Host": NAME, **(headers or {})})
    answer = asked.getresponse()
    answer.text = answer.read().decode(errors="replace")
    asked.close()
    return answer


def connected(proxy):
    """Return a connection to a proxy, on which nothing has been asked yet."""
    plain = socket.create_connection(("127.0.0.1", proxy.https), timeout=20)
    return ssl._create_unverified_context().wrap_socket(plain, server_hostname=NAME)


def wait_for(port):
    """Wait until somebody listens on a port."""
    for _attempt in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionError:
            time.sleep(0.05)
    raise AssertionError("nobody ever listened")


@pytest.fixture(scope="module")
def register(tmp_path_factory, django_db_setup, django_db_blocker):
    """Start the register with a single thread on a copy of the tests' database; yield its port and its log."""
    if IS_POSTGRESQL:
        pytest.skip("the register behind the proxies stands on SQLite")
    folder = tmp_path_factory.mktemp("register")
    port = free_port()
    command = f"-m gunicorn config.wsgi --bind 127.0.0.1:{port} --workers 1 --threads 1 --log-level warning"
    environment = os.environ | {
        "ACCESS_LOG": "on",
        "ALLOWED_HOSTS": NAME,
        "BASE_URL": f"https://{NAME}",
        "BEHIND_PROXY": "on",
        "DATABASE_URL": f"sqlite:///{folder}/register.sqlite3",
        "DATA_DIR": str(folder),
        "DEBUG": "off",
        "HTTPS": "on",
        "LOG_FORMAT": "json",
        "MONITOR_TOKEN": TOKEN,
    }
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [f"{folder}/register.sqlite3"])
    with (folder / "log").open("w") as log:
        server = subprocess.Popen([sys.executable, *command.split()], cwd=ROOT, env=environment, stderr=log)
    wait_for(port)
    yield SimpleNamespace(port=port, log=folder / "log")
    server.terminate()
    server.wait()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Return the paths of a certificate that nobody signed, and of its key."""
    folder = tmp_path_factory.mktemp("certificate")
    command = f"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN={NAME}"
    files = [folder / "certificate.pem", folder / "key.pem"]
    subprocess.run([*command.split(), "-out", files[0], "-keyout", files[1]], check=True, capture_output=True)
    return files


def nginx(folder, register, certificate, ports):
    """Return the command that starts nginx in the foreground, with its data in a folder."""
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    for old, new in (
        ("listen 80", f"listen 127.0.0.1:{ports.http}"),
        ("listen 443", f"listen 127.0.0.1:{ports.https}"),
        ("127.0.0.1:8000", f"127.0.0.1:{register.port}"),
        (f"/etc/letsencrypt/live/{NAME}/fullchain.pem", str(certificate[0])),
        (f"/etc/letsencrypt/live/{NAME}/privkey.pem", str(certificate[1])),
    ):
        assert old in text
        text = text.replace(old, new)
    temporary = " ".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in "client_body proxy fastcgi scgi uwsgi".split()
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/errors;"
        f" events {{}} http {{ {temporary}\n{text}\n}}"
    )
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "errors")]


def caddy(folder, register, certificate, ports):
    """Return the command that starts Caddy in the foreground, with its data in a folder."""
    text = (ROOT / "deploy" / "Caddyfile").read_text()
    for old, new in (
        ("\n{\n", f"\n{{\n\tadmin off\n\thttp_port {ports.http}\n\thttps_port {ports.https}\n"),
        (f"\n{NAME} {{\n", f"\n{NAME} {{\n\ttls {certificate[0]} {certificate[1]}\n\tbind 127.0.0.1\n"),
        ("127.0.0.1:8000", f"127.0.0.1:{register.port}"),
    ):
        assert old in text
        text = text.replace(old, new)
    (folder / "Caddyfile").write_text(text)
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


@pytest.fixture(scope="module", params=[nginx, caddy], ids=["nginx", "caddy"])
def proxy(request, tmp_path_factory, register, certificate):
    """Start a proxy before the register; yield its ports and the register's log."""
    name = request.param.__name__
    if not shutil.which(name):
        pytest.skip(f"{name} is missing (package {name})")
    folder = tmp_path_factory.mktemp(name)
    ports = SimpleNamespace(http=free_port(), https=free_port(), log=register.log, register=register.port)
    command = request.param(folder, register, certificate, ports)
    environment = os.environ | {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "output").open("w") as output:
        server = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
    wait_for(ports.https)
    yield ports
    server.terminate()
    server.wait()


def last_line(proxy):
    """Return the last line of the access log."""
    return json.loads(proxy.log.read_text().splitlines()[-1])


def test_a_page_is_served_with_its_headers(proxy):
    answer = request(proxy.https)

    assert (answer.status, answer.headers["Strict-Transport-Security"]) == (200, "max-age=31536000")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert not {"nginx/", "gunicorn", "Caddy"} & set(answer.headers.get("Server", "").split())
    assert f"https://{NAME}/" in answer.text


def test_static_files_are_served_compressed_and_kept(proxy):
    page = request(proxy.https).text
    path = re.search(r'"(/static/[^"]+\.css)"', page)[1]

    answer = request(proxy.https, path, headers={"Accept-Encoding": "gzip"})

    assert (answer.status, answer.headers["Content-Encoding"]) == (200, "gzip")
    assert "immutable" in answer.headers["Cache-Control"]


def test_http_leads_to_https_whatever_the_visitor_says_it_is(proxy):
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Ssl": "on", "X-Forwarded-Protocol": "ssl"}

    answer = request(proxy.http, "/?q=a", headers=headers, is_https=False)

    assert answer.status in {301, 308}
    assert answer.headers["Location"] == f"https://{NAME}/?q=a"


def test_what_a_visitor_writes_into_headers_of_proxies_is_not_believed(proxy):
    headers = {
        "X-Forwarded-For": "203.0.113.7",
        "X-Real-IP": "203.0.113.7",
        "Forwarded": "for=203.0.113.7;proto=http",
        "X-Forwarded-Proto": "http",
        "X-Forwarded-Host": "evil.example",
        "X-Request-ID": "spoofed-spoofed",
        "SCRIPT_NAME": "/evil",
    }

    answer = request(proxy.https, "/data/", headers=headers)

    assert answer.status == 200 and "evil" not in answer.text
    assert answer.headers["X-Request-ID"] != "spoofed-spoofed"
    line = last_line(proxy)
    assert (line["path"], line["address"], line["request_id"]) == (
        "/data/", "127.0.0.1", answer.headers["X-Request-ID"],
    )  # fmt: skip


@pytest.mark.parametrize(("path", "size"), [("/", 2_000_000), ("/admin/login/", 120_000_000)])
def test_what_is_too_large_is_refused_before_it_arrives(proxy, path, size):
    with connected(proxy) as opened:
        head = f"POST {path} HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: {size}\r\n\r\n"
        opened.sendall(head.encode())
        answer = opened.recv(1000)

    assert answer.split(b" ")[1] == b"413"


def test_a_larger_body_is_let_through_to_the_office_alone(proxy):
    refused = request(proxy.https, "/", "POST", b"a" * 1_200_000)
    let_through = request(proxy.https, "/admin/login/", "POST", b"a" * 1_200_000)

    assert (refused.status, "X-Request-ID" in refused.headers) == (413, False)
    assert (let_through.status, "X-Request-ID" in let_through.headers) == (413, True)  # it was nobody of the office


def test_a_slow_visitor_holds_no_thread(proxy):
    with connected(proxy) as opened:
        opened.sendall("\r\n".join(HALF_A_FORM).encode())
        time.sleep(0.3)  # it would have reached the register by now

        started = time.monotonic()
        answer = request(proxy.https, "/data/")
        took = time.monotonic() - started

    assert (answer.status, took < 3) == (200, True)


def test_figures_are_not_to_be_had_from_outside(proxy):
    headers = {"Authorization": f"Bearer {TOKEN}"}

    assert request(proxy.https, "/metrics", headers=headers).status == 404
    assert request(proxy.register, "/metrics", headers=headers, is_https=False).status == 200


def test_another_name_is_told_nothing(proxy):
    try:
        answer = request(proxy.https, headers={"Host": "evil.example"})
    except (http.client.HTTPException, ConnectionError):
        return  # nginx closes the connection
    assert answer.status in {400, 421} or answer.text == ""
