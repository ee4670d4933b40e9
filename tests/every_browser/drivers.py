"""One small interface to three engines: open an address, run JavaScript, get JSON back.

Chromium and Firefox are driven by puppeteer-core (tests/node/engine.mjs, one line of JSON a
command), WebKitGTK by Selenium on a display of its own.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from typing import Any, Protocol

from decision_tree.runtime.npm import node
from tests.folders import ROOT
from tests.tools.engines_setup import NAMES, find

from .memory import tree_of

__all__ = ["NAMES", "Engine", "EngineError", "installed", "started"]

BRIDGE = ROOT / "tests" / "node" / "engine.mjs"
RUN_SECONDS = 300
"""The longest that one `run` may take."""
OPEN_SECONDS = 120
"""The longest that a page may take to load: on a busy machine the driver was seen to hang."""

START_SECONDS, STARTS = 60, 3
"""The longest that WebKitGTK may take to start, and how often it may try. Once in some hundred its
browser was gone before the driver heard of it, and the driver waited for ever."""


class EngineError(Exception):
    """What the page or the engine said when a command failed."""


class Engine(Protocol):
    """A browser with one tab open."""

    name: str
    version: str

    def open(self, address: str) -> None:
        """Go to this address and wait for its load event. Raises EngineError."""

    def run(self, script: str, *values: Any) -> Any:
        """Run `script`, the body of an async function that sees `values`, and return its value.

        Both ways go through JSON. Raises EngineError with what was thrown.
        """

    def widen(self) -> None:
        """Give the tab a window of a desk's width."""

    def press(self, key: str) -> None:
        """Press and release one key, as the engine's own driver does it."""

    def leave(self) -> None:
        """Close the tab, as a reader who goes away does, and open another one of this profile."""

    def fresh(self) -> None:
        """Forget everything: a new profile with an empty cache and one tab."""

    def memory(self) -> int:
        """Bytes held by all processes of this browser, shared pages counted in proportion."""

    def close(self) -> None:
        """End the browser."""


def installed() -> tuple[str, ...]:
    """The names of the engines that can be started here."""
    bridged = (BRIDGE.parent / "node_modules" / "puppeteer-core").is_dir()
    selenium = importlib.util.find_spec("selenium") is not None
    drivers = {"webkit": selenium}
    return tuple(name for name in NAMES if find(name) and drivers.get(name, bridged))


@contextmanager
def started(name: str) -> Iterator[Engine]:
    """The engine called `name`, one of `NAMES`, ended afterwards. Raises EngineError."""
    executable = find(name)
    if executable is None:
        raise EngineError(f"{name} is not installed; run `make engines`")
    engine: Engine = _WebKit(executable) if name == "webkit" else _Bridged(name, executable)
    try:
        yield engine
    finally:
        engine.close()


class _Bridged:
    """Chromium or Firefox behind puppeteer-core in a Node process."""

    def __init__(self, name: str, executable: str) -> None:
        self.name = name
        program, environment = node()
        self._process = subprocess.Popen(
            [program, str(BRIDGE), name, executable],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._in, self._out = self._process.stdin, self._process.stdout
        self.version = str(self._say("version"))

    def open(self, address: str) -> None:
        self._say("open", address)

    def run(self, script: str, *values: Any) -> Any:
        return self._say("run", script, values)

    def widen(self) -> None:
        self._say("widen")

    def press(self, key: str) -> None:
        self._say("press", key)

    def leave(self) -> None:
        self._say("leave")

    def fresh(self) -> None:
        self._say("fresh")

    def memory(self) -> int:
        return tree_of(self._process.pid)

    def close(self) -> None:
        with self._in, self._out:
            self._in.close()
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                self._process.kill()

    def _say(self, command: str, *values: Any) -> Any:
        self._in.write(json.dumps([command, *values]) + "\n")
        self._in.flush()
        line = self._out.readline()
        if not line:
            raise EngineError(f"{self.name} ended during `{command}`")
        answer = json.loads(line)
        if "error" in answer:
            raise EngineError(answer["error"])
        return answer.get("value")


class _WebKit:
    """WebKitGTK's MiniBrowser behind Selenium, on a virtual display."""

    name = "webkit"

    def __init__(self, executable: str) -> None:
        self._executable = executable
        reading, writing = os.pipe()
        self._display = subprocess.Popen(
            [
                "Xvfb",
                "-displayfd",
                str(writing),
                "-screen",
                "0",
                "1280x1024x24",
                "-nolisten",
                "tcp",
            ],
            pass_fds=(writing,),
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            self._number = told.readline().strip()
        self._start()
        self.version = str(self._driver.capabilities["browserVersion"])

    def _start(self) -> None:
        webdriver = _selenium("webdriver")
        options = webdriver.WebKitGTKOptions()
        options.binary_location = self._executable
        options.add_argument("--automation")
        environment = {
            **os.environ,
            "DISPLAY": f":{self._number}",
            # Containers have no user namespaces for the engine's own sandbox.
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "NO_AT_BRIDGE": "1",
        }
        service = _selenium("webdriver.webkitgtk.service").Service
        failed = (
            _selenium("common.exceptions").WebDriverException,
            importlib.import_module("urllib3.exceptions").HTTPError,
        )
        for left in reversed(range(STARTS)):
            self._service = service(executable_path=find("webkit-driver"), env=environment)
            late = Timer(START_SECONDS, lambda: self._service.process.kill())
            late.start()
            try:
                self._driver = webdriver.WebKitGTK(options=options, service=self._service)
                break
            except failed:
                if not left:
                    raise
            finally:
                late.cancel()
        self._driver.set_script_timeout(RUN_SECONDS)
        self._driver.set_page_load_timeout(OPEN_SECONDS)

    def open(self, address: str) -> None:
        try:
            self._driver.get(address)
        except _selenium("common.exceptions").WebDriverException as problem:
            raise EngineError(str(problem.msg)) from problem

    def run(self, script: str, *values: Any) -> Any:
        wrapped = (
            "const done = arguments[1], values = JSON.parse(arguments[0]);"
            f"(async () => {{ {script} }})().then("
            "(value) => done(JSON.stringify({ value })),"
            "(error) => done(JSON.stringify({ error: String(error) })));"
        )
        try:
            answer = json.loads(self._driver.execute_async_script(wrapped, json.dumps(values)))
        except _selenium("common.exceptions").WebDriverException as problem:
            raise EngineError(str(problem.msg)) from problem
        if "error" in answer:
            raise EngineError(answer["error"])
        return answer.get("value")

    def widen(self) -> None:
        self._driver.set_window_size(1280, 900)

    def press(self, key: str) -> None:
        keys = _selenium("webdriver.common.action_chains").ActionChains(self._driver)
        keys.send_keys(key).perform()

    def leave(self) -> None:
        left = self._driver.current_window_handle
        self._driver.switch_to.new_window("tab")
        opened = self._driver.current_window_handle
        self._driver.switch_to.window(left)
        self._driver.close()
        self._driver.switch_to.window(opened)

    def fresh(self) -> None:
        self._driver.quit()
        self._start()

    def memory(self) -> int:
        return tree_of(int(self._service.process.pid))

    def close(self) -> None:
        self._driver.quit()
        self._display.terminate()
        self._display.wait()


def _selenium(name: str) -> Any:
    # By name, because only `make engines` installs it and the types are checked without.
    return importlib.import_module(f"selenium.{name}")
