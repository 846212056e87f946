"""The pictures of letterheads: today's, or the one that an invoice was issued with.

Room: commands.  Problems: logo.missing.
"""

from __future__ import annotations

from ressio_cli.commands.job import Job
from ressio_cli.files import logos
from ressio_cli.model.issued import StoredFile
from ressio_cli.model.problem import Refused


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
        why = _why_not(data) if data is not None else ""
        if why and sealed is None:
            raise _no_logo(self.job, why)
        return None if why else data


def current(job: Job) -> StoredFile | None:
    """Return the logo that a paper released now is sealed with; refused where it cannot be printed."""
    path = job.project.settings.company.logo
    data = Pictures(job).drawable(path, None)
    return logos.stored(path, data) if data is not None else None


def _why_not(data: bytes) -> str:
    """Why a picture cannot be printed, opened in full; nothing where it can."""
    from ressio_cli.views.pdf.arrange import LOGO
    from ressio_cli.views.pdf.pictures import NoPicture, opened

    try:
        opened(data, LOGO)
    except NoPicture as error:
        return f"cannot be printed: {error}"
    return ""


def _read(job: Job) -> bytes:
    problems = logos.unprintable(job.root, job.project.settings)
    data = None if problems else logos.picture(job.root, job.project.settings.company.logo)
    if data is None:
        raise Refused(problems) if problems else _no_logo(job, logos.NO_PICTURE)
    return data


def _no_logo(job: Job, why: str) -> Refused:
    return Refused([logos.unfit(job.project.settings, why)])
