"""Selections say exactly what they ask for: the corpus of `test/fixtures/selections/python.json`, and its edges."""

from __future__ import annotations

import ast
import json
import math
import re
import warnings
from pathlib import Path
from typing import Any

import pytest
from hostile_objects import RUNS, SameHash, hostile_objects

from snakebridge_adapter.errors import InvalidParams
from snakebridge_adapter.execution.targets import find_target
from snakebridge_adapter.handlers import selection
from snakebridge_adapter.registry.registry import Registry
from snakebridge_adapter.wire.decode import decode
from snakebridge_adapter.wire.encode import encode
from snakebridge_adapter.worker.context import Context

CORPUS = json.loads(
    (Path(__file__).resolve().parents[1] / "fixtures/selections/python.json").read_text(
        encoding="utf-8"
    )
)
CARET, START, END = "‸", "«", "»"
NO_MARKS = dict.fromkeys(map(ord, CARET + START + END))


class Worker:
    def __init__(self) -> None:
        self.context = Context()
        self.context.registry = Registry(lambda: 0.0)
        self.session = self.context.registry.session("s")
        scope = {"re": re, "math": math}
        self.refs: dict[str, Any] = {}
        for name, source in CORPUS["refs"].items():
            self.bind(name, eval(source, scope))
        for name, source in CORPUS["values"].items():
            self.context.registry.bind(self.session, name, eval(source, scope))

    def bind(self, name: str, obj: object) -> None:
        self.context.registry.bind(self.session, name, obj)
        self.refs[name] = encode(obj, self.session, self.context.registry, form="ref")

    def parse(self, marked: str, session: str = "s") -> dict[str, Any]:
        text = marked
        places = []
        for mark in (CARET, CARET) if CARET in marked else (START, END):
            places.append(position(text, text.index(mark)))
            text = text.replace(mark, "") if mark != CARET or len(places) == 2 else text
        text = text.replace(CARET, "")
        params = {"session": session, "text": text, "range": dict(zip(("start", "end"), places))}
        return {**selection.parse_selection(self.context, params), "text": text}

    def expand(self, value: Any) -> Any:
        """Return a wire value of the corpus with its refs filled in."""
        if isinstance(value, list):
            return [self.expand(item) for item in value]
        if isinstance(value, dict):
            if set(value) == {"ref"}:
                return self.refs[value["ref"]]
            return {key: self.expand(item) for key, item in value.items()}
        return value

    def step(self, short: list[Any]) -> dict[str, Any]:
        kind, first, second, *rest = short
        step: dict[str, Any] = {"kind": kind}
        if kind == "get":
            return {**step, "module": first, "attr": second}
        if kind == "call":
            step.update(module=first, function=second)
        else:
            named = {"kind": "name", "name": first, "ref": self.refs.get(first)}
            step.update(receiver={"kind": "previous"} if first == "…" else named, name=second)
        if kind != "attr":
            args, kwargs = (*rest, {})[:2]
            step.update(args=self.expand(args), kwargs=self.expand(kwargs))
        return step


