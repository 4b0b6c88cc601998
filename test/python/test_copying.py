"""Objects as text: complete, exact, by no code of the user; and expressions that give the very object."""

from __future__ import annotations

import collections
import datetime
import enum
import gc
import json
import random
import re
import types
import weakref
from typing import Any

import pytest
from hostile_objects import RUNS, hostile_objects

from snakebridge_adapter.copying import writing
from snakebridge_adapter.errors import InvalidParams
from snakebridge_adapter.handlers import copying, inspection
from snakebridge_adapter.registry.registry import Registry
from snakebridge_adapter.worker.context import Context

FORMS = ("value", "hex", "expression", "path", "json", "python", "typescript", "elixir")


class World:
    """One session."""

    def __init__(self) -> None:
        self.context = Context()
        self.context.registry = self.registry = Registry(lambda: 0.0)
        self.session = self.registry.session("s")

    def store(self, obj: object, name: str | None = None, expression: str | None = None) -> str:
        if name is not None:
            self.session.namespace[name] = obj
        entry = self.registry.store(self.session, obj)
        if expression is not None:
            origin: dict[str, object] = {"expression": expression}
            entry.origin = origin
        return entry.id

    def copy(self, ref: str, form: str, *path: object, **more: object) -> dict[str, Any]:
        address = {"session": "s", "ref": ref, "path": list(path)}
        return copying.copy(self.context, {**address, "form": form, **more})

    def text(self, ref: str, form: str, *path: object) -> Any:
        answer = self.copy(ref, form, *path)
        assert (answer["text"] is None) == (answer["reason"] is not None)
        return answer["text"]

    def reason(self, ref: str, form: str, *path: object) -> Any:
        return self.copy(ref, form, *path)["reason"]

    def children(self, ref: str, path: list[Any], part: str | None = None) -> list[dict[str, Any]]:
        params = {"session": "s", "ref": ref, "path": path, "part": part, "count": 1000}
        return inspection.children(self.context, params)["children"]


@pytest.fixture
def world():
    return World()


class Slotted:
    __slots__ = ("left", "right")


class Model:
    shared = (1,)

    def __init__(self, **parts: object) -> None:
        self.__dict__.update(parts)

    @property
    def size(self) -> int:
        raise AssertionError

    def fit(self, data, rounds=1):
        raise AssertionError


def _with(name: str) -> Model:
    model = Model()
    model.__dict__[name] = [1]
    return model


class OwnItems(dict):
    def __getitem__(self, key):
        raise AssertionError

    def values(self):
        raise AssertionError


class OwnList(list):
    def __getitem__(self, position):
        raise AssertionError


class OwnSet(set):
    def __iter__(self):
        raise AssertionError


class Watching:
    def __init__(self) -> None:
        self.part = [1]

    def __getattribute__(self, name):
        raise AssertionError


# --- values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        [1, 2.5, "ü'\"", b"\xff", None, True, ..., 1j, bytearray(b"x")],
        (),
        (1,),
        {"k": [(), {}, set(), frozenset()], 3: {1}, None: frozenset({2})},
        collections.deque([1, [2]]),
        collections.deque([1], maxlen=3),
        {"nested": [[[[{"deep": (1, 2)}]]]]},
        float("inf"),
    ],
)
def test_a_value_is_written_as_python_prints_it(world, value):
    answer = world.copy(world.store(value), "value")
    assert answer["text"] == repr(value)
    assert (answer["language"], answer["abridged"], answer["next"]) == ("python", 0, None)


def test_random_values_are_written_as_python_prints_them(world):
    rng = random.Random(4)
    for _ in range(2_000):
        value = _data(rng, 4)
        text = world.text(world.store([value]), "value", {"item": 0})
        assert text == (value if type(value) is str else repr(value))


def test_a_long_value_is_written_whole(world):
    value = list(range(300_000))
    assert world.text(world.store(value), "value") == repr(value)


def test_deep_values_and_long_numbers_are_written(world):
    deep: list[Any] = []
    for _ in range(50_000):
        deep = [deep]
    assert world.text(world.store(deep), "value") == "[" * 50_001 + "]" * 50_001
    number = 7**10_000
    digits = world.text(world.store([number]), "value")
    assert sum(int(digits[1:-1][n : n + 9]) % 7 >= 0 for n in (0, 9)) == 2
    assert len(digits) == 2 + 8451


