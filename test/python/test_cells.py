"""Cells of notebooks: what they mean, what they show and when, what stays afterwards."""

from __future__ import annotations

import time
from typing import Any

import pytest
from support.adapter import Adapter, RpcError

from snakebridge_adapter.display.all_forms import MAX_FORM, all_forms
from snakebridge_adapter.display.plain_text import MAX_TEXT, plain_text
from snakebridge_adapter.notebook.cell_source import is_silent, to_python
from snakebridge_adapter.notebook.commands import expand


def run_cell(adapter: Adapter, source: str) -> list[dict[str, str]] | None:
    params = {"session": "s", "source": source, "fileName": "Cell In[1]"}
    return adapter.ask("snakebridge/runCell", params)["forms"]


def text_of(adapter: Adapter, source: str) -> str | None:
    forms = run_cell(adapter, source)
    return None if forms is None else forms[-1]["data"]


def named_refs(adapter: Adapter) -> dict[str, str]:
    refs = adapter.ask("snakebridge/refs", {"session": "s"})["refs"]
    return {ref["typeName"]: ",".join(ref["names"]) for ref in refs}


def displayed(adapter: Adapter) -> list[tuple[str, str | None, list[str]]]:
    return [
        (event["change"], event["displayId"], [form["data"] for form in event["forms"]])
        for event in adapter.events("snakebridge/displayed")
    ]


# What they mean.


@pytest.mark.parametrize(
    ("cell", "python"),
    [
        ("%time f(x)", "get_ipython().run_line_magic('time', 'f(x)')"),
        ("!ls -l", "get_ipython().system('ls -l')"),
        ("x = !ls", "x = get_ipython().getoutput('ls')"),
        ("a.b = %pwd", "a.b = get_ipython().run_line_magic('pwd', '')"),
        ("len?", "get_ipython().explain('len', False)"),
        ("?len", "get_ipython().explain('len', False)"),
        ("f??", "get_ipython().explain('f', True)"),
        ("%%time\na\nb", "get_ipython().run_cell_magic('time', '', 'a\\nb\\n')"),
        ("if x:\n    %cd a b", "if x:\n    get_ipython().run_line_magic('cd', 'a b')"),
        ("!echo it's\nx = '''\n!no\n'''", "get_ipython().system(\"echo it's\")\nx = '''\n!no\n'''"),
        ("%pip install \\\n  a\n1", "get_ipython().run_line_magic('pip', 'install   a')\n\n1"),
    ],
)
def test_what_only_notebooks_understand_becomes_python_line_by_line(cell: str, python: str):
    assert to_python(cell) == python


@pytest.mark.parametrize(
    "cell",
    [
        "a %b",
        "a\\\n%b",
        "x = (\n1\n%b\n)",
        "'''\n%time\n!x\ny?\n'''",
        "x != y",
        "await f()",
        "1 +",
        "\0",
    ],
)
def test_what_is_python_or_nothing_at_all_stays_as_it_is(cell: str):
    assert to_python(cell) == cell


@pytest.mark.parametrize(
    ("cell", "silent"),
    [
        ("x;", True),
        ("x; # why", True),
        ("x", False),
        ("';'", False),
        ("x # ;", False),
        ("x;y", False),
    ],
)
def test_a_semicolon_at_the_end_is_silent(cell: str, silent: bool):
    assert is_silent(cell) is silent


def test_commands_take_the_values_of_names_and_leave_the_rest_to_the_shell():
    names = {"x": 5, "y": [1]}
    assert expand("$x {x + 1} {y[0]} $HOME ${z} $$x {{x}}", names) == "5 6 1 $HOME ${z} $x {x}"


# What they show.


def test_the_last_expression_is_shown_and_a_statement_is_not(shared_adapter: Adapter):
    assert text_of(shared_adapter, "1 + 1") == "2"
    assert text_of(shared_adapter, "x = 1") is None
    assert text_of(shared_adapter, "None") is None
    assert text_of(shared_adapter, "5;") is None


def test_await_is_allowed_at_the_top_level(shared_adapter: Adapter):
    assert text_of(shared_adapter, "import asyncio\nawait asyncio.sleep(0, 'slept')") == "'slept'"


