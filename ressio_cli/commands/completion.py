"""`ressio completion SHELL`: print the completion script of a shell; no start-up file is ever edited.

Room: commands.  Problems: completion.shell, completion.missing.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ressio_cli.files import disk
from ressio_cli.files.bytes import LARGEST
from ressio_cli.model.problem import misused, trouble
from ressio_cli.views import terminal
from ressio_cli.views.say import Result, tell

EXAMPLES = """
ressio completion bash > ~/.local/share/bash-completion/completions/ressio
ressio completion zsh > ~/.zfunc/_ressio
ressio completion fish > ~/.config/fish/completions/ressio.fish
ressio completion powershell >> $PROFILE
"""

SCRIPTS = {"bash": "ressio.bash", "zsh": "_ressio", "fish": "ressio.fish", "powershell": "ressio.ps1"}

_PACKAGE = Path(__file__).parent.parent
_INSTALLED = {
    "bash": "share/bash-completion/completions/ressio",
    "zsh": "share/zsh/site-functions/_ressio",
    "fish": "share/fish/vendor_completions.d/ressio.fish",
}


def run(ctx: typer.Context, shell: Annotated[str, typer.Argument(help="bash, zsh, fish or powershell.")]) -> None:
    """Print the completion script of a shell, to be saved where that shell looks for it."""
    if shell not in SCRIPTS:
        raise misused("completion.shell", f"there is no completion for {shell!r}", f"one of: {', '.join(SCRIPTS)}")
    text = _script(shell)
    if ctx.obj.json:
        tell(Result(found={"shell": shell, "script": text}), ctx.obj.mode)
    else:
        terminal.write(text)


def _script(shell: str) -> str:
    places = [_PACKAGE / "completions" / SCRIPTS[shell], _PACKAGE.parent / "completions" / SCRIPTS[shell]]
    if shell in _INSTALLED:
        places.append(Path(sys.prefix, _INSTALLED[shell]))
    for place in places:
        if disk.is_file(place.parent, place.name):
            return disk.read_any(place, LARGEST).decode()
    raise trouble("completion.missing", f"the completion script for {shell} was not installed", "install ressio again")