def test_a_circle_is_written_as_python_prints_it(world):
    ring: list[Any] = [1]
    ring.append({"again": ring})
    assert world.text(world.store(ring), "value") == repr(ring)


def test_a_text_is_itself_in_windows(world, monkeypatch):
    monkeypatch.setattr(copying, "WINDOW_CHARACTERS", 7)
    text = "ü𝕊\ud800\0" * 5
    ref = world.store(text)
    whole, start = "", 0
    while start is not None:
        answer = world.copy(ref, "value", start=start)
        whole, start = whole + answer["text"], answer["next"]
    assert whole == text


def test_a_value_that_only_its_code_knows_is_refused(world):
    assert "Copy repr()" in world.reason(world.store(Model()), "value")
    answer = world.copy(world.store([Model(), re.compile("a"), datetime.date(2020, 1, 2)]), "value")
    assert answer["abridged"] == 2
    assert answer["text"] == "[<Model>, re.compile('a'), 2020-01-02]"


def test_a_text_too_long_to_be_built_is_refused(world, monkeypatch):
    monkeypatch.setattr(writing, "MOST_CHARACTERS", 1_000)
    assert "longer than" in world.reason(world.store(list(range(1_000))), "value")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('{"a": [1]}', "json"),
        ("[1, 2]", "json"),
        ("{not json}", "plaintext"),
        ("<!DOCTYPE html>\n<p>", "html"),
        ('<?xml version="1.0"?><a/>', "xml"),
        ("import re\n\nprint(1)\n", "python"),
        ("hello\nworld\n", "plaintext"),
        ("", "plaintext"),
    ],
)
def test_a_text_tells_what_it_obviously_is(world, text, language):
    assert world.copy(world.store(text), "value")["language"] == language


def test_bytes_are_shown_in_hexadecimal_in_windows(world, monkeypatch):
    data = bytes(range(40))
    lines = world.text(world.store(data), "hex").splitlines()
    assert lines[0].startswith("00000000  00 01 02 03 04 05 06 07  08 09")
    assert lines[2] == f"00000020  {'20 21 22 23 24 25 26 27':<23}  {'':<23}  | !\"#$%&'|"
    monkeypatch.setattr(copying, "WINDOW_BYTES", 16)
    first = world.copy(world.store(data), "hex")
    second = world.copy(world.store(data), "hex", start=first["next"])
    assert (first["next"], second["next"]) == (16, 32)
    assert world.text(world.store(bytearray(b"A")), "hex").endswith("|A|\n")
    assert "no bytes" in world.reason(world.store([1]), "hex")


# --- JSON -----------------------------------------------------------------------------------------


def test_data_is_written_as_json_that_reads_back(world):
    rng = random.Random(5)
    for _ in range(2_000):
        value = _json_data(rng, 4)
        text = world.text(world.store([value]), "json", {"item": 0})
        assert json.loads(text) == json.loads(json.dumps(value))
        assert text == json.dumps(value, ensure_ascii=False, indent=2)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"a": [1, {2}]}, "at d['a'][1]: set is no JSON data"),
        ({"a": {"b": float("nan")}}, "at d['a']['b']: nan is no JSON number"),
        ({"a": [{1: 2}]}, "at d['a'][0]: the key 1 is no text"),
        ([b"x"], "at d[0]: bytes is no JSON data"),
    ],
)
def test_what_is_no_data_is_refused_with_its_path(world, value, reason):
    assert world.reason(world.store(value, "d"), "json") == reason


def test_a_circle_is_no_json(world):
    ring: list[Any] = [[]]
    ring[0].append(ring)
    assert "contains itself" in world.reason(world.store(ring, "ring"), "json")


# --- expressions ----------------------------------------------------------------------------------


