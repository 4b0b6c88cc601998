"""The golden values, errors and refs that TypeScript reads, too, are what this side writes and accepts."""

from __future__ import annotations

import datetime
import decimal
import json
import re
import socket
import uuid
from pathlib import Path
from typing import Any

import pytest
from support.same import same

from snakebridge_adapter import errors
from snakebridge_adapter.registry.registry import Registry
from snakebridge_adapter.wire.decode import decode
from snakebridge_adapter.wire.encode import encode
from snakebridge_adapter.wire.ref_address import ref_address

CONTRACT = Path(__file__).resolve().parents[1] / "contract"
NAMES = {
    "datetime": datetime,
    "decimal": decimal,
    "re": re,
    "socket": socket,
    "uuid": uuid,
    **vars(errors),
}


def golden(file: str) -> Any:
    return json.loads((CONTRACT / file).read_text(encoding="utf-8"))


def cases(file: str, *directions: str) -> Any:
    chosen = [case for case in golden(file) if case.get("direction") in (directions or (None,))]
    return pytest.mark.parametrize("case", chosen, ids=lambda case: case["name"])


def refuse(*_: object) -> object:
    raise AssertionError("no ref or callback is expected here")


@cases("values.json", "both", "toTypeScript")
def test_a_golden_value_goes_out_as_written(case):
    registry = Registry(lambda: 0.0)
    wire = encode(eval(case["python"], dict(NAMES)), registry.session("s"), registry)
    assert same(json.loads(json.dumps(wire)), case["wire"])


@cases("values.json", "both", "toPython")
def test_a_golden_value_comes_in_as_meant(case):
    assert same(decode(case["wire"], refuse, refuse), eval(case["python"], dict(NAMES)))


@cases("malformed.json")
def test_a_malformed_value_is_refused_with_its_path(case):
    with pytest.raises(errors.SerializationError) as refused:
        decode(case["wire"], refuse, refuse)
    assert refused.value.data == {"path": case["path"]}


@cases("refs.json")
def test_a_ref_where_one_is_required_is_checked(case):
    if case["error"] is None:
        assert ref_address(case["wire"]) == (case["wire"]["session_id"], case["wire"]["id"])
        return
    with pytest.raises(errors.InvalidRef) as refused:
        ref_address(case["wire"])
    assert refused.value.data == {"reason": case["error"]}


def test_codes_and_reasons_are_those_of_the_contract():
    contract = golden("errors.json")
    assert errors.CODES == contract["codes"]
    assert list(errors.REMOVAL_REASONS) == contract["removalReasons"]


@pytest.mark.parametrize("case", golden("errors.json")["errors"], ids=lambda case: case["python"])
def test_an_error_says_and_carries_what_is_promised(case):
    error = eval(case["python"], dict(NAMES))
    assert (error.name, error.code) == (case["name"], errors.CODES[case["name"]])
    assert error.message.startswith(case["messageStart"])
    assert error.data == case["data"]
