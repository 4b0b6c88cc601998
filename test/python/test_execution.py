"""Calls, attributes, `run`: what comes back, what is raised, and that nothing is kept afterwards."""

from __future__ import annotations

import pytest
from support.adapter import Adapter, RpcError


def failure(adapter: Adapter, future) -> RpcError:
    with pytest.raises(RpcError) as caught:
        future.result(30)
    return caught.value


def method(adapter: Adapter, ref, name: str, *args, **more):
    params = {"session": "s", "ref": ref, "name": name, "args": list(args), **more}
    return adapter.ask("snakebridge/method", params)


# Calling.


@pytest.mark.parametrize(
    ("module", "function", "args", "result"),
    [
        ("math", "sqrt", [16], 4.0),
        ("os.path", "basename", ["/a/b"], "b"),
        ("os", "path.basename", ["/a/b"], "b"),
        ("datetime", "date.fromordinal", [1], {"__type__": "date", "__schema__": 1, "value": "0001-01-01"}),
        ("xml", "sax.saxutils.escape", ["<"], "&lt;"),
        ("builtins", "len", [[1, 2]], 2),
        ("builtins", "print", [], None),
        ("builtins", "bool", [1], True),
        ("builtins", "str", [b"".decode()], ""),
        ("builtins", "float", ["inf"], {"__type__": "special_float", "__schema__": 1, "value": "infinity"}),
        ("builtins", "int", ["9" * 20], {"__type__": "int", "__schema__": 1, "value": "9" * 20}),
    ],
)  # fmt: skip
def test_a_dotted_target_is_called(shared_adapter, module, function, args, result):
    assert shared_adapter.call(module, function, *args) == result


def test_keyword_arguments_are_passed(adapter):
    assert adapter.call("builtins", "sorted", [3, 1, 2], kwargs={"reverse": True}) == [3, 2, 1]
    pattern = adapter.call("re", "compile", "x", kwargs={"flags": 2})
    flags = {"__type__": "tuple", "__schema__": 1, "elements": [1]}
    assert adapter.call("builtins", "dict", kwargs={"a": pattern, "b": flags}) == {
        "a": pattern,
        "b": flags,
    }


def test_an_attribute_of_a_module_is_read(adapter):
    result = adapter.ask("snakebridge/get", {"session": "s", "module": "os", "attr": "path.sep"})
    assert result == "/"


def test_a_ref_is_a_receiver_an_argument_and_an_attribute(adapter):
    pattern = adapter.call("re", "compile", r"\d+")
    match = method(adapter, pattern, "match", "12a")
    assert method(adapter, match, "group") == "12"
    attribute = adapter.ask("snakebridge/attr", {"session": "s", "ref": match, "name": "re"})
    assert attribute["id"] == pattern["id"]
    assert adapter.call("re", "match", pattern, "7")["type_name"] == "Match"
    assert adapter.call("builtins", "len", [[pattern], {"a": pattern}]) == 2


def test_an_attribute_is_assigned(adapter):
    ref = adapter.call("types", "SimpleNamespace")
    params = {"session": "s", "ref": ref, "name": "x", "value": [1, ref]}
    assert adapter.ask("snakebridge/setAttr", params) is None
    value = adapter.ask("snakebridge/attr", {"session": "s", "ref": ref, "name": "x"})
    assert value[0] == 1
    assert value[1]["id"] == ref["id"]


def test_the_form_of_the_result_is_as_asked(adapter):
    assert adapter.call("math", "sqrt", 16, **{"as": "ref"})["type_name"] == "float"
    assert adapter.call("math", "sqrt", 16, **{"as": "value"}) == 4
    error = failure(adapter, adapter.start_call("re", "compile", "x", **{"as": "value"}))
    assert error.code == 1005
    assert error.data == {"path": "$"}
    assert adapter.ask("snakebridge/refs", {"session": "s"})["total"] == 1


def test_a_ref_of_another_session_is_refused_and_stays_alive(adapter):
    ref = adapter.call("re", "compile", "x")
    params = {"session": "other", "ref": ref, "name": "pattern"}
    error = failure(adapter, adapter.start("snakebridge/attr", params))
    assert error.code == 1003
    assert error.data == {"refId": ref["id"], "expectedSession": "s", "actualSession": "other"}
    assert [s["id"] for s in adapter.ask("snakebridge/sessions")] == ["s"]
    assert method(adapter, ref, "fullmatch", "y") is None