def test_an_expression_gives_the_very_object_for_thousands_of_nested_ones(world):
    rng = random.Random(6)
    checked = 0
    for number in range(150):
        root = _object(rng, 4)
        name = f"root{number}"
        ref = world.store(root, name)
        for path, node in _nodes(world, ref, root):
            text = world.text(ref, "expression", *path)
            assert text is not None, path
            assert eval(text, dict(world.session.namespace)) is node, text
            checked += 1
        world.registry.release("s", [ref])
    assert checked > 3_000


@pytest.mark.parametrize(
    ("source", "path", "expression"),
    [
        ({"k": [1]}, [{"key": "k"}, {"item": 0}], "x['k'][0]"),
        ({(1, "a"): 2}, [{"item": 0}], "x[(1, 'a')]"),
        ({float("inf"): 2}, [{"item": 0}], "x[1e999]"),
        ({float("nan"): 2}, [{"item": 0}], "list(x.values())[0]"),
        ({object: 2}, [{"item": 0}], "list(x.values())[0]"),
        (OwnItems(k=1), [{"key": "k"}], "dict.__getitem__(x, 'k')"),
        (OwnItems({object: 1}), [{"item": 0}], "list(dict.values(x))[0]"),
        (OwnList([5]), [{"item": 0}], "list.__getitem__(x, 0)"),
        ({1, 2}, [{"item": 1}], "list(x)[1]"),
        (OwnSet([1]), [{"item": 0}], "list(set.__iter__(x))[0]"),
        (re.compile("a"), [{"attr": "flags"}], "x.flags"),
        (_with("class"), [{"attr": "class"}], "getattr(x, 'class')"),
        (_with("ﬁ"), [{"attr": "ﬁ"}], "getattr(x, 'ﬁ')"),
        (Model(), [{"attr": "shared"}], "x.shared"),
        (Model(), [{"attr": "size"}], "x.size"),
        (Model(), [{"attr": "fit"}], "x.fit"),
        (Model, [{"attr": "fit"}], "x.fit"),
        (Model, [{"attr": "size"}], "x.__dict__['size']"),
        (types.MappingProxyType({"k": 1}), [{"key": "k"}], "x['k']"),
    ],
)
def test_an_expression_is_what_a_person_would_write(world, source, path, expression):
    assert world.text(world.store(source, "x"), "expression", *path) == expression


def test_an_expression_begins_with_what_is_bound_nearest_to_the_ref(world):
    inner = [1, [2]]
    ref = world.store([inner])
    world.session.namespace["inner"] = inner
    assert world.text(ref, "expression", {"item": 0}, {"item": 1}) == "inner[1]"
    world.session.namespace["box"] = {"deep": Model(held=world.registry.peek("s", ref).obj)}
    assert world.text(ref, "expression") == "box['deep'].held"


def test_an_expression_is_refused_where_no_name_leads(world):
    ref = world.store([1])
    assert "no bound name" in world.reason(ref, "expression")
    world.session.namespace["class"] = world.registry.peek("s", ref).obj
    assert "no bound name" in world.reason(ref, "expression")


def test_an_expression_that_would_mean_something_else_is_refused(world):
    assert "of its own" in world.reason(
        world.store(Watching(), "w"), "expression", {"attr": "part"}
    )
    ref = world.store({1}, "numbers")
    world.session.namespace["list"] = None
    assert "'list'" in world.reason(ref, "expression", {"item": 0})


def test_a_path_needs_no_name(world):
    path = [{"key": "k"}, {"item": 0}, {"attr": "real"}]
    ref = world.store({"k": [1]})
    assert world.text(ref, "path", *path) == "<dict>['k'][0].real"
    world.session.namespace["d"] = world.registry.peek("s", ref).obj
    assert world.text(ref, "path", *path) == "d['k'][0].real"


# --- calls ----------------------------------------------------------------------------------------


def snippets(world: World, ref: str, *path: object) -> list[Any]:
    return [world.text(ref, form, *path) for form in ("python", "typescript", "elixir")]


def test_the_call_that_made_a_ref_is_written_in_each_language(world):
    source = 'm = re.compile("\\\\d+", flags=2)'
    assert snippets(world, world.store(re.compile("a"), "m", source)) == [
        "import re\nm = re.compile('\\\\d+', flags=2)\n",
        'const m = await bridge.call("re", "compile", ["\\\\d+"], { kwargs: { flags: 2 } });\n',
        '{:ok, m} = SnakeBridge.call("re", "compile", ["\\\\d+"], flags: 2)\n',
    ]


