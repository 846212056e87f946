"""Tax over time: rates that change, credits at the rates of what they take back, reissues, one source at two taxes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from build import a_bill, a_change, a_cost, a_job, an_item, dated, money, percent
from story import Story, amounts, an_extra, claims, misused, refused

from ressio_cli.billing.edit import Edit, edit
from ressio_cli.billing.relining import Relines
from ressio_cli.model.invoice import Draft, Line, Released
from ressio_cli.rules.rate_notes import rate_notes

RISES = {"VAT": {"": "20%", "2026-07-01": "22%"}}
JUNE, JULY, AUGUST = "2026-06-15", "2026-07-15", "2026-08-15"


def a_story(today: str = JUNE, **said: object) -> Story:
    items = [an_item("A", price=10_000, taxed=True), an_item("B", price=1_000, taxed=True)]
    return Story(a_job(items=items, **{"tax": RISES, **said}), today=today)


def at(story: Story, today: str) -> Story:
    story.today = story.today.fromisoformat(today)
    return story


def taxes(paper: Released) -> list[tuple[str, str, str, str]]:
    return [(tax.name, str(tax.rate), str(tax.base), str(tax.amount)) for tax in paper.taxes]


def drafted(story: Story, draft: Draft) -> list[tuple[str, str, str]]:
    return [(tax.name, str(tax.rate), str(tax.amount)) for tax in story.figures(draft.id).taxes]


def lines(paper: Draft | Released) -> list[tuple[str, str, str | None, dict[str, str]]]:
    return [
        (str(line.previous), str(line.amount), str(line.percent) if line.percent else None, own_rates(line))
        for line in paper.lines
    ]


def own_rates(line: Line) -> dict[str, str]:
    return {name: str(rate) for name, rate in line.tax_rates.items()}


def a_rate_change_between(story: Story) -> Story:
    """4,000.00 of A billed in June, 1,000.00 more in July."""
    story.bill(percent={"A": "40"})
    at(story, JULY).bill(percent={"A": "50"})
    return story


def test_the_day_of_release_decides_between_two_rates() -> None:
    story = a_story()
    assert taxes(story.bill(amount={"A": 100}, on="2026-06-30")) == [("VAT", "20%", "100.00", "20.00")]
    assert taxes(story.bill(amount={"A": 100}, on="2026-07-01")) == [("VAT", "22%", "100.00", "22.00")]


def test_a_draft_shows_the_rate_of_today_and_is_released_at_that_of_its_day() -> None:
    story = a_story()
    draft = story.new(amount={"A": 100})
    assert drafted(story, draft) == [("VAT", "20%", "20.00")]
    assert drafted(at(story, JULY), draft) == [("VAT", "22%", "22.00")]
    assert taxes(story.release(draft.id, on=JUNE)) == [("VAT", "20%", "100.00", "20.00")]


def test_a_credit_bears_the_rate_of_what_it_takes_back() -> None:
    story = a_story()
    story.bill(percent={"A": "40"})
    credit = at(story, JULY).bill(percent={"A": "30"})
    assert taxes(credit) == [("VAT", "20%", "-1000.00", "-200.00")]
    assert lines(credit) == [("4000.00", "-1000.00", "30%", {"VAT": "20%"})]
    assert story.findings == []


def test_a_rate_that_was_simply_rewritten_in_the_settings_is_known_from_the_invoice() -> None:
    story = a_story(tax={"VAT": "20%"})
    story.bill(percent={"A": "40"})
    tax = replace(story.job.settings.tax, rates={"VAT": dated("22%")})
    story.job = replace(story.job, settings=replace(story.job.settings, tax=tax))
    assert taxes(story.bill(amount={"A": -1000})) == [("VAT", "20%", "-1000.00", "-200.00")]


def test_the_newest_claims_are_taken_back_first_and_the_line_is_split_where_rates_differ() -> None:
    story = a_rate_change_between(a_story())
    credit = story.bill(percent={"A": "20"})
    assert lines(credit) == [
        ("5000.00", "-1000.00", None, {"VAT": "22%"}),
        ("4000.00", "-2000.00", "20%", {"VAT": "20%"}),
    ]
    assert taxes(credit) == [("VAT", "22%", "-1000.00", "-220.00"), ("VAT", "20%", "-2000.00", "-400.00")]
    assert story.findings == []
    again = story.bill(amount={"A": -2000})
    assert taxes(again) == [("VAT", "20%", "-2000.00", "-400.00")]
    assert str(story.summary().billing.tax) == "0.00"


def test_what_was_taken_back_under_a_rate_is_no_claim_under_it_any_more() -> None:
    story = a_rate_change_between(a_story())
    story.bill(amount={"A": -500})
    assert lines(story.new(amount={"A": -1000}))[0][1:] == ("-500.00", None, {"VAT": "22%"})


def test_a_credit_of_negative_worth_is_taken_back_by_billing_less_of_it() -> None:
    omitted = a_change("CO-001", -300)
    omitted = replace(omitted, items=(replace(omitted.items[0], taxed=True),))
    story = a_story(changes=[omitted])
    story.bill("changes")
    back = at(story, JULY).bill(amount={"CO-001/1": 100})
    assert taxes(back) == [("VAT", "20%", "100.00", "20.00")]


def test_costs_with_a_markup_of_their_own_are_taken_back_at_their_rate_with_their_part_of_the_cost() -> None:
    job = a_job(bills=[a_bill("b", a_cost(100, taxed=True))], tax=RISES, contract="cost-plus", budget="cost-codes")
    story = Story(job, today=JUNE)
    story.bill(amount={"b/1": 60}, markup={"b/1": "20%"})
    at(story, JULY).bill(amount={"b/1": 30}, markup={"b/1": "20%"})
    credit = story.bill(amount={"b/1": -60}, markup={"b/1": "20%"})
    assert [(str(line.amount), str(line.cost), own_rates(line)) for line in credit.lines] == [
        ("-30.00", "-25.00", {"VAT": "22%"}),
        ("-30.00", "-25.00", {"VAT": "20%"}),
    ]


def test_a_stated_credit_takes_no_claim_back_and_bears_the_rate_of_its_day() -> None:
    story = at(a_story(), JULY)
    assert taxes(story.bill(items=[an_extra("Discount", -100, taxed=True)])) == [("VAT", "22%", "-100.00", "-22.00")]


def test_a_credit_is_taxed_as_what_it_takes_back_not_as_its_source() -> None:
    story = a_story(tax={"GST": "5%", "HST": "14%"}, default=["GST"])
    story.bill(amount={"A": 6000})
    story.bill(amount={"A": 3000}, taxes={"A": ("HST",)})
    credit = story.bill(percent={"A": "50"})
    assert [(line.taxed, str(line.amount)) for line in credit.lines] == [(("HST",), "-3000.00"), (True, "-1000.00")]
    assert taxes(credit) == [("GST", "5%", "-1000.00", "-50.00"), ("HST", "14%", "-3000.00", "-420.00")]
    assert story.findings == []


def test_taxes_named_for_a_credit_choose_what_it_takes_back() -> None:
    story = a_story(tax={"GST": {"": "5%", "2026-07-01": "6%"}, "HST": "14%"}, default=["GST"])
    story.bill(amount={"A": 600})
    story.bill(amount={"A": 300}, taxes={"A": ("HST",)})
    credit = at(story, JULY).bill(amount={"A": -100}, taxes={"A": ("GST",)})
    assert taxes(credit) == [("GST", "5%", "-100.00", "-5.00")]
    assert taxes(story.bill(amount={"A": -100}, taxes={"A": ()})) == []
    rest = story.bill(amount={"A": -600}, taxes={"A": ("GST",)})
    assert taxes(rest) == [("GST", "5%", "-500.00", "-25.00"), ("HST", "14%", "-100.00", "-14.00")]
    assert story.findings == []


def test_a_source_with_taxes_of_its_own_takes_back_claims_under_these_before_others() -> None:
    items = [an_item("A", price=10_000, taxed=("PST",))]
    story = Story(a_job(items=items, tax={"GST": "5%", "PST": "7%"}, default=["GST"]))
    story.bill(amount={"A": 100})
    story.bill(amount={"A": 100}, taxes={"A": ("GST",)})
    credit = story.bill(amount={"A": -150})
    assert taxes(credit) == [("GST", "5%", "-50.00", "-2.50"), ("PST", "7%", "-100.00", "-7.00")]
    assert story.findings == []


def test_a_tax_that_is_gone_from_the_settings_is_still_taken_back() -> None:
    story = a_story(tax={"GST": "5%", "HST": "14%"}, default=["HST"])
    story.bill(amount={"A": 1000}, taxes={"A": ("GST",)})
    tax = replace(story.job.settings.tax, rates={"HST": dated("14%")})
    story.job = replace(story.job, settings=replace(story.job.settings, tax=tax))
    assert taxes(story.bill(amount={"A": -400})) == [("GST", "5%", "-400.00", "-20.00")]
    assert story.findings == []


def test_a_draft_of_version_0_1_without_rates_of_its_own_is_released_at_the_rate_it_takes_back() -> None:
    story = a_story()
    story.bill(percent={"A": "40"})
    draft = at(story, JULY).new(percent={"A": "30"})
    bare = replace(draft.sections[0], lines=(replace(draft.lines[0], tax_rates={}),))
    story.job = story.job.having(replace(draft, sections=(bare,)))
    assert drafted(story, draft) == [("VAT", "20%", "-200.00")]
    assert taxes(story.release(draft.id)) == [("VAT", "20%", "-1000.00", "-200.00")]


def test_a_credit_goes_stale_when_newer_claims_stand_before_it_and_refresh_splits_it() -> None:
    story = a_story()
    story.bill(amount={"A": 4000})
    later = story.new(amount={"A": 600}, id="later")
    credit = at(story, JULY).new(amount={"A": -1000}, id="credit")
    story.release(later.id)
    with refused("line.stale") as found:
        story.release(credit.id)
    assert found.value.problems[0].message == (
        "A: what it takes back was billed as 600.00 with VAT 22% and 400.00 with VAT 20%; the line says with VAT 20%"
    )
    story.edit(credit.id, refresh=True)
    assert [(str(line.amount), own_rates(line)) for line in story.paper(credit.id).lines] == [
        ("-600.00", {"VAT": "22%"}),
        ("-400.00", {"VAT": "20%"}),
    ]
    assert str(story.release(credit.id).total) == "-1212.00"
    assert story.findings == []


def test_a_split_credit_is_one_line_again_when_it_is_changed() -> None:
    story = a_rate_change_between(a_story())
    draft = story.new(percent={"A": "20"})
    story.edit(draft.id, percent={"A": "45"})
    assert lines(story.paper(draft.id)) == [("5000.00", "-500.00", "45%", {"VAT": "22%"})]
    story.edit(draft.id, amount={"A": -1500})
    assert lines(story.paper(draft.id)) == [
        ("5000.00", "-1000.00", None, {"VAT": "22%"}),
        ("4000.00", "-500.00", None, {"VAT": "20%"}),
    ]


def test_an_edit_of_an_open_credit_keeps_the_rates_of_its_lines() -> None:
    story = a_rate_change_between(a_story())
    story.bill(percent={"A": "30"}, items=[an_extra("Fee", 5000, taxed=True)], on=JULY)
    assert str(story.paper("INV-0003").total) == "3680.00"
    changed = story.edit("INV-0003", items=(an_extra("Fee", 6000, taxed=True),))
    assert taxes(changed) == [("VAT", "22%", "5000.00", "1100.00"), ("VAT", "20%", "-1000.00", "-200.00")]
    assert lines(changed)[:2] == lines(story.paper("INV-0003"))[:2]
    assert story.findings == []


def test_one_source_stands_twice_where_its_taxes_differ() -> None:
    story = a_story(tax={"GST": "5%", "HST": "14%"}, default=["GST"])
    story.new(amount={"A": 6000}, id="one")
    story.add("one", percent={"A": "90"}, taxes={"A": ("HST",)})
    assert lines(story.paper("one")) == [("0.00", "6000.00", None, {}), ("6000.00", "3000.00", "90%", {})]
    for named in ({"taxes": {"A": ("HST",)}}, {"taxes": {"A": ("GST",)}}, {}):
        with refused("source.twice"):
            story.add("one", amount={"A": 100}, **named)
    invoice = story.release("one")
    assert taxes(invoice) == [("GST", "5%", "6000.00", "300.00"), ("HST", "14%", "3000.00", "420.00")]
    assert lines(invoice) == [("0.00", "6000.00", None, {}), ("6000.00", "3000.00", "90%", {})]
    assert story.findings == []


def test_two_lines_together_stay_within_the_worth() -> None:
    story = a_story(tax={"GST": "5%", "HST": "14%"}, default=["GST"])
    story.new(amount={"A": 6000}, id="one")
    with refused("source.beyond-worth"):
        story.add("one", amount={"A": "4000.01"}, taxes={"A": ("HST",)})


def test_a_section_added_to_an_open_invoice_starts_where_its_own_line_ends() -> None:
    story = a_story(tax={"GST": "5%", "HST": "14%"}, default=["GST"])
    story.bill(amount={"A": 1000})
    story.bill(amount={"A": 2000})
    changed = story.add("INV-0002", percent={"A": "60"}, taxes={"A": ("HST",)})
    assert lines(changed) == [("1000.00", "2000.00", None, {}), ("3000.00", "3000.00", "60%", {})]
    assert story.findings == []


def one_of_two() -> Story:
    story = a_story(tax={"GST": "5%", "HST": "14%"}, default=["GST"])
    story.new(amount={"A": 6000}, id="one")
    story.add("one", percent={"A": "90"}, taxes={"A": ("HST",)})
    return story


@pytest.mark.parametrize("change", [{"amount": {"A": 5}}, {"percent": {"all": "95"}}, {"taxes": {"A": ("GST",)}}])
def test_a_source_that_stands_twice_is_not_changed_by_its_name(change: dict[str, object]) -> None:
    with misused("line.ambiguous"):
        one_of_two().edit("one", **change)


def test_what_is_left_of_two_lines_starts_anew() -> None:
    story = one_of_two()
    story.edit("one", drops=("1.1",))
    assert lines(story.paper("one")) == [("0.00", "3000.00", None, {})]
    story = one_of_two()
    story.edit("one", drops=("2.1",))
    assert lines(story.paper("one")) == [("0.00", "6000.00", None, {})]
    story = one_of_two()
    story.remove("one", "1")
    assert lines(story.paper("one")) == [("0.00", "3000.00", None, {})]


def test_a_source_dropped_by_its_name_goes_with_all_its_lines() -> None:
    story = one_of_two()
    story.add("one", amount={"B": 100})
    story.edit("one", drops=("A",))
    assert claims(story.paper("one")) == {"B": "100.00"}


def test_refresh_keeps_amounts_of_two_lines_and_brings_the_percent_up_to_date() -> None:
    story = one_of_two()
    story.job = replace(story.job, drafts=())
    story.bill(amount={"A": 500})
    story.job = story.job.having(one_of_two().paper("one"))
    with refused("line.stale"):
        story.release("one")
    story.edit("one", refresh=True)
    assert lines(story.paper("one")) == [("500.00", "6000.00", None, {}), ("6500.00", "2500.00", "90%", {})]
    story.release("one")
    assert story.findings == []


def test_a_reissue_keeps_the_rates_of_what_it_replaces() -> None:
    story = a_story()
    story.bill(percent={"A": "40"}, items=[an_extra("Fee", 100, taxed=True)])
    reissue = at(story, JULY).void("INV-0001", reissue="again").reissue
    assert reissue is not None
    assert [own_rates(line) for line in reissue.lines] == [{"VAT": "20%"}, {"VAT": "20%"}]
    at(story, AUGUST)
    assert taxes(story.release("again")) == [("VAT", "20%", "4100.00", "820.00")]
    assert story.findings == []


def test_a_reissue_keeps_the_taxes_that_true_meant() -> None:
    story = a_story(tax={"GST": "5%", "HST": "14%"}, default=["GST"])
    story.bill(items=[an_extra("Fee", 100, taxed=True)])
    story.job = replace(
        story.job, settings=replace(story.job.settings, tax=replace(story.job.settings.tax, default=("HST",)))
    )
    story.void("INV-0001", reissue="again")
    assert taxes(story.release("again")) == [("GST", "5%", "100.00", "5.00")]


def test_a_reissue_takes_the_rate_of_the_day_where_its_tax_is_named_again() -> None:
    story = a_story()
    story.bill(percent={"A": "40"})
    at(story, JULY).void("INV-0001", reissue="again")
    story.edit("again", amount={"A": 3000})
    assert drafted(story, story.paper("again")) == [("VAT", "20%", "600.00")]
    story.edit("again", refresh=True)
    assert drafted(story, story.paper("again")) == [("VAT", "20%", "600.00")]
    story.edit("again", taxes={"A": ("VAT",)})
    assert drafted(story, story.paper("again")) == [("VAT", "22%", "660.00")]


def test_a_credit_that_is_issued_again_still_bears_what_it_takes_back() -> None:
    story = a_rate_change_between(a_story())
    story.bill(percent={"A": "20"})
    story.void("INV-0003", reissue="again")
    assert taxes(story.release("again")) == [
        ("VAT", "22%", "-1000.00", "-220.00"),
        ("VAT", "20%", "-2000.00", "-400.00"),
    ]
    assert story.findings == []


def test_a_credit_of_version_0_1_at_the_wrong_rate_is_put_right_by_its_reissue() -> None:
    story = a_story()
    story.bill(percent={"A": "40"})
    credit = at(story, JULY).bill(percent={"A": "30"})
    wrong = replace(
        credit,
        sections=(replace(credit.sections[0], lines=(replace(credit.lines[0], tax_rates={}),)),),
        taxes=(replace(credit.taxes[0], rate=percent("22%"), amount=money(-220)),),
        total=money(-1220),
        seal="sha256:sealed",
        content="sha256:sealed",
    )
    story.job = story.job.having(wrong)
    assert story.findings == []
    story.void("INV-0002", reissue="again")
    assert taxes(story.release("again")) == [("VAT", "20%", "-1000.00", "-200.00")]


def test_it_is_said_when_the_rate_of_the_day_is_another() -> None:
    story = a_rate_change_between(a_story())
    draft = story.new(percent={"A": "20"}, items=[an_extra("Fee", 100, taxed=True)])
    assert rate_notes(story.job, draft, story.today) == [
        "VAT is 20% on -2,000.00, which takes back what was billed at that rate; on 2026-07-15 it is 22%"
    ]
    reissue = story.void("INV-0001", reissue="again").reissue
    assert reissue is not None
    assert rate_notes(story.job, reissue, story.today) == [
        "VAT is 20% on 4,000.00, as on INV-0001; on 2026-07-15 it is 22%"
    ]
    by_hand = replace(draft, sections=(draft.sections[1],))
    line = replace(by_hand.lines[0], tax_rates={"VAT": percent("19%")})
    by_hand = replace(by_hand, sections=(replace(by_hand.sections[0], lines=(line,)),))
    assert rate_notes(story.job, by_hand, story.today) == [
        "VAT is 19% on 100.00, as its lines say; on 2026-07-15 it is 22%"
    ]


def test_a_line_may_state_an_earlier_rate_by_hand_beside_one_of_today() -> None:
    story = at(a_story(), JULY)
    draft = story.new(amount={"A": 6000})
    line = replace(draft.lines[0], tax_rates={"VAT": percent("20%")})
    story.job = story.job.having(replace(draft, sections=(replace(draft.sections[0], lines=(line,)),)))
    story.add(draft.id, amount={"A": 4000})
    invoice = story.release(draft.id)
    assert taxes(invoice) == [("VAT", "20%", "6000.00", "1200.00"), ("VAT", "22%", "4000.00", "880.00")]
    assert [own_rates(line) for line in invoice.lines] == [{"VAT": "20%"}, {"VAT": "22%"}]
    assert story.findings == []


def test_stored_material_is_told_by_the_last_of_several_lines() -> None:
    story = a_rate_change_between(a_story())
    draft = story.new(percent={"A": "20"}, stored={"A": money(300)})
    assert [line.stored for line in draft.lines] == [None, money(300)]
    assert isinstance(edit(story.book, draft, Edit(lines=Relines(stored={"A": money(200)})), story.today), Draft)


def test_what_an_edit_does_not_name_keeps_its_amount_and_rates() -> None:
    story = a_rate_change_between(a_story())
    draft = story.new(percent={"A": "20"}, amount={"B": 100})
    story.edit(draft.id, amount={"B": 200})
    assert amounts(story.paper(draft.id)) == ["-1000.00", "-2000.00", "200.00"]


def test_one_of_several_lines_is_changed_by_its_place() -> None:
    story = one_of_two()
    story.edit("one", amount={"1.1": 5000})
    assert lines(story.paper("one")) == [("0.00", "5000.00", None, {}), ("5000.00", "3000.00", None, {})]
    story.edit("one", percent={"2.1": "85"})
    assert lines(story.paper("one")) == [("0.00", "5000.00", None, {}), ("5000.00", "3500.00", "85%", {})]
    story.edit("one", taxes={"2.1": ()})
    assert [line.taxed for line in story.paper("one").lines] == [True, ()]
    with refused("source.beyond-worth"):
        story.edit("one", amount={"2.1": "5000.01"})
    with misused("percent.range"):
        story.edit("one", percent={"2.1": "101"})
    with misused("line.ambiguous"):
        story.edit("one", markup={"2.1": "5%"})


def test_a_place_where_a_source_has_its_only_line_stands_for_the_source() -> None:
    story = one_of_two()
    story.add("one", amount={"B": 100}, items=[an_extra("Fee", 5)])
    story.edit("one", amount={"3.1": 200, "4.1": 6})
    assert amounts(story.paper("one")) == ["6000.00", "3000.00", "200.00", "6.00"]
    with misused("source.twice"):
        story.edit("one", amount={"3.1": 200, "B": 300})
