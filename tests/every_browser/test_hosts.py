"""The built site behind nginx, a real server, with what the build and `pack` write for it."""

from __future__ import annotations

import gzip
import http.client
import importlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from decision_tree.website.beside_pages.compressed_copies import LEAST_BYTES, PACKED, pack
from tests.folders import ROOT
from tests.tools.hosting import headers_for, read_rules
from tests.tools.loopback import free_port

from .drivers import Engine
from .quiz import show

pytestmark = pytest.mark.engines

START_S = 20
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
EXAMPLE = ROOT / "docs" / "examples" / "nginx.conf"
CONFIGURED = """\
load_module {module};
daemon off;
pid {folder}/pid;
error_log stderr;
events {{}}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  {temporary}
  {server}
}}
"""
KINDS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def _brotli(body: bytes) -> bytes:
    plain: bytes = importlib.import_module("brotli").decompress(body)
    return plain


UNPACKED = {"br": _brotli, "gzip": gzip.decompress}


@pytest.fixture(scope="module")
def packed(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site with the files beside its own. Pictures stay out: they have none."""
    folder = tmp_path_factory.mktemp("packed") / "site"
    shutil.copytree(site, folder, ignore=lambda _, names: [n for n in names if n == "index.md"])
    assert pack(folder) > 0
    return folder


@pytest.fixture(scope="module")
def host(packed: Path) -> Iterator[tuple[str, int]]:
    """Name and port of nginx, which serves that folder as the example says."""
    if not NGINX or not BROTLI.is_file():
        pytest.skip("nginx is not installed; `make engines` does that")
    folder = packed.parent
    port = free_port()
    server = EXAMPLE.read_text("utf-8").replace("/srv/guide", str(packed))
    assert "listen 80;" in server
    text = CONFIGURED.format(
        module=BROTLI,
        folder=folder,
        temporary=" ".join(f"{kind}_temp_path {folder}/{kind};" for kind in KINDS),
        server=server.replace("listen 80;", f"listen 127.0.0.1:{port};"),
    )
    configuration = folder / "nginx.conf"
    configuration.write_text(f"user root;\n{text}", "utf-8")
    running = subprocess.Popen([NGINX, "-c", str(configuration)])
    try:
        deadline = time.monotonic() + START_S
        while not _answers(port):
            assert running.poll() is None, "nginx ended at once"
            assert time.monotonic() < deadline, "nginx does not listen"
            time.sleep(0.05)
        yield "127.0.0.1", port
    finally:
        running.terminate()
        running.wait(20)


def _answers(port: int) -> bool:
    with socket.socket() as tried:
        return not tried.connect_ex(("127.0.0.1", port))


def fetched(host: tuple[str, int], path: str, accepted: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body as sent."""
    asking = http.client.HTTPConnection(*host, timeout=30)
    asking.request("GET", path, headers={"Accept-Encoding": accepted})
    answer = asking.getresponse()
    body = answer.read()
    asking.close()
    return answer.status, dict(answer.getheaders()), body


def addresses(folder: Path) -> dict[str, Path]:
    """Every file that was built, by its path."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    own = [file for file in files if file.suffix not in (".br", ".gz")]
    return {f"/{file.relative_to(folder)}".removesuffix("index.html"): file for file in own}


@pytest.mark.parametrize("encoding", ["br", "gzip", ""])
def test_each_file_arrives_whole_as_each_browser_asks_for_it_with_the_headers_it_must_have(
    host: tuple[str, int], packed: Path, encoding: str
) -> None:
    rules = read_rules((packed / "_headers").read_text("utf-8"))
    for path, file in addresses(packed).items():
        status, headers, body = fetched(host, path, encoding or "identity")
        assert status == 200, path
        expected = dict(headers_for(rules, path))
        assert {name: headers.get(name) for name in expected} == expected, path
        assert headers.get("Content-Encoding", "") in ("", encoding), path
        if file.suffix in PACKED and encoding and file.stat().st_size >= LEAST_BYTES:
            assert headers.get("Content-Encoding") == encoding, path
        if "Content-Encoding" in headers:
            body = UNPACKED[encoding](body)
        assert body == file.read_bytes(), path
        if file.suffix == ".mjs":
            assert headers["Content-Type"] == "text/javascript", path


def test_what_is_not_there_gets_the_page_that_says_so(host: tuple[str, int]) -> None:
    status, headers, _ = fetched(host, "/nowhere/", "identity")
    assert status == 404
    assert "Content-Security-Policy" in headers


def test_the_quiz_starts_there(host: tuple[str, int], engine: Engine) -> None:
    engine.open("http://{}:{}/decide/".format(*host))
    assert show(engine)