def test_a_chain_is_one_in_typescript_and_steps_in_elixir(world):
    world.store(re.compile("a"), "m")
    source = 'm.match("ü#{1}").group()'
    ref = world.store(["x"], None, source)
    python, typescript, elixir = (
        world.text(ref, form) for form in ("python", "typescript", "elixir")
    )
    assert python == "result = m.match('ü#{1}').group()\n"
    assert (
        typescript
        == 'const result = await bridge.method(m, "match", ["\\u00fc#{1}"]).method("group", []);\n'
    )
    assert elixir == (
        '{:ok, step1} = SnakeBridge.method(m, "match", ["ü\\#{1}"])\n'
        '{:ok, result} = SnakeBridge.method(step1, "group", [])\n'
    )


def test_every_kind_of_argument_is_written(world):
    ref = world.store(
        Model(),
        None,
        'json.dumps([1, 2.5, 4.0, None, True, (1,), {2}, {"k": b"x"}, {3: 4}, 10**0 if 0 else 1], n=m)',
    )
    assert all(
        world.reason(ref, form) or world.text(ref, form) for form in ("python", "typescript")
    )
    made = world.store(
        Model(), None, 'json.dumps([1, 4.0, None, True, (1,), {2}, {"k": b"x"}, {3: -1e999}])'
    )
    assert snippets(world, made) == [
        "import json\nresult = json.dumps([1, 4.0, None, True, (1,), {2}, {'k': b'x'}, {3: -float(\"inf\")}])\n",
        (
            'const result = await bridge.call("json", "dumps", [[1, pyFloat(4.0), null, true, new PyTuple([1]),'
            ' new Set([2]), { k: Buffer.from("eA==", "base64") }, new Map([[3, -Infinity]])]]);\n'
        ),
        None,
    ]
    assert "bytes" in world.reason(made, "elixir")


def test_a_part_is_reached_by_calls(world):
    ref = world.store({"k": [(1, [2])]}, "d")
    assert snippets(world, ref, {"key": "k"}, {"item": 0}, {"item": 1}) == [
        "result = d['k'][0][1]\n",
        (
            'const result = await bridge.method(d, "__getitem__", ["k"]).method("__getitem__", [0])'
            '.method("__getitem__", [1]);\n'
        ),
        (
            '{:ok, step1} = SnakeBridge.method(d, "__getitem__", ["k"])\n'
            "step2 = Enum.at(step1, 0)\nresult = elem(step2, 1)\n"
        ),
    ]
    assert "no key" in world.reason(world.store({1}, "s"), "typescript", {"item": 0})


def test_a_function_is_called_with_what_it_must_be_given(world):
    assert snippets(world, world.store(json.dumps)) == [
        "import json\nresult = json.dumps(obj)\n",
        'const result = await bridge.call("json", "dumps", [obj]);\n',
        '{:ok, result} = SnakeBridge.call("json", "dumps", [obj])\n',
    ]
    assert (
        world.text(world.store(Model(), "model"), "python", {"attr": "fit"})
        == "result = model.fit(data)\n"
    )


def test_a_text_that_is_more_than_calls_is_run(world):
    ref = world.store([1], "x", "x = [n for n in range(3)]")
    assert world.text(ref, "python") == "x = [n for n in range(3)]\n"
    assert (
        world.text(ref, "typescript")
        == 'const x = await bridge.run("x = [n for n in range(3)]\\nx");\n'
    )
    assert "more than calls" in world.reason(ref, "elixir")
    assert "not known" in world.reason(world.store(Model()), "python")


# --- looking --------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_copying_runs_nothing(world, form):
    for name, obj in hostile_objects().items():
        ref = world.store([obj, {"k": obj}, (obj,)], "hostile")
        RUNS.clear()
        for path in (
            [],
            [{"item": 0}],
            [{"item": 1}, {"key": "k"}],
            [{"item": 0}, {"attr": "own"}],
        ):
            try:
                world.copy(ref, form, *path)
            except InvalidParams:
                continue
        assert RUNS == [], name