def position(text: str, index: int) -> dict[str, int]:
    before = text[:index]
    column = before.rpartition("\n")[2]
    return {"line": before.count("\n"), "character": len(column.encode("utf-16-le")) // 2}


def lines_in(text: str, span: dict[str, Any]) -> list[str]:
    """Return the lines of a range, the indentation of its first line taken off."""
    lines = text.split("\n")
    (first, start), (last, end) = (
        (place["line"], place["character"]) for place in (span["start"], span["end"])
    )
    encoded = [line.encode("utf-16-le") for line in lines[first : last + 1]]
    encoded[-1] = encoded[-1][: 2 * end]
    encoded[0] = encoded[0][2 * start :]
    return [line.decode("utf-16-le") for line in encoded]


@pytest.fixture
def worker():
    return Worker()


@pytest.mark.parametrize("case", CORPUS["cases"], ids=lambda case: case["name"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_corpus(worker, case, line_end):
    marked = "\n".join(case["text"])
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = worker.parse(marked.replace("\n", line_end) if line_end != "\n" else marked)
    assert not caught
    assert found["kind"] == case["kind"], found.get("reason")
    assert case.get("reason", "") in found.get("reason", "")
    if case["kind"] == "invalid":
        return
    selected = marked.partition(START)[2].partition(END)[0].split("\n")
    source = case.get("source", selected)
    assert found["source"].split("\n") == source
    assert found["bind"] == case.get("bind")
    in_document = lines_in(found["text"].replace("\r\n", "\n"), found["range"])
    assert [line.strip() for line in in_document] == [line.strip() for line in source]
    if case["kind"] == "steps":
        assert found["steps"] == [worker.step(step) for step in case["steps"]]
    else:
        assert found["program"].split("\n") == case["program"]


@pytest.mark.parametrize(
    ("source", "reads", "binds", "program"),
    [
        ('m = re.compile("a")', ["re"], ["m"], 'import re\nm = re.compile("a")'),
        ("d['k'] = x", ["d", "x"], [], "d['k'] = x"),
        ("for i in xs:\n    y += i", ["xs", "i", "y"], ["i", "y"], "for i in xs:\n    y += i"),
        ("def f(a):\n    return a + b", ["a", "b"], ["f"], "def f(a):\n    return a + b"),
        ("import json as j", [], ["j"], "import json as j"),
        ("[v for v in xs]", ["v", "xs"], [], "[v for v in xs]"),
    ],
)
def test_names_that_are_read_and_bound_are_told(worker, source, reads, binds, program):
    found = worker.parse(f"import re\n{START}{source}{END}\n")
    assert sorted(found["names"]["reads"]) == sorted(reads)
    assert found["names"]["binds"] == binds
    assert found["program"] == program


def outcome(work: Any) -> tuple[str, Any]:
    """Return the type and form of what `work` gives or raises."""
    try:
        value = work()
    except Exception as error:
        return "raised", type(error)
    plain = re.sub(r"0x[0-9a-f]+", "", repr(value))
    return type(value).__qualname__, plain


def run_as_python(case: dict[str, Any]) -> tuple[str, Any]:
    """Return what Python itself gives for the source of a case, with the imports of its file."""
    worker = Worker()
    namespace = worker.session.namespace
    for node in ast.walk(ast.parse("\n".join(case["text"]).translate(NO_MARKS))):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            exec(ast.unparse(node), namespace)
    found = worker.parse("\n".join(case["text"]))
    statement: Any = ast.parse(found["source"] if found["bind"] else f"({found['source']})").body[0]
    value = statement.value.value if isinstance(statement.value, ast.NamedExpr) else statement.value
    code = compile(ast.Expression(value), "<case>", "eval")
    return outcome(lambda: eval(code, namespace))


def run_as_steps(case: dict[str, Any]) -> tuple[str, Any]:
    """Return what the requests of a case give, taken one by one."""
    worker = Worker()
    registry = worker.context.registry

    def value_of(wire: Any) -> Any:
        return decode(wire, lambda session, ref: registry.peek(session, ref).obj, lambda *_: None)

    def take_all() -> Any:
        result: Any = None
        for step in worker.parse("\n".join(case["text"]))["steps"]:
            args = [value_of(wire) for wire in step.get("args", ())]
            kwargs = {name: value_of(wire) for name, wire in step.get("kwargs", {}).items()}
            receiver = step.get("receiver", {})
            owner = value_of(receiver["ref"]) if "ref" in receiver else result
            if step["kind"] == "call":
                result = find_target(step["module"], step["function"])(*args, **kwargs)
            elif step["kind"] == "get":
                result = find_target(step["module"], step["attr"])
            else:
                attribute = getattr(owner, step["name"])
                result = attribute(*args, **kwargs) if step["kind"] == "method" else attribute
        return result

    return outcome(take_all)


@pytest.mark.parametrize(
    "case",
    [case for case in CORPUS["cases"] if case["kind"] == "steps"],
    ids=lambda case: case["name"],
)
def test_the_requests_give_what_python_gives(case):
    try:
        expected = run_as_python(case)
    except (ImportError, SyntaxError):
        pytest.skip("only to be read: it imports what is not there, or is being typed")
    actual = run_as_steps(case)
    is_moment = actual[0] == expected[0] == "datetime"
    assert actual == expected or is_moment


def test_the_corpus_is_large_and_half_nasty():
    kinds = [case["kind"] for case in CORPUS["cases"]]
    assert len(kinds) >= 200
    assert min(kinds.count(kind) for kind in ("steps", "run", "invalid")) >= 35


def test_parsing_makes_no_session_and_no_refs(worker):
    before = len(worker.session.entries)
    worker.parse("«pattern.match('x')»")
    worker.parse("«len('a')»", session="never made")
    assert worker.context.registry.find("never made") is None
    assert len(worker.session.entries) == before


def test_a_session_that_does_not_exist_binds_nothing(worker):
    found = worker.parse("«pattern.match('x')»", session="never made")
    assert found["kind"] == "run"


@pytest.mark.parametrize("name", sorted(hostile_objects()))
def test_parsing_with_hostile_names_runs_nothing(worker, name):
    worker.session.namespace["hostile"] = hostile_objects()[name]
    worker.context.registry.store(worker.session, worker.session.namespace["hostile"])
    worker.session.namespace["alone"] = hostile_objects()[name]
    key: Any = SameHash("hostile")
    worker.session.namespace[key] = "a hostile key"
    key.armed = True
    for text in (
        "«hostile.method(hostile, alone)»",
        "«print(hostile, [hostile])»",
        "«alone.x(1)»",
        "«hostile.a.b.c»",
    ):
        assert worker.parse(text)["kind"] in ("steps", "run")
    assert RUNS == []


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000 + ")" * 10_000,
        "a" + ".b" * 20_000,
        "-" * 20_000 + "1",
        "f(" * 90 + ")" * 90,
        "\x00",
        "x = 'é\ud800'",
        "if " * 99,
    ],
    ids=lambda text: text[:6],
)
def test_monstrous_text_gets_an_answer(worker, text):
    params = {
        "session": "s",
        "text": text,
        "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": len(text)}},
    }
    assert selection.parse_selection(worker.context, params)["kind"] in ("steps", "run", "invalid")


@pytest.mark.parametrize(
    "span",
    [
        None,
        {},
        {"start": {"line": 0, "character": 5}, "end": {"line": 0, "character": 0}},
        {"start": {"line": -1, "character": 0}, "end": {"line": 0, "character": 0}},
        {"start": {"line": 0.5, "character": 0}, "end": {"line": 1, "character": 0}},
    ],
)
def test_malformed_ranges_are_refused(worker, span):
    with pytest.raises(InvalidParams):
        selection.parse_selection(worker.context, {"session": "s", "text": "x", "range": span})


def test_a_range_past_the_end_is_clamped(worker):
    span = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 99}}
    params = {"session": "s", "text": 'len("a")', "range": span}
    assert selection.parse_selection(worker.context, params)["kind"] == "steps"
