"""What a person had evaluated can be opened: it is kept with its ref, below its path, and goes with it."""

from __future__ import annotations

from test_execution import failure

MODEL = """
import gc, weakref

class Part:
    alive = weakref.WeakSet()

    def __init__(self, size):
        self.size = size
        Part.alive.add(self)

class Model:
    runs = 0
    plain = [1]

    @property
    def layers(self):
        Model.runs += 1
        return [Part(Model.runs), Part(0)]

    @property
    def copy(self):
        Model.runs += 1
        return Model()

def alive():
    gc.collect()
    return len(Part.alive)

model = Model()
"""


def start(adapter):
    adapter.run(MODEL)
    return {"session": "s", "ref": adapter.run("model")["id"]}


def attr(*names):
    return [{"attr": name} for name in names]


def evaluate(adapter, address, path, form="value"):
    return adapter.ask("snakebridge/evaluate", {**address, "path": path, "form": form})


def children(adapter, address, path=(), **more):
    return adapter.ask("snakebridge/children", {**address, "path": list(path), **more})


def test_an_evaluated_property_opens_below_its_path_and_runs_no_more(adapter):
    address = start(adapter)
    evaluate(adapter, address, attr("layers"))
    rows = children(adapter, address, attr("layers"))["children"]
    assert [row["summary"]["typeName"] for row in rows] == ["Part", "Part"]
    inside = children(adapter, address, [*attr("layers"), {"item": 0}])["children"]
    assert (inside[0]["name"], inside[0]["summary"]["preview"][0]["text"]) == ("size", "1")
    assert adapter.run("Model.runs") == 1


def test_the_row_of_a_kept_value_has_its_summary_and_still_tells_what_is_lazy(adapter):
    address = start(adapter)
    evaluate(adapter, address, attr("layers"))
    rows = children(adapter, address, part="inherited")["children"]
    found = {
        row["name"]: (row["summary"] and row["summary"]["length"], row["lazyReason"])
        for row in rows
    }
    assert found["layers"] == (2, "property of Model")
    assert found["copy"] == (None, "property of Model")


def test_a_property_of_an_evaluated_value_is_evaluated_too(adapter):
    address = start(adapter)
    evaluate(adapter, address, attr("copy"))
    evaluate(adapter, address, attr("copy", "layers"))
    assert children(adapter, address, attr("copy", "layers"))["total"] == 2
    # Another copy has layers of its own, which nobody asked for.
    evaluate(adapter, address, attr("copy"))
    error = failure(
        adapter, adapter.start("snakebridge/children", {**address, "path": attr("copy", "layers")})
    )
    assert "known only by evaluating" in str(error)


def test_repr_of_an_evaluated_row_is_that_of_the_value_shown(adapter):
    address = start(adapter)
    evaluate(adapter, address, attr("layers"))
    assert evaluate(adapter, address, attr("layers"), "repr")["text"].startswith("[<")
    assert adapter.run("Model.runs") == 1


def test_what_was_evaluated_again_or_whose_ref_goes_is_freed(adapter):
    address = start(adapter)
    for _ in range(3):
        evaluate(adapter, address, attr("layers"))
    assert adapter.run("alive()") == 2
    adapter.ask("snakebridge/pin", {**address, "path": [*attr("layers"), {"item": 1}], "on": True})
    adapter.ask("snakebridge/release", {"session": "s", "refs": [address["ref"]]})
    assert adapter.run("alive()") == 1


def test_data_is_never_hidden_behind_what_was_evaluated_of_it(adapter):
    address = start(adapter)
    evaluate(adapter, address, attr("plain"))
    adapter.run("Model.plain = [1, 2, 3]")
    assert children(adapter, address, attr("plain"))["total"] == 3


def test_only_the_latest_values_of_a_ref_are_kept(adapter):
    adapter.run(MODEL)
    names = [f"p{number}" for number in range(60)]
    source = "\n".join(f"Model.{name} = property(lambda self: [Part(1)])" for name in names)
    adapter.run(source)
    address = {"session": "s", "ref": adapter.run("model")["id"]}
    for name in names:
        evaluate(adapter, address, attr(name))
    assert adapter.run("alive()") == 50
