"""The pictures of letterheads: today's, or the one that an invoice was issued with.

Room: commands.  Problems: logo.missing.
"""

from __future__ import annotations

from ressio_cli.commands.job import Job
from ressio_cli.files import logos
from ressio_cli.model.issued import StoredFile
from ressio_cli.model.problem import Refused, refused


class Pictures:
    """The pictures for the papers of one command; each file is read once."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._found: dict[StoredFile | None, bytes | None] = {}

    def of(self, logo: str, sealed: StoredFile | None) -> bytes | None:
        """Return the picture of a paper that names `logo`; None where there is none to print.

        Refused where today's is named and cannot be read. A sealed one that is gone leaves its place empty: another
        picture would make another paper of it.
        """
        if not logo:
            return None
        if sealed not in self._found:
            present = self.job.project.settings.company.logo
            data = _read(self.job) if sealed is None else logos.matching(self.job.root, sealed, present)
            self._found[sealed] = data
        return self._found[sealed]

    def drawable(self, logo: str, sealed: StoredFile | None) -> bytes | None:
        """Return the picture of a paper that is drawn now; refused where today's is damaged."""
        data = self.of(logo, sealed)
        if data is None or _is_sound(data):
            return data
        if sealed is None:
            raise _no_logo(self.job)
        return None


def current(job: Job) -> StoredFile | None:
    """Return the logo that a paper released now is sealed with; refused where it cannot be printed."""
    path = job.project.settings.company.logo
    data = Pictures(job).drawable(path, None)
    return logos.stored(path, data) if data is not None else None


def _is_sound(data: bytes) -> bool:
    from ressio_cli.views.pdf.arrange import LOGO
    from ressio_cli.views.pdf.pictures import NoPicture, opened

    try:
        opened(data, LOGO)
    except NoPicture:
        return False
    return True


def _read(job: Job) -> bytes:
    data = logos.picture(job.root, job.project.settings.company.logo)
    if data is None:
        raise _no_logo(job)
    return data


def _no_logo(job: Job) -> Refused:
    path, origin = job.project.settings.company.logo, job.project.settings.origin.at("company.logo")
    return refused("logo.missing", f"the logo {path} is no PNG or JPEG file in the project", "correct it", origin)