def test_an_object_is_shown_in_every_form_that_its_class_offers():
    class Rich:
        def _repr_html_(self) -> str:
            return "<b>x</b>"

        def _repr_png_(self) -> bytes:
            return b"\x89PNG"

        def _repr_json_(self) -> object:
            return {"a": 1}

        def _repr_mimebundle_(self) -> object:
            return {"text/plain": "plain", "application/x+json": [1]}, {}

    forms = [(form["mime"], form["encoding"], form["data"]) for form in all_forms(Rich())]
    assert forms == [
        ("application/x+json", "text", "[1]"),
        ("image/png", "base64", "iVBORw=="),
        ("text/html", "text", "<b>x</b>"),
        ("application/json", "text", '{"a": 1}'),
        ("text/plain", "text", "plain"),
    ]
    assert [form["mime"] for form in all_forms(Rich)] == ["text/plain"]


def test_a_form_that_fails_or_is_too_large_is_left_out_and_the_text_says_so():
    class Poor:
        def _repr_html_(self) -> str:
            raise ValueError("no")

        def _repr_svg_(self) -> str:
            return "x" * (MAX_FORM + 1)

        def __repr__(self) -> str:
            raise KeyError("never")

    [form] = all_forms(Poor())
    assert "its repr raised KeyError: 'never'" in form["data"]
    assert "_repr_html_ raised ValueError: no" in form["data"]
    assert "image/svg+xml was left out" in form["data"]


class Lines:
    def __repr__(self) -> str:
        return "a\nb"


def test_containers_are_laid_out_over_lines_where_they_do_not_fit():
    assert plain_text([1, (2,), {3: {4}}, set(), ()]) == "[1, (2,), {3: {4}}, set(), ()]"
    assert plain_text(list(range(40))).startswith("[0,\n 1,\n 2,")
    key = "k" * 60
    assert plain_text({key: [1, "a" * 20]}) == f"{{'{key}': [1,\n  '{'a' * 20}']}}"
    assert plain_text(list(range(5000))).endswith(" 999,\n ...]")
    endless: list[Any] = []
    endless.append(endless)
    assert plain_text(endless) == "[[...]]"
    assert plain_text([Lines(), int, [Lines()]]) == "[a\n b,\n int,\n [a\n  b]]"


def test_containers_that_hold_each_other_many_times_are_told_in_bounds():
    knots: list[Any] = [[] for _ in range(12)]
    for knot in knots:
        knot.extend(knots)
    assert len(plain_text(knots)) < 5 * MAX_TEXT
    deep: list[Any] = []
    for _ in range(5000):
        deep = [deep]
    assert plain_text(deep) == f"{'[' * 101}...{']' * 101}"


def test_display_comes_in_order_with_what_is_printed(adapter: Adapter):
    run_cell(adapter, "print('a')\nh = display(1, display_id='d')\nprint('b')\nh.update(2)")
    assert displayed(adapter) == [("show", "d", ["1"]), ("update", "d", ["2"])]
    assert adapter.output() == "a\nb\n"


def test_display_prints_where_no_cell_runs(adapter: Adapter):
    run_cell(adapter, "1")
    adapter.run("display([1])")
    assert adapter.output() == "[1]\n"
    assert displayed(adapter) == []


def test_a_failing_cell_tells_its_lines_and_hides_how_it_was_run(shared_adapter: Adapter):
    with pytest.raises(RpcError) as failure:
        run_cell(shared_adapter, "def f():\n    1/0\nf()")
    frames = [(frame["file"], frame["line"]) for frame in failure.value.data["frames"]]
    assert frames == [("Cell In[1]", 3), ("Cell In[1]", 2)]
    with pytest.raises(RpcError) as failure:
        run_cell(shared_adapter, "1 +")
    assert failure.value.data["traceback"].startswith('  File "Cell In[1]", line 1')


def seconds_to_interrupt(adapter: Adapter, order: int) -> float:
    source = f"print('on {order}', flush=True)\nwhile True: pass"
    params = {"session": "s", "source": source, "fileName": f"Cell In[{order}]"}
    running = adapter.start("snakebridge/runCell", params)
    adapter.wait_for_output(f"on {order}")
    begun = time.monotonic()
    adapter.ask("snakebridge/interrupt", {"session": "s"})
    with pytest.raises(RpcError):
        running.result(5)
    return time.monotonic() - begun


def test_an_endless_cell_is_interrupted_and_the_names_stay(adapter: Adapter):
    run_cell(adapter, "kept = [1]")
    # The best of three: the machine may have something else to do, our code may not.
    assert min(seconds_to_interrupt(adapter, order) for order in (2, 3, 4)) < 0.5
    assert text_of(adapter, "kept") == "[1]"


# Magics.


def test_a_command_streams_what_it_prints_and_gives_its_lines(adapter: Adapter):
    run_cell(adapter, "x = 5\n!echo $x")
    assert adapter.output() == "5\n"
    assert text_of(adapter, "y = !echo a; echo b\ny") == "['a', 'b']"


