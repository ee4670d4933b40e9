"""Whatever is missing or breaks is told in a sentence, and nothing is left running."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.folders import ROOT

from . import building
from .add_release import add
from .building import Release, go, programs
from .errors import CannotRunError
from .processes import Program, Programs, wait_until
from .telling import filled


def _path_with(folder: Path, said: str) -> str:
    program = folder / "go"
    program.write_text(f"#!/bin/sh\n{said}\n", "utf-8")
    program.chmod(0o755)
    return str(folder)


def test_without_go_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotRunError, match=r"^Install Go 1\.25 or newer: the controllers are"):
        go()


def test_with_an_old_go_it_says_which_and_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", _path_with(tmp_path, "echo go1.24.4"))
    with pytest.raises(CannotRunError, match=r"^Install Go 1\.25 or newer: .*/go is go1\.24\.4\.$"):
        go()


def test_go_is_looked_for_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a stand-in of these tests would build the controllers for the incidents after them."""
    search = _path_with(tmp_path, "echo go1.26.0")
    with monkeypatch.context() as changed:
        changed.setenv("PATH", search)
        assert go() == f"{search}/go"
    assert go() != f"{search}/go"


def test_a_build_that_fails_shows_the_end_of_what_go_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = _path_with(
        tmp_path, '[ "$1" = env ] && echo go1.26.0 || { echo no such package; exit 1; }'
    )
    monkeypatch.setenv("PATH", f"{search}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(building, "BUILT", tmp_path / "built")
    with pytest.raises(
        CannotRunError, match=r"etcd .* cannot be built; the end of [^:]+:\n  no such"
    ):
        programs(building.newest("etcd"))


def test_a_build_that_is_given_up_leaves_no_compiler(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiler = tmp_path / "compiler"
    said = f'[ "$1" = env ] && echo go1.26.0 || {{ sleep 600 & echo $! > {compiler}; wait; }}'
    search = _path_with(tmp_path, said)
    monkeypatch.setenv("PATH", f"{search}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(building, "BUILT", tmp_path / "built")
    monkeypatch.setattr(building, "SAY_EVERY", 0.5)
    monkeypatch.setattr(building, "BUILD_SECONDS", 1)
    with pytest.raises(CannotRunError, match=r"etcd .* is not built after an hour"):
        programs(building.newest("etcd"))
    wait_until(lambda: not _runs(int(compiler.read_text("utf-8"))), 10, "it has ended")


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_module_that_cannot_be_had_is_told_with_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = '[ "$1" = env ] && echo go1.26.0 || echo \'{"Error": "403 Forbidden"}\''
    search = _path_with(tmp_path, answer)
    monkeypatch.setenv("PATH", f"{search}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(CannotRunError, match=r"example\.com/gone cannot be had: 403 Forbidden$"):
        building.carried(building.newest("etcd"), "example.com/gone")


def test_a_program_that_ends_by_itself_is_told_with_the_end_of_its_log(tmp_path: Path) -> None:
    running = Programs(tmp_path)
    dying = running.start("dying", ["sh", "-c", "echo port 80 is taken; exit 3"])
    with pytest.raises(CannotRunError, match=r"dying ended by itself \(status 3\)(.|\n)*is taken"):
        running.wait(dying, lambda: False, 10)
    running.end_all()


def test_a_port_that_is_taken_is_told_by_the_program_that_wants_it(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code = f"import http.server as h; h.HTTPServer(('127.0.0.1', {port}), None)"
        running = Programs(tmp_path)
        second = running.start("second", ["python3", "-c", code])
        with pytest.raises(
            CannotRunError, match=r"Address already in use(.|\n)*Start again: ports"
        ):
            running.wait(second, lambda: False, 10)


def test_a_program_that_waits_for_one_that_ended_is_not_blamed(tmp_path: Path) -> None:
    """Else the API server would be told of, which gives up when it finds no etcd."""
    running = Programs(tmp_path)
    running.start("first", ["sh", "-c", "echo no room; exit 1"])
    second = running.start("second", ["sh", "-c", "sleep 1; echo where is the first; exit 1"])
    try:
        with pytest.raises(CannotRunError, match=r"^first ended by itself(.|\n)*no room"):
            running.wait(second, lambda: False, 10)
    finally:
        running.end_all()


def test_programs_are_ended_in_the_reverse_of_their_start(tmp_path: Path) -> None:
    """Each says when it is ended; the one that heeds no signal is killed."""
    said = tmp_path / "said"
    heeds = f"trap 'echo NAME >> {said}; exit 0' TERM; echo up; while :; do sleep 0.1; done"
    running = Programs(tmp_path)
    for name in ("first", "second"):
        program = running.start(name, ["sh", "-c", heeds.replace("NAME", name)])
        wait_until(lambda: "up" in program.log.read_text("utf-8"), 10, "it is up")  # noqa: B023
    running.end_all()
    assert said.read_text("utf-8").split() == ["second", "first"]


def test_a_program_that_heeds_no_signal_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.control_planes.processes.END_SECONDS", 0.2)
    stubborn = Program(
        "stubborn",
        ["sh", "-c", "trap '' TERM; echo up; while :; do sleep 0.1; done"],
        tmp_path / "log",
    )
    wait_until(lambda: "up" in stubborn.log.read_text("utf-8"), 10, "it is up")
    stubborn.end()
    with pytest.raises(CannotRunError, match=r"^stubborn was ended by SIGKILL, as the system"):
        stubborn.check()


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_run_that_is_ended_from_outside_ends_its_programs(tmp_path: Path, sent: int) -> None:
    """It ends too where a shell started it in the background, with Ctrl-C ignored."""
    test = tmp_path / "test_waits.py"
    test.write_text(
        "import signal\n"
        "from tests.control_planes.processes import Programs\n"
        "def test_waits(tmp_path):\n"
        "    running = Programs(tmp_path.__class__.cwd())\n"
        "    try:\n"
        "        running.start('sleeper', ['sh', '-c', 'echo $$; exec sleep 600'])\n"
        "        signal.pause()\n"
        "    finally:\n"
        "        running.end_all()\n",
        "utf-8",
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    given = ["-p", "tests.control_planes.conftest", "--rootdir", str(tmp_path), str(test)]
    search = {**os.environ, "PYTHONPATH": str(ROOT)}
    used = signal.signal(signal.SIGINT, signal.SIG_IGN)
    run = subprocess.Popen([*command, *given], cwd=tmp_path, env=search, stdout=subprocess.DEVNULL)
    signal.signal(signal.SIGINT, used)
    log = tmp_path / "sleeper.log"
    try:
        wait_until(lambda: log.is_file() and log.read_text("utf-8").strip(), 60, "it is up")
        run.send_signal(sent)
        run.wait(60)
    finally:
        run.kill()
        run.wait()
    assert not _runs(int(log.read_text("utf-8")))


def test_releases_are_newest_first() -> None:
    known = [release.version for release in building.releases("kserve")]
    assert known == sorted(
        known, key=lambda version: Release("kserve", version).numbers, reverse=True
    )


def test_a_placeholder_that_the_incident_does_not_know_stops_it() -> None:
    """Else the command would run with the word in capitals, and the table would tell of that."""
    printed = ["kubectl patch rayservice NAME -p '{\"a\": ADDRESS-NOW}'", "echo $CLUSTER"]
    with pytest.raises(CannotRunError, match=r"differ: ADDRESS-NOW\.$"):
        filled(printed, {"NAME": "answers"})
    with pytest.raises(CannotRunError, match=r"differ: GOOD\.$"):
        filled(printed, {"NAME": "answers", "ADDRESS_NOW": "1", "GOOD": "abc"})
    done = filled(printed, {"NAME": "answers", "ADDRESS_NOW": "1"})
    assert done == ["kubectl patch rayservice answers -p '{\"a\": 1}'", "echo $CLUSTER"]


def test_a_release_that_cannot_be_had_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the folder would count as the newest release, and every run would fail."""
    (tmp_path / "a.mod").write_text("module a\n\ngo 1.25.0\n", "utf-8")
    answers = (
        f'[ "$1" = env ] && echo go1.26.0 && exit; [ "$1" = mod ] && echo \'{{"GoMod": '
        f'"{tmp_path}/a.mod"}}\' && exit; echo 403 Forbidden >&2; exit 1'
    )
    monkeypatch.setenv("PATH", f"{_path_with(tmp_path, answers)}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(building, "MODULES", tmp_path / "modules")
    with pytest.raises(CannotRunError, match=r"kuberay v9\.9\.9 cannot be had .*403 Forbidden"):
        add(Release("kuberay", "v9.9.9"))
    assert building.releases("kuberay") == []