def test_copying_keeps_nothing_alive(world):
    model = Model(parts=[Slotted()])
    ref = world.store(model, "model")
    for form in FORMS:
        world.copy(ref, form)
        world.copy(ref, form, {"attr": "parts"})
    watch = weakref.ref(model)
    del model, world.session.namespace["model"]
    world.registry.release("s", [ref])
    gc.collect()
    assert watch() is None


def test_what_cannot_be_asked_for_is_refused(world):
    ref = world.store([1])
    with pytest.raises(InvalidParams):
        world.copy(ref, "pickle")
    with pytest.raises(InvalidParams):
        world.copy(ref, "value", {"item": 5}, {"item": 0})
    assert "cannot be known by looking" in world.reason(
        world.store(Model()), "value", {"attr": "size"}
    )


# --- random objects -------------------------------------------------------------------------------


class Colour(enum.Enum):
    RED = 1


def _scalar(rng: random.Random) -> Any:
    texts = ["", "k", "ü𝕊", "a'b\"c", "\n", "\ud800"]
    return rng.choice(
        [None, True, rng.randrange(-5, 10**20), rng.random(), rng.choice(texts), b"\x00x", 1 + 2j]
    )


def _data(rng: random.Random, depth: int) -> Any:
    if depth == 0 or rng.random() < 0.3:
        return _scalar(rng)
    parts = [_data(rng, depth - 1) for _ in range(rng.randrange(4))]
    keys = [_scalar(rng) for _ in parts]
    kind = rng.randrange(6)
    if kind == 0:
        return dict(zip(keys, parts))
    if kind == 1:
        return set(keys)
    return (list, tuple, collections.deque, lambda items: frozenset(map(str, items)))[kind - 2](
        parts
    )


def _json_data(rng: random.Random, depth: int) -> Any:
    if depth == 0 or rng.random() < 0.3:
        return rng.choice([None, True, 12, -1.5, 'ü\n"', 10**30, ""])
    parts = [_json_data(rng, depth - 1) for _ in range(rng.randrange(4))]
    return rng.choice([list, tuple, lambda items: {f"k{n}": item for n, item in enumerate(items)}])(
        parts
    )


def _keyed(rng: random.Random, parts: list[Any]) -> dict[Any, Any]:
    keys = ["s", 7, None, (1, "t"), b"b", 1.5, float("inf"), frozenset(), Colour]
    return dict(zip(rng.sample(keys, len(parts)), parts))


def _slotted(_rng: random.Random, parts: list[Any]) -> Slotted:
    slotted = Slotted()
    slotted.left = parts[0]
    return slotted


def _named(make: Any) -> Any:
    def build(rng: random.Random, parts: list[Any]) -> Any:
        names = rng.sample(["k", "class", "ü", "a b", "_x", "ﬁ", "__y"], len(parts))
        return make(zip(names, parts))

    return build


def _plain(make: Any) -> Any:
    return lambda _rng, parts: make(parts)


def _attributes(cls: Any) -> Any:
    return _named(lambda pairs: cls(**dict(pairs)))


_KINDS: list[Any] = [
    *(_plain(list), _plain(tuple), _plain(collections.deque), _plain(OwnList)),
    *(_keyed, _slotted, _named(collections.OrderedDict), _named(OwnItems)),
    *(_attributes(types.SimpleNamespace), _attributes(Model)),
]


def _object(rng: random.Random, depth: int) -> Any:
    """Return an object of containers and attributes whose parts can be told apart."""
    if depth == 0:
        return [rng.random()]
    parts = [_object(rng, depth - 1) for _ in range(rng.randrange(1, 4))]
    return rng.choice(_KINDS)(rng, parts)


def _nodes(world: World, ref: str, root: object) -> list[tuple[list[Any], object]]:
    found: list[tuple[list[Any], object]] = []
    waiting: list[tuple[list[Any], object]] = [([], root)]
    while waiting:
        path, node = waiting.pop()
        found.append((path, node))
        if type(node) is float:
            continue
        for part in ("items", "attributes"):
            for child in world.children(ref, path, part):
                step = child["step"]
                value = copying.walk(node, [step])[-1]
                waiting.append(([*path, step], value))
    return found
