"""The `issued:` mapping of a released invoice: the letterhead it was printed with.

Room: files.
"""

from __future__ import annotations

from ressio_cli.files.canonical import Fact, words
from ressio_cli.files.fields import Fields
from ressio_cli.model.issued import Issued, JobSite, StoredFile
from ressio_cli.model.settings import Party
from ressio_cli.model.value import Value


def issued(fields: Fields) -> Issued:
    """Read what the paper prints from the settings of the day of release."""
    company, logo = fields.nested("company", "The builder's letterhead.", _company) or (Party(), None)
    return Issued(
        company=company,
        client=fields.nested("client", "The client's name and address.", _client) or Party(),
        project=fields.nested("project", "The name, number and address of the job.", _project) or JobSite(),
        series=fields.text("series", "The number pattern on the day of release."),
        taxed=fields.words("taxed", "The taxes that `taxed: true` meant."),
        logo=logo,
    )


def issued_value(issued: Issued | None) -> dict[str, Value] | None:
    """Return the words of a letterhead."""
    if issued is None:
        return None
    company, client, project = issued.company, issued.client, issued.project
    builder: dict[str, Fact] = {
        "name": company.name, "address": company.address, "email": "".join(company.emails), "phone": company.phone,
        "license": company.license, "logo": _stored_value(issued.logo), "how_to_pay": company.how_to_pay,
    }  # fmt: skip
    facts: dict[str, Fact] = {
        "company": words(builder),
        "client": words({"name": client.name, "address": client.address}),
        "project": words({"name": project.name, "number": project.number, "address": project.address}),
        "series": issued.series,
        "taxed": issued.taxed or None,
    }
    return words(facts)


def _company(fields: Fields) -> tuple[Party, StoredFile | None]:
    name = fields.text("name", "The company.")
    address = fields.words("address", "Its address, line by line.")
    email = fields.text("email", "Its e-mail address.")
    phone = fields.text("phone", "Its telephone number.")
    license = fields.text("license", "Its license.")
    logo = fields.nested("logo", "The picture of the letterhead.", stored_file)
    how_to_pay = fields.long_text("how_to_pay", "How invoices are paid.")
    party = Party(
        name=name,
        address=address,
        emails=(email,) if email else (),
        phone=phone,
        license=license,
        logo=logo.file if logo else "",
        how_to_pay=how_to_pay,
    )
    return party, logo


def _client(fields: Fields) -> Party:
    return Party(name=fields.text("name", "The client."), address=fields.words("address", "The client's address."))


def _project(fields: Fields) -> JobSite:
    return JobSite(
        name=fields.text("name", "What the job is called."),
        number=fields.text("number", "The builder's number of it."),
        address=fields.words("address", "Where it is."),
    )


def stored_file(fields: Fields) -> StoredFile:
    """Read a file that the paper shows."""
    return StoredFile(
        file=fields.text("file", "Its path in the project.", True), sha256=fields.text("sha256", "Its hash.", True)
    )


def _stored_value(stored: StoredFile | None) -> dict[str, Value] | None:
    return words({"file": stored.file, "sha256": stored.sha256}) if stored else None
