"""The ways to bill, by name: what a section of each kind counts as. How a line is made is told in `billing`.

Room: model.
"""

from __future__ import annotations

from ressio_cli.model.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One value of `--from`. `band`: which part of `billed` its lines add to; empty: they are not billed work.

    `held`: retainage is held of its lines. `becomes_credit`: once paid its lines are the client's credit.
    `gives_back`: its lines bill retainage held before. `taxable`: its lines may name taxes.
    """

    name: str
    title: str
    band: str
    held: bool = False
    becomes_credit: bool = False
    gives_back: bool = False
    taxable: bool = True


METHODS = {
    method.name: method
    for method in (
        Method(name="percentage", title="Progress billing", band="contract", held=True),
        Method(name="changes", title="Approved changes", band="changes", held=True),
        Method(name="actuals", title="Costs", band="actuals", held=True),
        Method(name="amount", title="Additional items", band="additional"),
        Method(name="deposit", title="Deposit", band="", becomes_credit=True, taxable=False),
        Method(name="retainage", title="Retainage", band="", gives_back=True, taxable=False),
    )
}
