"""A letter as text and as HTML: the same words twice.

Room: views.  Pure.

The HTML is one small page that loads nothing; every word in it is escaped.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ressio_cli.views.mail.letter import Letter
from ressio_cli.views.safe import pad, width

if TYPE_CHECKING:
    from jinja2 import Template

_HTML = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ letter.subject }}</title>
</head>
<body style="font-family: sans-serif; line-height: 1.5; max-width: 40em">
<p>{{ letter.greeting }}</p>
<p>{{ letter.lead }}</p>
<table style="border-collapse: collapse">
{% for label, value in letter.rows %}
<tr><th scope="row" style="text-align: left; font-weight: normal; padding: 0 1.5em 0 0">{{ label }}</th>
<td style="text-align: right"><strong>{{ value }}</strong></td></tr>
{% endfor %}
</table>
{% for heading, words in letter.texts %}
<p>{% if heading %}<strong>{{ heading }}</strong><br>
{% endif %}
{% for line in words.splitlines() %}
{{ line }}{% if not loop.last %}<br>{% endif %}

{% endfor %}
</p>
{% endfor %}
{% if letter.link %}
<p>It can be read here too: <a href="{{ letter.link }}">{{ letter.link }}</a></p>
{% endif %}
<p>
{% for line in letter.sign %}
{{ line }}{% if not loop.last %}<br>{% endif %}

{% endfor %}
</p>
</body>
</html>
"""


def text(letter: Letter) -> str:
    """The letter in plain text."""
    widest = max((width(label) for label, _ in letter.rows), default=0)
    blocks = [
        letter.greeting,
        letter.lead,
        "\n".join(f"{pad(label, widest)}  {value}" for label, value in letter.rows),
        *(f"{heading}:\n{words}" if heading else words for heading, words in letter.texts),
        f"It can be read here too:\n{letter.link}" if letter.link else "",
        "-- \n" + "\n".join(letter.sign) if letter.sign else "",
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def html(letter: Letter) -> str:
    """The letter as a page."""
    return _template().render(letter=letter)


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(
        _HTML
    )
