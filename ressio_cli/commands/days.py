"""The options that date a deed, declared once.

Room: commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

On = Annotated[str, typer.Option("--on", metavar="DATE", help="The day of it; today if left out.")]
Future = Annotated[bool, typer.Option("--future", help="Allow a day after today.")]
