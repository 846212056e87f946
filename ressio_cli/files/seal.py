"""The seal over a released invoice: found again only while the figures the client received stand unchanged.

Room: files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256

from ressio_cli.model import seal as seals
from ressio_cli.model.value import Value

_OUTSIDE = ("seal", "void", "notified", "history", "internal")


def seal(content: Mapping[str, Value], form: int | None = None) -> str:
    """Return the seal over the words of an invoice, without what may change after release.

    `form` is that of the seal it is compared with; left out, the second one where the words hold the invoice's number,
    as every file does since version 0.2. Attachments count by their hashes, not by their paths. Comments, spacing and
    the order of keys do not count.
    """
    inside = {key: value for key, value in content.items() if key not in _OUTSIDE}
    attachments = inside.get("attachments")
    if isinstance(attachments, list):
        inside["attachments"] = [_without_path(attachment) for attachment in attachments]
    if form is None:
        form = seals.SECOND if "number" in inside else seals.FIRST
    if form == seals.SECOND:
        return seals.seal("invoice", inside)
    canonical = json.dumps(inside, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return f"sha256:{sha256(canonical.encode('ascii')).hexdigest()}"


def _without_path(attachment: Value) -> Value:
    if not isinstance(attachment, dict):
        return attachment
    return {key: value for key, value in attachment.items() if key != "file"}
