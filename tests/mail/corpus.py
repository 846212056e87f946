"""Hostile texts: what a person, or somebody who hates that person, might put into a name or a title."""

from __future__ import annotations

_ENDS = ("\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\r\n ", "\n\t", "\0")
_HEADS = ("Bcc: evil@example.com", "To: evil@example.com", "Subject: changed", "\r\n<html>evil</html>")
_ENCODED = (
    "=?utf-8?q?Bcc=3A_evil=40example.com?=", "=?utf-8?b?DQpCY2M6IGV2aWxAZXhhbXBsZS5jb20=?=", "=?utf-8?q?=0D=0AX=3A1?=",
    "=?x-unknown?q?a?=", "=?utf-8?q?unfinished", "?==?utf-8?q?a?=", "=?utf-8?q?a?= =?utf-8?q?b?=",
    "=?=?utf-8?q?a?=?=", "=?us-ascii*en?q?a?=", "=?utf-8?q??=", "=?iso-8859-1?Q?=A1Hola?=", "==??utf-8?q?a?==",
)  # fmt: skip
_ADDRESSES = (
    '"', '\\"', "\\", '"evil" <evil@example.com>', "evil@example.com, x", "a, b; c: d", "<evil@example.com>", "<", ">",
    "<>", "(comment)", "(un(closed", "undisclosed-recipients:;", "a@b", "@", ",", ";", ":", "[127.0.0.1]", "'", "`id`",
    '" <evil@example.com>, "', 'x" <evil@example.com>', "Dana\t<evil@example.com>", "a\\", "evil@example.com\0x",
)  # fmt: skip
_MARKS = (
    "\u202egpj.exe", "\u2066x\u2069", "\u200b", "\ufeff", "\u00ad", "\u200f\u200e", "\x1b[31mred", "\x07", "\x08\x08",
    "\x7f", "\x9b31m", "\ud800", "\udc80x", "a\udfffb", "\U000e0001", "\ufffe", "\U0010ffff", "\x1a", "\ufff9x\ufffb",
)  # fmt: skip
_CODE = (
    "<script>alert(1)</script>", "{{7*7}}", "{% raw %}", "{0.__class__}", "%s%n", "$(id)", "</td></table>", "&amp;",
    "<img src=http://example.com/x>", "javascript:alert(1)", "-->", "]]>", "<a href='x'>", "''--", "../../etc/passwd",
    "\r\n.\r\nMAIL FROM:<evil@example.com>", "\n.\n", ".", "..", "--=_0_", "Content-Type: text/html",
)  # fmt: skip
_PLAIN = (
    "", " ", "é" * 300, "x" * 2000, "x " * 400, "日本語" * 60, "😀" * 90, "אבג דהו", "می‌خواهم", "a\u0301" * 80,
    "ﷺ" * 40, "Müller & Söhne GmbH", "O'Brien", 'The "Oaks"', "Łódź — Straße", "    spaces   within  ", "tab\tbed",
    "=20", "=C3=A9", "a=\n", "0" * 998, "𝔉𝔞𝔫𝔠𝔶", "ＤＡＮＡ", "“quotes” and ‘more’", "re: fwd: re:",
    "=", "?", "_", "%0d%0aBcc:%20evil", "N/A",
)  # fmt: skip

HOSTILE: tuple[str, ...] = tuple(
    dict.fromkeys(
        (
            *(f"Harbor{end}{head}" for end in _ENDS for head in _HEADS),
            *(f"{before}{word}{after}" for word in _ENCODED for before, after in (("", ""), ("Dana ", " Reyes"))),
            *_ADDRESSES, *_MARKS, *_CODE, *_PLAIN,
        )
    )
)  # fmt: skip
