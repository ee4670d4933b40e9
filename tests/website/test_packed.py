"""Beside a built site stand its files as hosts can send them: compressed, and no others."""

from __future__ import annotations

import gzip
import importlib
import random
from pathlib import Path

import pytest

from decision_tree.website.beside_pages.compressed_copies import LEAST_BYTES, pack
from decision_tree.website.command import main

LONG = b"the same words again " * LEAST_BYTES


def names(site: Path) -> set[str]:
    return {file.name for file in site.iterdir()}


def test_a_file_that_becomes_smaller_gets_both_forms_with_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(LONG)
    assert pack(tmp_path) == 2
    assert gzip.decompress((tmp_path / "page.html.gz").read_bytes()) == LONG
    brotli = importlib.import_module("brotli")
    assert brotli.decompress((tmp_path / "page.html.br").read_bytes()) == LONG


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("short.html", LONG[: LEAST_BYTES - 1]),
        ("picture.png", LONG),
        ("random.json", random.Random(1).randbytes(2 * LEAST_BYTES)),
    ],
)
def test_a_file_that_gains_nothing_gets_none(tmp_path: Path, name: str, body: bytes) -> None:
    (tmp_path / name).write_bytes(body)
    pack(tmp_path)
    assert names(tmp_path) == {name}


def test_the_forms_of_an_earlier_build_go_and_other_archives_stay(tmp_path: Path) -> None:
    for name in ("gone.html.br", "gone.html.gz", "sitemap.xml.gz", "engine.gz"):
        (tmp_path / name).write_bytes(b"old")
    assert pack(tmp_path) == 0
    assert names(tmp_path) == {"sitemap.xml.gz", "engine.gz"}


def test_the_same_site_is_packed_into_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(LONG)
    pack(tmp_path)
    first = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    pack(tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == first


def test_the_command_counts_what_it_wrote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "index.html").write_bytes(LONG)
    assert main(["pack", "--site-dir", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"2 files written beside those of {tmp_path}\n"


def test_the_command_asks_for_a_build_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pack", "--site-dir", str(tmp_path)]) == 1
    assert "holds no built site; run `make build`" in capsys.readouterr().out


@pytest.mark.parametrize("port", ["0", "65536", "http", "8o80", "٣"])
def test_a_port_that_is_none_is_refused(capsys: pytest.CaptureFixture[str], port: str) -> None:
    with pytest.raises(SystemExit):
        main(["serve", "--port", port])
    assert "is no port; give a number up to 65535" in capsys.readouterr().err
