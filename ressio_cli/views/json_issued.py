"""The letterhead of a released invoice as JSON.

Room: views.  Pure.
"""

from __future__ import annotations

from ressio_cli.model.invoice import Draft, Released
from ressio_cli.model.issued import Issued

Object = dict[str, object]


def issued(paper: Draft | Released) -> Object | None:
    """What the paper prints from the settings of its day; null on a draft, and where the file does not hold it."""
    return _letterhead(paper.issued) if isinstance(paper, Released) and paper.issued else None


def _letterhead(issued: Issued) -> Object:
    company, client, project, logo = issued.company, issued.client, issued.project, issued.logo
    return {
        "company": {
            "name": company.name,
            "address": list(company.address),
            "email": "".join(company.emails),
            "phone": company.phone,
            "license": company.license,
            "logo": {"file": logo.file, "sha256": logo.sha256} if logo else None,
            "how_to_pay": company.how_to_pay,
        },
        "client": {"name": client.name, "address": list(client.address)},
        "project": {"name": project.name, "number": project.number, "address": list(project.address)},
        "series": issued.series,
        "taxed": list(issued.taxed),
    }