@pytest.mark.parametrize(
    ("ref", "reason"),
    [
        ({"__type__": "ref", "session_id": "s"}, "missing_id"),
        ({"id": "x", "session_id": "s"}, "missing_type"),
        ("x", "invalid_format"),
        (None, "invalid_format"),
    ],
)
def test_a_malformed_receiver_is_refused(shared_adapter, ref, reason):
    params = {"session": "s", "ref": ref, "name": "x"}
    error = failure(shared_adapter, shared_adapter.start("snakebridge/attr", params))
    assert (error.code, error.data) == (1004, {"reason": reason})


def test_a_malformed_argument_is_refused_by_its_path(adapter):
    bad = {"__type__": "bytes", "__schema__": 1, "data": "?"}
    error = failure(adapter, adapter.start_call("builtins", "len", [1, {"a": [bad]}]))
    assert error.code == 1005
    assert error.data["path"].startswith('$.args[0][1]["a"][0]')


def test_a_released_session_makes_no_ref_of_a_late_result(adapter):
    future = adapter.start_call("threading", "Event", session="new")
    ref = future.result(30)
    waiting = adapter.start("snakebridge/method", {"session": "new", "ref": ref, "name": "wait"})
    release = adapter.start("snakebridge/releaseSession", {"session": "new"})
    adapter.cancel(waiting)
    failure(adapter, waiting)
    assert release.result(30) == {"released": 1}
    assert adapter.ask("snakebridge/sessions") == []


# Raising.


def test_an_exception_is_told_completely(adapter):
    error = failure(
        adapter,
        adapter.start_run(
            "import json\ntry:\n  json.loads('{')\nexcept ValueError as e:\n  raise KeyError('k') from e"
        ),
    )
    assert error.code == 1001
    assert error.data["pythonType"] == "KeyError"
    assert error.data["message"] == "'k'"
    assert error.data["cause"]["pythonType"] == "json.decoder.JSONDecodeError"
    assert error.data["frames"][0]["file"] == "<snakebridge>"
    assert error.data["frames"][0]["line"] == 5
    assert error.data["frames"][0]["source"] == "raise KeyError('k') from e"
    assert "The above exception was the direct cause" in error.data["traceback"]
    assert "snakebridge_adapter" not in error.data["traceback"]


@pytest.mark.parametrize(
    ("module", "function", "type_name"),
    [
        ("no_such_module", "x", "ModuleNotFoundError"),
        ("no.such.module", "x", "ModuleNotFoundError"),
        ("", "x", "ValueError"),
        ("math", "no_such_function", "AttributeError"),
        ("os", "path.nothing.deeper", "AttributeError"),
        ("xml", "nothing", "AttributeError"),
        ("math", "pi", "TypeError"),
    ],
)
def test_a_target_that_is_not_there_is_a_python_error(shared_adapter, module, function, type_name):
    error = failure(shared_adapter, shared_adapter.start_call(module, function))
    assert (error.code, error.data["pythonType"]) == (1001, type_name)


@pytest.mark.parametrize(
    "name", ["SystemExit", "KeyboardInterrupt", "GeneratorExit", "MemoryError"]
)
def test_what_would_end_a_program_does_not_end_the_worker(adapter, name):
    error = failure(adapter, adapter.start_run(f"raise {name}('x')"))
    assert (error.code, error.data["pythonType"], error.data["message"]) == (1001, name, "x")
    assert adapter.call("math", "sqrt", 16) == 4


def test_sys_exit_and_deep_recursion_do_not_end_the_worker(adapter):
    assert failure(adapter, adapter.start_call("sys", "exit", 3)).data["pythonType"] == "SystemExit"
    error = failure(adapter, adapter.start_run("def f(): f()\nf()"))
    assert error.data["pythonType"] == "RecursionError"
    assert adapter.call("math", "sqrt", 16) == 4


def test_an_exception_whose_message_cannot_be_had_is_told_all_the_same(adapter):
    source = "class Bad(Exception):\n  def __str__(self): raise SystemExit\nraise Bad"
    error = failure(adapter, adapter.start_run(source))
    assert error.code == 1001
    assert error.data["pythonType"] == "__main__.Bad"


# Running source.


def test_run_answers_the_last_expression_and_keeps_names(adapter):
    assert adapter.run("x = 20\ny = 22") is None
    assert adapter.run("x + y") == 42
    assert adapter.run("x; y") == 22
    assert adapter.run("") is None
    assert adapter.run("# nothing") is None


def test_names_belong_to_their_session(adapter):
    adapter.run("x = 1")
    error = failure(adapter, adapter.start("snakebridge/run", {"session": "other", "source": "x"}))
    assert error.data["pythonType"] == "NameError"


