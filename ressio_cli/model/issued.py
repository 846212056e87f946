"""The letterhead of a released invoice: what its paper took from the settings on the day of release.

Room: model.
"""

from __future__ import annotations

from dataclasses import replace

from ressio_cli.model.money import Currency
from ressio_cli.model.record import dataclass
from ressio_cli.model.settings import Party, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file of the project that a paper shows: its path, and the hash of its bytes at release."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobSite:
    """The project as the paper names it."""

    name: str = ""
    number: str = ""
    address: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """Everything that the paper of an invoice prints from the settings, sealed with it.

    `series` is the number pattern of that day. `taxed` names the taxes that `taxed: true` meant; empty where no line
    says so. `logo` is None where the letterhead had no picture.
    """

    company: Party = Party()
    client: Party = Party()
    project: JobSite = JobSite()
    series: str = ""
    taxed: tuple[str, ...] = ()
    logo: StoredFile | None = None

    def letterhead(self, settings: Settings, currency: str) -> Settings:
        """Return the settings with the names, addresses and currency of the day of release."""
        return replace(
            settings,
            name=self.project.name,
            number=self.project.number,
            address=self.project.address,
            company=self.company,
            client=replace(settings.client, name=self.client.name, address=self.client.address),
            currency=Currency(currency),
        )


def issued(settings: Settings, says_taxed: bool, logo: StoredFile | None) -> Issued:
    """Return what a paper released under these settings prints. `says_taxed`: a line of it is `taxed: true`."""
    company = settings.company
    return Issued(
        company=replace(company, logo=logo.file if logo else ""),
        client=Party(name=settings.client.name, address=settings.client.address),
        project=JobSite(name=settings.name, number=settings.number, address=settings.address),
        series=settings.billing.number,
        taxed=settings.tax.default if says_taxed else (),
        logo=logo,
    )
