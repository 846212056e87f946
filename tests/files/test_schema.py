"""The reference table and the JSON Schemas."""

from __future__ import annotations

import json

import pytest

from ressio_cli.files import kinds, records, schema
from ressio_cli.files.fields import Fields


def reader(fields: Fields) -> None:
    fields.text("name", "What it is.", True)
    fields.choice("kind", "Which.", ("a", "b"), False, "a")
    fields.each("lines", "Its lines.", lambda inner: inner.money("amount", "How much.", True), True)
    fields.taxed("taxed", "Its taxes.")


def test_the_calls_that_read_a_mapping_describe_it() -> None:
    rows = [
        (row.path, row.type, row.required, row.default, row.choices) for row in schema.rows(schema.describe(reader))
    ]
    assert rows == [
        ("name", "text", True, "", ()),
        ("kind", "choice", False, "a", ("a", "b")),
        ("lines", "list", True, "", ()),
        ("lines[].amount", "money", True, "", ()),
        ("taxed", "truth or list of taxes", False, "false", ()),
    ]


def test_the_json_schema_says_the_same() -> None:
    assert schema.json_schema("x", schema.describe(reader)) == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "x",
        "type": "object",
        "properties": {
            "name": {"description": "What it is.", "type": ["string", "number", "boolean"]},
            "kind": {"description": "Which.", "enum": ["a", "b"], "default": "a"},
            "lines": {
                "description": "Its lines.",
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "amount": {
                            "description": "How much.",
                            "type": ["string", "number"],
                            "pattern": r"^-?[0-9][0-9,]*(\.[0-9]{1,2})?$",
                        }
                    },
                    "required": ["amount"],
                    "additionalProperties": False,
                },
                "minItems": 1,
            },
            "taxed": {
                "description": "Its taxes.",
                "type": ["boolean", "array"],
                "items": {"type": "string"},
                "default": "false",
            },
        },
        "required": ["name", "lines"],
        "additionalProperties": False,
    }


def rates(fields: Fields) -> None:
    fields.pairs_or_lists("rates", "By name.", kinds.RATE, lambda inner: inner.word("rate", kinds.RATE, "One.", True))


def test_names_with_a_word_or_a_list_each_are_described_with_both() -> None:
    docs = schema.describe(rates)
    assert [(row.path, row.type) for row in schema.rows(docs)] == [
        ("rates", "names with a percent or a list each"),
        ("rates.NAME[].rate", "percent"),
    ]
    either = schema.json_schema("x", docs)["properties"]["rates"]["additionalProperties"]["anyOf"]
    assert [one["type"] for one in either] == ["string", "object", "array"]
    assert either[2] == {"type": "array", "items": either[1], "minItems": 1}


KEYS = {
    "settings": "project company client show markup tax billing mail git",
    "budget": "locked categories",
    "change": "title kind status proposed decided carried_out reason items",
    "bill": "vendor number kind date due status approved lines paid files corrections",
    "draft": (
        "title due replaces number terms description notes internal conditions show attachments sections retainage"
        " history"
    ),
    "invoice": (
        "title draft number currency released due revision seal replaces after terms description notes internal"
        " conditions show attachments sections taxes retainage total recap issued void notified history"
    ),
    "payment": (
        "received amount method reference status settled failed void applied refunds reason entered note by sealed seal"
    ),
}


@pytest.mark.parametrize("kind", KEYS)
def test_every_kind_of_file_is_described_with_its_keys(kind: str) -> None:
    docs = records.describe(kind)
    assert [doc.key for doc in docs] == KEYS[kind].split()
    assert all(row.doc for row in schema.rows(docs))
    assert json.loads(json.dumps(schema.json_schema(kind, docs)))["additionalProperties"] is False


def test_a_list_may_hold_words_that_are_short_for_mappings() -> None:
    found = schema.json_schema("bill", records.describe("bill"))
    word, mapping = found["properties"]["files"]["items"]["anyOf"]
    assert word == {"type": ["string", "number"]}
    assert (list(mapping["properties"]), mapping["required"]) == (["file", "title", "sha256"], ["file"])