def test_run_sees_itself_as_main(adapter):
    assert adapter.run("__name__") == "__main__"
    assert adapter.run("class A: pass\nA.__module__") == "__main__"


def test_a_result_is_bound_under_its_name(adapter):
    ref = adapter.call("re", "compile", "x", bind="pattern")
    assert adapter.run("pattern.pattern") == "x"
    assert adapter.run("pattern")["id"] == ref["id"]
    adapter.ask("snakebridge/release", {"session": "s", "refs": [ref["id"]]})
    error = failure(adapter, adapter.start_run("pattern"))
    assert error.data["pythonType"] == "NameError"


def test_of_an_origin_what_people_are_shown_is_kept(adapter):
    place = {"start": {"line": 1, "character": 0}, "end": {"line": 2, "character": 3}}
    origin = {"expression": "x" * 2000, "uri": "file:///a.py", "range": place, "more": 1}
    adapter.run("object()", origin=origin)
    (ref,) = adapter.ask("snakebridge/refs", {"session": "s"})["refs"]
    assert ref["origin"] == {"expression": "x" * 1000, "uri": "file:///a.py", "range": place}


def test_run_awaits_at_the_top_level_and_allows_future_imports(adapter):
    assert adapter.run("import asyncio\nx = await asyncio.sleep(0, 5)\nx + 1") == 6
    assert adapter.run("import asyncio\nawait asyncio.sleep(0, 7)") == 7
    assert adapter.run(
        "from __future__ import annotations\ndef f(a: missing): ...\nf.__annotations__"
    ) == {"a": "missing"}


def test_frames_point_into_the_file_that_the_source_is_from(adapter, tmp_path):
    file = tmp_path / "program.py"
    file.write_text("line one\nline two\n")
    params = {"session": "s", "fileName": str(file), "firstLine": 1, "source": "\n1/0"}
    frame = failure(adapter, adapter.start("snakebridge/run", params)).data["frames"][-1]
    assert (frame["file"], frame["line"], frame["source"]) == (str(file), 3, "1/0")


def test_a_syntax_error_tells_its_line_in_the_file(adapter):
    params = {"session": "s", "fileName": "/x.py", "firstLine": 10, "source": "ok = 1\nfor"}
    error = failure(adapter, adapter.start("snakebridge/run", params))
    assert error.data["pythonType"] == "SyntaxError"
    assert 'File "/x.py", line 12' in error.data["traceback"]


# Awaiting.

COROUTINES = """
import asyncio
class Awaitable:
    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return 'awaited'
async def double(x):
    await asyncio.sleep(0)
    return 2 * x
async def fail():
    raise ValueError('inside')
"""


def test_an_awaitable_result_is_awaited(adapter):
    adapter.run(COROUTINES)
    assert adapter.run("double(4)") == 8
    assert adapter.run("Awaitable()") == "awaited"
    assert failure(adapter, adapter.start_run("fail()")).data["message"] == "inside"


def test_one_event_loop_serves_all_requests(adapter):
    adapter.run(COROUTINES)
    adapter.run("async def begin(): return asyncio.get_running_loop()\nfirst = await begin()")
    assert adapter.run("(await begin()) is first") is True
    adapter.run("async def later(): await asyncio.sleep(0); return 5\ntask = None")
    adapter.run(
        "async def spawn():\n  global task\n  task = asyncio.ensure_future(later())\nawait spawn()"
    )
    assert adapter.run("await task") == 5


# Search paths.


def test_each_session_imports_from_its_own_folders(tmp_path):
    for name in ("one", "two", "shared"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"module_{name}.py").write_text(f"def where(): return '{name}'")
    with Adapter(options={"searchPaths": [str(tmp_path / "shared")]}) as adapter:
        for name in ("one", "two"):
            folders = [str(tmp_path / name)]
            adapter.ask("snakebridge/openSession", {"session": name, "searchPaths": folders})
        for _ in range(2):
            for name in ("one", "two"):
                assert adapter.call(f"module_{name}", "where", session=name) == name
                assert adapter.call("module_shared", "where", session=name) == "shared"
        adapter.run("import sys; del sys.modules['module_one']")
        error = failure(adapter, adapter.start_call("module_one", "where", session="two"))
        assert error.data["pythonType"] == "ModuleNotFoundError"


# Letting go.