def test_an_interrupt_ends_a_command_with_what_it_started(adapter: Adapter):
    source = "!echo on; sleep 60; echo never"
    params = {"session": "s", "source": source, "fileName": "Cell In[1]"}
    running = adapter.start("snakebridge/runCell", params)
    adapter.wait_for_output("on")
    adapter.ask("snakebridge/interrupt", {"session": "s"})
    with pytest.raises(RpcError):
        running.result(5)


def test_time_gives_the_value_and_tells_the_time(adapter: Adapter):
    assert text_of(adapter, "%time 1 + 1") == "2"
    assert "Wall time: " in adapter.output()
    run_cell(adapter, "%timeit -n 2 -r 3 1 + 1")
    assert "of 3 runs, 2 loops each" in adapter.output()


def test_an_unknown_magic_says_what_there_is(shared_adapter: Adapter):
    with pytest.raises(RpcError, match=r"no magic %nothing in SnakeBridge\. There are %cd, %env"):
        run_cell(shared_adapter, "%nothing")
    assert run_cell(shared_adapter, "%matplotlib inline\n%load_ext autoreload") is None


def test_a_question_tells_signature_and_documentation(adapter: Adapter):
    run_cell(adapter, "def f(a: int = 1):\n    'Says it.'\nf?")
    assert "Signature: f(a: int = 1)" in adapter.output()
    assert "Says it." in adapter.output()


# What stays.


def test_what_names_stand_for_has_refs_and_values_and_code_have_none(adapter: Adapter):
    run_cell(adapter, "import re\na = b = re.compile('a')\nc = [1]\nd, e = 1, 'x'\ndef f(): 0")
    assert named_refs(adapter) == {"Pattern": "a,b", "list": "c"}


def test_a_ref_goes_with_the_last_name_of_its_object(adapter: Adapter):
    run_cell(adapter, "a = b = [1]\nc = {}")
    run_cell(adapter, "a = 1")
    assert named_refs(adapter) == {"list": "b", "dict": "c"}
    run_cell(adapter, "del b")
    assert named_refs(adapter) == {"dict": "c"}


def test_names_are_followed_when_a_cell_fails(adapter: Adapter):
    with pytest.raises(RpcError):
        run_cell(adapter, "a = [1]\n1/0")
    assert named_refs(adapter) == {"list": "a"}


def test_out_forgets_what_was_released_and_keeps_what_lost_its_name(adapter: Adapter):
    run_cell(adapter, "a = [1]\na")
    run_cell(adapter, "b = [2]\nb")
    [ref] = [
        ref
        for ref in adapter.ask("snakebridge/refs", {"session": "s"})["refs"]
        if "b" in ref["names"]
    ]
    run_cell(adapter, "a = 0")
    assert text_of(adapter, "list(Out.values())") == "[[1], [2]]"
    adapter.ask("snakebridge/release", {"session": "s", "refs": [ref["id"]]})
    assert text_of(adapter, "[1] in Out.values(), [2] in Out.values()") == "(True, False)"
    assert adapter.run("'Out' in dir(__import__('builtins'))") is False


# Figures.


def test_figures_are_shown_by_show_and_at_the_end_of_the_cell():
    pytest.importorskip("matplotlib")
    with Adapter(env={"MPLBACKEND": "Agg"}) as adapter:
        source = (
            "from matplotlib import pyplot as p\np.plot([1])\np.show()\nprint('b')\np.plot([2]);"
        )
        params = {"session": "s", "source": source, "fileName": "Cell In[1]"}
        result = adapter.ask("snakebridge/runCell", params)
        assert result["forms"] is None
        assert adapter.output("stderr") == ""
        [shown] = adapter.events("snakebridge/displayed")
        [left_open] = result["figures"]
        for forms in shown["forms"], left_open:
            assert [form["mime"] for form in forms] == ["image/png", "text/plain"]
        assert text_of(adapter, "p.get_fignums()") == "[]"


def test_a_backend_that_was_chosen_stays():
    pytest.importorskip("matplotlib")
    with Adapter(env={"MPLBACKEND": "svg"}) as adapter:
        run_cell(adapter, "from matplotlib import pyplot as p")
        assert text_of(adapter, "p.get_backend()") == "'svg'"


def test_a_released_session_leaves_nothing_behind(adapter: Adapter):
    source = "import sys, weakref\nclass A: pass\na = A()\nsys.seen = weakref.ref(a)\ndisplay(a)\na"
    run_cell(adapter, source)
    adapter.ask("snakebridge/releaseSession", {"session": "s"})
    told = adapter.run("import gc, sys; gc.collect(); sys.seen() is None", session="other")
    assert told is True
