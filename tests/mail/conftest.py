"""No mailbox of whoever runs the tests is near; a server on loopback, and a certificate made for it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from mail.post_office import Certificate, Office

from ressio_cli.files import post


@pytest.fixture(autouse=True)
def quiet_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `fsync` cost nothing, take the environment's own credentials away, and wait for nobody for long."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
    monkeypatch.setattr(post, "PATIENCE", 5)
    for name in (post.USER, post.PASSWORD, post.COMMAND, "SSL_CERT_FILE", "SSL_CERT_DIR", "RESSIO_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate for this machine under two of its addresses, signed by nobody but itself."""
    folder = tmp_path_factory.mktemp("certificate")
    return a_certificate(folder, "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:127.0.0.2")


@pytest.fixture(scope="session")
def other_certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate for somebody else."""
    return a_certificate(tmp_path_factory.mktemp("other"), "subjectAltName=DNS:mail.example.com")


def a_certificate(folder: Path, names: str) -> Certificate:
    """Made by openssl."""
    made = Certificate(folder / "certificate.pem", folder / "key.pem")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=ressio tests", "-addext", names, "-keyout", str(made.key), "-out", str(made.file)],
        check=True, capture_output=True,
    )  # fmt: skip
    return made


@pytest.fixture
def office() -> Iterator[Office]:
    """A mail server that takes everything, in the clear."""
    with Office() as opened:
        yield opened
