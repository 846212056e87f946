"""`ressio help TOPIC`: print a page about a topic, or the help of a command.

Room: commands.  Problems: help.unknown.
"""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from ressio_cli.files import disk
from ressio_cli.files.bytes import LARGEST
from ressio_cli.model.problem import misused
from ressio_cli.views import terminal
from ressio_cli.views.safe import clean
from ressio_cli.views.say import Result, tell

EXAMPLES = """
ressio help
ressio help exit-codes
ressio help methods
"""

PAGES = Path(__file__).parent.parent / "help"


def run(ctx: typer.Context, topic: Annotated[str, typer.Argument(help="The topic; left out: the list.")] = "") -> None:
    """Explain a topic; without one, list the topics."""
    names = [name.removesuffix(".md") for name, _ in disk.names(PAGES, "") if name.endswith(".md")]
    if topic and topic not in names:
        near = get_close_matches(topic, names)
        hint = f"ressio help {near[0]}" if near else f"topics: {', '.join(names)}; of a command: ressio {topic} --help"
        raise misused("help.unknown", f"there is no topic {topic!r}", hint)
    if ctx.obj.json:
        page = {"topic": topic, "text": _text(topic)} if topic else {"topics": names}
        tell(Result(found=page), ctx.obj.mode)
    elif topic:
        terminal.write(clean(_text(topic), "\n"))
    else:
        terminal.write("".join(f"{name}\n" for name in names))


def _text(topic: str) -> str:
    return disk.read_any(PAGES / f"{topic}.md", LARGEST).decode()