COUNTED = """
import weakref
class Counted:
    alive = weakref.WeakSet()
    def __init__(self): Counted.alive.add(self)
    def give_back(self, *args): return args[0] if args else self
    def fail(self, *args): raise ValueError(self, args)
    def items(self):
        yield Counted()
        yield Counted()
    async def later(self): return Counted()
def take(*args, **kwargs): return None
def alive(): return len(Counted.alive)
"""


def test_released_means_freed_whatever_was_done_with_it(adapter):
    adapter.run(COUNTED)
    made = adapter.run("Counted()")
    for _ in range(2):
        method(adapter, made, "give_back")
        method(adapter, made, "give_back", [made], {"a": made})
        for future in (
            adapter.start(
                "snakebridge/method", {"session": "s", "ref": made, "name": "fail", "args": [made]}
            ),
            adapter.start("snakebridge/method", {"session": "s", "ref": made, "name": "nothing"}),
            adapter.start(
                "snakebridge/call",
                {"session": "s", "module": "math", "function": "sqrt", "args": [made]},
            ),
        ):
            assert failure(adapter, future).code == 1001
    method(adapter, made, "later")
    stream = method(adapter, made, "items")
    params = {"session": "s", "ref": stream, "maxItems": 1, "maxBytes": 1000, "budgetMs": 100}
    adapter.ask("snakebridge/streamNext", params)
    refs = [ref["id"] for ref in adapter.ask("snakebridge/refs", {"session": "s"})["refs"]]
    adapter.ask("snakebridge/release", {"session": "s", "refs": refs})
    assert adapter.run("alive()") == 0


def test_an_exception_that_user_code_keeps_does_not_keep_what_it_was_called_with(adapter):
    adapter.run(
        COUNTED
        + (
            "kept = []\nclass Keeps(Exception):\n"
            "  def __init__(self): kept.append(self)\ndef fail(x):\n  del x\n"
            "  raise Keeps"
        )
    )
    made = adapter.run("Counted()")
    function = adapter.run("fail")
    params = {"session": "s", "ref": function, "name": "__call__", "args": [made]}
    failure(adapter, adapter.start("snakebridge/method", params))
    adapter.ask("snakebridge/release", {"session": "s", "refs": [made["id"], function["id"]]})
    assert adapter.run("alive()") == 0


def test_a_released_session_frees_its_names(adapter):
    adapter.call("builtins", "print", session="watch")
    watched = {
        "session": "watch",
        "source": COUNTED.replace("class Counted", "import sys\nclass Counted")
        + "sys.modules['counted'] = Counted",
    }
    adapter.ask("snakebridge/run", watched)
    adapter.run("import sys\nx = sys.modules['counted']()\ndef f(): return x\nf.self = f")
    assert adapter.ask("snakebridge/run", {"session": "watch", "source": "alive()"}) == 1
    adapter.ask("snakebridge/releaseSession", {"session": "s"})
    assert adapter.ask("snakebridge/run", {"session": "watch", "source": "alive()"}) == 0


# Evaluating on demand.


def test_a_property_is_read_when_asked_and_its_lifetime_not_touched(adapter):
    source = "class A:\n  @property\n  def p(self): return [1, 2]\n  def __repr__(self): return 'an A'\nA()"
    ref = adapter.run(source)
    address = {"session": "s", "ref": ref["id"]}
    value = adapter.ask(
        "snakebridge/evaluate", {**address, "path": [{"attr": "p"}], "form": "value"}
    )
    assert (value["summary"]["typeName"], value["summary"]["length"], value["text"]) == (
        "list",
        2,
        None,
    )
    assert adapter.ask("snakebridge/evaluate", {**address, "form": "repr"}) == {
        "summary": None,
        "text": "an A",
    }
    assert adapter.ask("snakebridge/refs", {"session": "s"})["total"] == 1


def test_an_evaluation_that_lasts_ends_with_its_budget(adapter):
    ref = adapter.run("class A:\n  def __repr__(self):\n    while True: pass\nA()")
    params = {"session": "s", "ref": ref["id"], "form": "repr", "budgetMs": 50}
    error = failure(adapter, adapter.start("snakebridge/evaluate", params))
    assert (error.code, error.data) == (1006, {"timeoutMs": 50})
    assert adapter.call("math", "sqrt", 16) == 4


def test_an_evaluation_of_what_is_gone_says_so(adapter):
    params = {"session": "none", "ref": "0" * 32, "form": "repr"}
    assert failure(adapter, adapter.start("snakebridge/evaluate", params)).code == 1002
    assert adapter.ask("snakebridge/sessions") == []
