"""What the client may not see is planted in every field that holds it, and searched for in every byte of the mail."""

from __future__ import annotations

import io
import re
import zlib
from pathlib import Path

from cli.house import House, categories
from cli.house import settings as toml
from mail.post_office import MAIL, Office, read, ressio
from pypdf import PdfReader

WORDS = {
    "markup name": "canary-rate", "vendor": "canary-vendor", "bill line": "canary-bill", "internal": "canary-internal",
    "draft": "canary-draft", "history": "canary-history", "item": "canary-item", "change": "canary-change",
    "over": "canary-over", "comment": "canary-comment", "file": "canary-file", "draft bill": "canary-unapproved",
    "declined": "canary-declined", "payment": "canary-payment",
}  # fmt: skip
FIGURES = {"cost": "7171.71", "markup": "13.1313", "unit cost": "4242.42", "bill": "6363.63", "profit": "941.74"}
SEEN = ("canary-seen", "March progress", "8113.46")


def a_house_of_canaries(root: Path, port: int) -> House:
    """Every internal field is filled."""
    rates = f'[markup]\nrates = {{"{WORDS["markup name"]}" = "13.1313%"}}\n'
    house = House(root / "job", "2026-03-31")
    house.put(
        "ressio.toml",
        f"# {WORDS['comment']}\n" + toml(more=f'emails = ["dana@example.com"]\n{MAIL.format(port=port)}\n{rates}'),
    )
    house.put("budget.yaml", f"# {WORDS['comment']}\n" + categories(Work=[
        "id: A1, name: canary-seen, cost: 7171.71, code: 03-30-00",
        f"id: B2, name: {WORDS['item']}, quantity: 1, unit_cost: 4242.42, description: {WORDS['item']}",
    ]))  # fmt: skip
    line = f"description: {WORDS['bill line']}, amount: 6363.63"
    for name, status in (("a", "approved"), ("b", "draft")):
        vendor = WORDS["vendor"] if status == "approved" else WORDS["draft bill"]
        approved = "approved: 2026-02-20\n" if status == "approved" else ""
        house.put(
            f"bills/{name}.yaml",
            f"vendor: {vendor}\nkind: bill\ndate: 2026-02-20\nstatus: {status}\n{approved}lines:\n  - {{{line}}}\n",
        )
    house.put(f"{WORDS['file']}.txt", WORDS["file"])
    for words in (
        ("budget", "lock", "--on", "2026-01-01"),
        ("change", "new", "--title", WORDS["change"], "--item", "Floor=100"),
        ("change", "new", "--title", WORDS["declined"], "--item", "Floor=100", "--propose"),
        ("change", "decline", "CO-002"),
        ("invoice", "new", "--item", "Fee=1", "--id", WORDS["draft"], "--title", WORDS["draft"]),
        ("payment", "new", "100", "--note", WORDS["payment"]),
        ("invoice", "new", "--amount", "A1=8113.46", "--item", "Fee=4242.42+13.1313%",
         "--title", "March progress", "--internal", WORDS["internal"],
         "--over", WORDS["over"]),
    ):  # fmt: skip
        assert (answer := ressio(house, *words)).code == 0, answer
    return house


def every_form(data: bytes) -> list[str]:
    """A message as it lies there, every part decoded, and the PDF in and out of its compression."""
    forms = [data.decode("ascii")]
    for part in read(data).walk():
        if part.is_multipart():
            continue
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        forms.append(content.decode("utf-8", "replace"))
        if part.get_content_type() == "application/pdf":
            reader = PdfReader(io.BytesIO(content))
            forms += [page.extract_text() for page in reader.pages] + [repr(reader.metadata)]
            for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
                try:
                    forms.append(zlib.decompress(stream).decode("latin-1"))
                except zlib.error:
                    forms.append(stream.decode("latin-1"))
    return forms


def holds(forms: list[str], word: str) -> bool:
    """A word, or a figure with commas or without, in any of them."""
    return any(word in form or word in form.replace(",", "") for form in forms)


def test_no_internal_field_is_in_any_byte_of_any_message(tmp_path: Path, office: Office) -> None:
    house = a_house_of_canaries(tmp_path, office.port)
    for today, words in (
        ("2026-03-31", ("release", "march-progress", "--note", WORDS["history"], "--send")),
        ("2026-06-30", ("remind", "--send")),
        ("2026-06-30", ("pay", "1", "10", "--note", WORDS["payment"])),
        ("2026-06-30", ("outbox", "new", "1", "--send")),
        ("2026-06-30", ("payment", "void", "2026-06-30-INV-0001", "--reason", WORDS["history"])),
        ("2026-06-30", ("invoice", "edit", "1", "--notes", "canary-seen", "--send")),
        ("2026-06-30", ("void", "1", "--reason", "canary-seen", "--note", WORDS["history"], "--send")),
    ):  # fmt: skip
        assert (answer := ressio(house, *words, today=today)).code == 0, answer
    project = "".join(
        data.decode("utf-8", "replace")
        for name, data in house.files().items()
        if not name.startswith(("pdf/", "outbox/"))
    )
    planted = [*WORDS.values(), "7171.71", "13.1313", "4242.42", "6363.63", "Pat Alder"]
    assert [word for word in planted if word not in project and word != WORDS["over"]] == []
    messages = [bytes(envelope.content or b"") for envelope in office.taken]
    assert len(messages) == 5
    for data in messages:
        forms = every_form(data)
        assert len(forms) > 6
        assert [word for word in SEEN if not holds(forms, word)] == [], (
            "what may be seen is found, so this search finds"
        )
        hidden = (*WORDS.values(), *FIGURES.values(), "Pat Alder")
        assert [word for word in hidden if holds(forms, word)] == []
