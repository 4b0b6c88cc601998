"""What there is to call, as an editor offers it before it asks for arguments."""

from __future__ import annotations

import sys

import pytest

from snakebridge_adapter.execution import catalog


def test_modules_are_known_before_they_are_imported(tmp_path, monkeypatch):
    (tmp_path / "catalogued.py").write_text("raise RuntimeError('imported')")
    monkeypatch.syspath_prepend(str(tmp_path))
    names = catalog.modules()
    assert {"catalogued", "json", "os.path", "sys"} <= set(names)
    assert "catalogued" not in sys.modules
    assert names == sorted(names)
    assert not any(part.startswith("_") for name in names for part in name.split("."))


def test_callables_come_with_signature_and_doc():
    found = {entry["name"]: entry for entry in catalog.callables("json")}
    assert found["loads"]["signature"].startswith("(s, *, cls=None")
    assert found["loads"]["doc"].startswith("Deserialize")
    assert found["JSONDecoder"]["isClass"]
    assert "decoder" not in found


def test_a_module_that_fails_says_so(tmp_path, monkeypatch):
    (tmp_path / "failing.py").write_text("raise RuntimeError('imported')")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(RuntimeError, match="imported"):
        catalog.callables("failing")


def test_parameters_tell_kind_and_default():
    def parameter(name, kind, *, default=None, is_required=False):
        return {"name": name, "kind": kind, "isRequired": is_required, "default": default}

    assert catalog.parameters("re", "compile") == [
        parameter("pattern", "either", is_required=True),
        parameter("flags", "either", default="0"),
    ]
    assert [entry["kind"] for entry in catalog.parameters("os.path", "join") or []] == [
        "either",
        "rest",
    ]
    assert (catalog.parameters("builtins", "sorted") or [])[0]["kind"] == "positional"


@pytest.mark.parametrize(("module", "function"), [("builtins", "dict"), ("builtins", "range")])
def test_what_does_not_say_its_parameters_has_none(module, function):
    assert catalog.parameters(module, function) is None


class Watched:
    runs = 0

    @property
    def value(self):
        Watched.runs += 1
        return print

    def method(self, a, /, b=1, *rest, c, **more):
        raise AssertionError


def test_parameters_of_methods_run_no_property():
    found = catalog.method_parameters(Watched(), "method") or []
    assert [(entry["name"], entry["kind"], entry["isRequired"]) for entry in found] == [
        ("a", "positional", True),
        ("b", "either", False),
        ("rest", "rest", True),
        ("c", "keyword", True),
        ("more", "keywords", True),
    ]
    assert catalog.method_parameters(Watched(), "value") is None
    assert catalog.method_parameters(Watched(), "missing") is None
    assert Watched.runs == 0
