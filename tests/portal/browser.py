"""A real browser for the tests: Debian's chromium, spoken to over a pipe in its own protocol, with nothing installed.

Where there is no chromium the tests that need it are skipped and say so; with `CI` in the environment they fail.
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from select import select
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
_SWITCHES = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage", "--hide-scrollbars",
    "--remote-debugging-pipe", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
_PATIENCE = 30.0  # seconds for one answer

Answer = dict[str, Any]


def needed() -> str:
    """Where chromium is; skips the test, or fails it where `CI` says that everything must be there."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    why = f"no browser here ({', '.join(NAMES)}): apt-get install chromium"
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


@dataclass
class Tab:
    """One page of the browser, and everything it complained of or asked for since it was opened."""

    pipe: _Pipe
    session: str
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def call(self, method: str, **params: object) -> Answer:
        """Ask the browser for something and wait for the answer."""
        return self.pipe.call(method, params, self)

    def look(self, width: int, height: int = 800, *, dark: bool = False, media: str = "") -> None:
        """The size of the window, the colour scheme a person prefers, and paper in place of a screen."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", media=media, features=[scheme])

    def go(self, address: str) -> None:
        """Open an address, until it has loaded."""
        self.pipe.loaded.discard(self.session)
        answer = self.call("Page.navigate", url=address)
        assert "errorText" not in answer, (address, answer)
        self.pipe.wait(self, lambda: self.session in self.pipe.loaded)

    def ask(self, expression: str) -> Any:
        """What an expression comes to in the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def follow(self, selector: str) -> None:
        """Click a link, and wait for the page it leads to."""
        self.pipe.loaded.discard(self.session)
        self.ask(f"document.querySelector({json.dumps(selector)}).click()")
        self.pipe.wait(self, lambda: self.session in self.pipe.loaded)

    def press(self, key: str) -> None:
        """One key, down and up."""
        for kind in ("rawKeyDown", "keyUp"):
            codes, text = {"Tab": 9, "Enter": 13}, {"text": "\r"} if (key, kind) == ("Enter", "rawKeyDown") else {}
            kind = "keyDown" if text else kind
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=codes[key], **text)

    def picture(self, file: Path | None = None) -> bytes:
        """The whole page as a PNG picture."""
        data = base64.b64decode(self.call("Page.captureScreenshot", captureBeyondViewport=True)["data"])
        if file:
            file.write_bytes(data)
        return data

    def paper(self) -> bytes:
        """The page as the browser prints it."""
        return base64.b64decode(self.call("Page.printToPDF", printBackground=False)["data"])


class _Pipe:
    """The two ends of the talk."""

    def __init__(self, process: subprocess.Popen[bytes], into: int, out: int) -> None:
        self.process, self.into, self.out = process, into, out
        self.numbers, self.rest = itertools.count(1), b""
        self.answers: dict[int, Answer] = {}
        self.loaded: set[str] = set()

    def call(self, method: str, params: Answer, tab: Tab | None = None) -> Answer:
        number = next(self.numbers)
        word: Answer = {"id": number, "method": method, "params": params}
        if tab:
            word["sessionId"] = tab.session
        os.write(self.into, json.dumps(word).encode() + b"\0")
        self.wait(tab, lambda: number in self.answers)
        answer = self.answers.pop(number)
        assert "error" not in answer, (method, answer)
        return dict(answer["result"])

    def wait(self, tab: Tab | None, until: Any) -> None:
        while not until():
            for message in self._messages():
                self._heard(message, tab)

    def _messages(self) -> Iterator[Answer]:
        assert select([self.out], [], [], _PATIENCE)[0], "the browser does not answer"
        data = os.read(self.out, 1 << 20)
        assert data, "the browser has gone"
        *whole, self.rest = (self.rest + data).split(b"\0")
        yield from map(json.loads, whole)

    def _heard(self, message: Answer, tab: Tab | None) -> None:
        if "id" in message:
            self.answers[message["id"]] = message
        elif tab and message.get("sessionId") == tab.session:
            method, params = message["method"], message["params"]
            if method == "Page.loadEventFired":
                self.loaded.add(tab.session)
            elif method == "Network.requestWillBeSent":
                tab.asked.append(params["request"]["url"])
            elif method in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"):
                tab.said.append(json.dumps(params))


@contextmanager
def a_browser() -> Iterator[Tab]:
    """A browser with one empty page, and a profile that is thrown away."""
    program = needed()
    theirs_in, into = os.pipe()
    out, theirs_out = os.pipe()

    def ends() -> None:
        os.dup2(os.dup(theirs_in), 3)
        os.dup2(os.dup(theirs_out), 4)

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        # the two ends are moved out of the way of 3 and 4, which is where chromium looks for them
        theirs_in, theirs_out = (_high(end) for end in (theirs_in, theirs_out))
        command = [program, *_SWITCHES, f"--user-data-dir={profile}", "about:blank"]
        # only `preexec_fn` can put the two ends where chromium looks for them
        process = subprocess.Popen(
            command,
            preexec_fn=ends,  # noqa: PLW1509
            pass_fds=(3, 4),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        try:
            yield _tab(_Pipe(process, into, out))
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(5)
            process.kill()
            process.wait()
            os.close(into)
            os.close(out)


def _high(end: int) -> int:
    import fcntl

    moved = fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 20)
    os.close(end)
    return moved


def _tab(pipe: _Pipe) -> Tab:
    target = pipe.call("Target.createTarget", {"url": "about:blank"})["targetId"]
    session = pipe.call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
    tab = Tab(pipe, session)
    for domain in ("Page", "Runtime", "Log", "Network", "Accessibility"):
        tab.call(f"{domain}.enable")
    return tab
