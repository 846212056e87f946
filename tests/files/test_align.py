"""Which item of a list became which."""

from __future__ import annotations

import pytest
from effort import growth

from ressio_cli.files.align import origins
from ressio_cli.model.value import Value


def lines(count: int, amount: str, **more: Value) -> list[Value]:
    return [{"description": f"Line {number}", "amount": amount, **more} for number in range(count)]


def test_what_has_the_same_identity_finds_itself_wherever_it_moved_down() -> None:
    before: list[Value] = [{"id": "a", "n": "1"}, {"id": "b", "n": "1"}, {"id": "c", "n": "1"}]
    assert origins(before, [{"id": "a", "n": "2"}, {"id": "c", "n": "2"}]) == [0, 2]
    assert origins(before, [{"id": "x", "n": "2"}, {"id": "b", "n": "2"}, {"id": "c", "n": "3"}]) == [None, 1, 2]


def test_what_has_no_identity_finds_what_says_the_same_else_its_place() -> None:
    before: list[Value] = [{"n": "1"}, {"n": "2"}, {"n": "3"}]
    assert origins(before, [{"n": "9"}, {"n": "3"}, {"n": "8"}]) == [0, 2, None]
    assert origins(before, [{"n": "9"}, {"n": "8"}, {"n": "7"}]) == [0, 1, 2]


def test_the_order_of_keys_makes_no_other_item() -> None:
    before: list[Value] = [{"n": "1"}, {"n": "2", "m": "3"}, {"n": "4"}]
    assert origins(before, [{"x": "1"}, {"x": "2"}, {"m": "3", "n": "2"}, {"x": "3"}]) == [0, None, 1, 2]


@pytest.mark.parametrize("more", [{}, {"source": "s"}], ids=["no identity", "one identity"])
def test_twice_as_many_items_are_no_more_than_twice_the_work(more: dict[str, Value]) -> None:
    def deed(size: int):  # type: ignore[no-untyped-def]
        before, after = lines(size, "1.00", **more), lines(size, "2.00", **more)
        return lambda: origins(before, after)

    assert growth(deed, 400) < 2.4
