"""Real shells on a terminal of their own: what a line becomes after TAB, and what is offered for it."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pexpect
import pytest

COMPLETIONS = Path(__file__).parent.parent.parent / "completions"
TAB, DUMP, ALL = "\t", "\x07", "\x0f"
PATIENCE = 60.0

_BASH = """
PS1='> '
HISTFILE=
bind 'set bell-style none'
bind 'set completion-query-items 0'
bind 'set page-completions off'
bind 'set enable-bracketed-paste off'
dump() { printf '%s' "$READLINE_LINE" > "$SEEN.new"; mv "$SEEN.new" "$SEEN"; READLINE_LINE= READLINE_POINT=0; }
bind -x '"\\C-g": dump'
bind '"\\C-o": insert-completions'
source "$SCRIPTS/ressio.bash"
"""
_ZSH = """
PS1='> '
fpath=("$SCRIPTS" $fpath)
unsetopt beep prompt_sp
autoload -Uz compinit
compinit -u -D
dump() { print -rn -- "$BUFFER" > "$SEEN.new"; mv "$SEEN.new" "$SEEN"; BUFFER=; zle redisplay }
zle -N dump
bindkey '^G' dump
zle -C all-matches complete-word _generic
bindkey '^O' all-matches
zstyle ':completion:all-matches::::' completer _all_matches _complete
zstyle ':completion:all-matches:*' insert yes
LISTMAX=1000
"""
_FISH = """
set -g fish_greeting
function fish_prompt; echo '> '; end
function dump; commandline > $SEEN.new; mv $SEEN.new $SEEN; commandline ''; end
function offer; complete -C (commandline -c | string collect) > $SEEN.new; mv $SEEN.new $SEEN; commandline ''; end
function fish_user_key_bindings; bind \\cg dump; bind \\co offer; end
"""


class Shell:
    """An interactive shell in a folder, with the completion of ressio loaded the way its users load it."""

    name = ""

    def __init__(self, folder: Path, home: Path) -> None:
        self.home = home
        self.seen = home / "seen"
        self.child = pexpect.spawn(
            *self.command(), cwd=str(folder), env=self.environment(), dimensions=(60, 500), encoding="utf-8", timeout=5
        )
        self.screen = ""
        self.child.delaybeforesend = None
        self.completed("ready")

    def command(self) -> tuple[str, list[str]]:
        """The program and its words; start-up files are written here."""
        raise NotImplementedError

    def environment(self) -> Mapping[str, str]:
        """Nothing of the person's own; `ressio` is found first."""
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        return {
            "PATH": path, "HOME": str(self.home), "TERM": "xterm", "LANG": "C.UTF-8", "SEEN": str(self.seen),
            "SCRIPTS": str(COMPLETIONS), "XDG_CONFIG_HOME": str(self.home / ".config"), "ZDOTDIR": str(self.home),
            "XDG_DATA_HOME": str(self.home / ".local"),
        }  # fmt: skip

    def completed(self, line: str) -> str:
        """What the line is after TAB."""
        return self._pressed(line + TAB + DUMP)

    def offered(self, line: str) -> list[str]:
        """Every word that is offered at the end of the line, in order."""
        whole = self._pressed(line + ALL + DUMP)
        start = len(line) - len(_word(line))
        return _without(line, [] if whole == line else whole[start:].split())

    def enter(self, line: str) -> None:
        """Run a line."""
        self.child.send(line + "\r")
        self._drain(0.3)

    def close(self) -> None:
        """End the shell."""
        self.child.close(force=True)

    def _pressed(self, keys: str) -> str:
        self.seen.unlink(missing_ok=True)
        self.child.send(keys)
        end = time.monotonic() + PATIENCE
        while not self.seen.exists():
            assert time.monotonic() < end, f"{self.name} does not answer {keys!r}: {self.screen[-2000:]!r}"
            self._drain(0.02)
        self._drain(0.02)
        return self.seen.read_text(encoding="utf-8").removesuffix("\n")

    def _drain(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while True:
            try:
                self.screen += self.child.read_nonblocking(65536, timeout=max(0.0, end - time.monotonic()))
            except (pexpect.TIMEOUT, pexpect.EOF):
                return


def _word(line: str) -> str:
    return re.split(r"\s", line)[-1]


def _without(line: str, words: list[str]) -> list[str]:
    """The words without the `--option=` that some shells show before each of them."""
    lead = _word(line).rpartition("=")[0]
    return [word.removeprefix(f"{lead}=") for word in words]


class Bash(Shell):
    name = "bash"

    def command(self) -> tuple[str, list[str]]:
        (self.home / "rc").write_text(_BASH)
        return "bash", ["--noprofile", "--rcfile", str(self.home / "rc"), "-i"]


class Zsh(Shell):
    name = "zsh"

    def command(self) -> tuple[str, list[str]]:
        (self.home / ".zshrc").write_text(_ZSH)
        return "zsh", ["-d", "-i"]


class Fish(Shell):
    name = "fish"

    def command(self) -> tuple[str, list[str]]:
        config = self.home / ".config/fish"
        (config / "completions").mkdir(parents=True)
        (config / "config.fish").write_text(_FISH)
        shutil.copy(COMPLETIONS / "ressio.fish", config / "completions")
        return "fish", ["-i"]

    def offered(self, line: str) -> list[str]:
        return _without(line, [found.split("\t")[0] for found in self._pressed(line + ALL).splitlines()])


SHELLS = {"bash": Bash, "zsh": Zsh, "fish": Fish}


def start(name: str, folder: Path, home: Path) -> Shell:
    """A shell; skipped where it is not installed, which is a failure in CI."""
    if shutil.which(name) is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{name} is not installed; .ci/run installs it")
    return SHELLS[name](folder, home)
