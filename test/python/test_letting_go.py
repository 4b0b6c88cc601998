"""Undo of a release and proof of it, asked of a real adapter: what is gone, and in words what keeps the rest."""

from __future__ import annotations

import sys

GRACE = 0.05


def ref_of(adapter, source, **more):
    return adapter.run(source, **more)["id"]


def release(adapter, *refs, grace=GRACE):
    params = {"session": "s", "refs": list(refs), "graceSeconds": grace}
    return adapter.ask("snakebridge/release", params)["outcomes"]


def fates(adapter, *refs):
    return adapter.ask("snakebridge/verifyRelease", {"session": "s", "refs": list(refs)})["fates"]


def fates_after_grace(adapter, *refs):
    """Ask until the sweeper has let go; it does so within a second of the end of the grace."""
    release(adapter, *refs)
    while True:
        found = fates(adapter, *refs)
        if all(fate["fate"] != "kept" for fate in found):
            return found


def fate_after_grace(adapter, ref):
    [fate] = fates_after_grace(adapter, ref)
    return fate


def ways_to(adapter, ref):
    fate = fate_after_grace(adapter, ref)
    assert fate["fate"] == "held"
    return fate["by"]


THING = "class Thing: pass\n"


def test_undo_gives_the_same_object_back(adapter):
    ref = ref_of(adapter, THING + "x = Thing()\nx")
    before = adapter.run("id(x)")
    release(adapter, ref, grace=10)
    assert adapter.run("'x' in globals()") is False
    params = {"session": "s", "refs": [ref]}
    answer = adapter.ask("snakebridge/restore", params)
    assert answer == {"outcomes": [{"outcome": "restored", "lostNames": []}]}
    assert adapter.run("id(x)") == before


def test_what_nothing_holds_is_freed_also_out_of_a_cycle(adapter):
    assert fate_after_grace(adapter, ref_of(adapter, THING + "Thing()")) == {"fate": "freed"}
    ref = ref_of(adapter, "t = Thing()\nt.me = t\nt")
    assert fate_after_grace(adapter, ref) == {"fate": "freed"}


def test_of_a_list_it_cannot_be_told(adapter):
    assert fate_after_grace(adapter, ref_of(adapter, "[1, 2]", **{"as": "ref"})) == {
        "fate": "untellable"
    }


def test_nothing_is_known_of_a_ref_that_was_released_at_once(adapter):
    ref = ref_of(adapter, THING + "Thing()")
    adapter.ask("snakebridge/release", {"session": "s", "refs": [ref]})
    assert fates(adapter, ref) == [{"fate": "forgotten"}]


HOLDERS = {
    "import colorsys; colorsys.cache = {'a': t}": "key 'a' of global `cache` of module colorsys",
    "import colorsys; colorsys.last = t": "global `last` of module colorsys",
    "kept = [0, t]": "item 1 of global `kept` of session s",
    "class Owner: pass\no = Owner(); o.part = t": "attribute `part` of global `o` of session s",
    "class Slot: __slots__ = ('part',)\np = Slot(); p.part = t": "attribute `part` of global `p` of session s",
    "class Holder: part = t": "attribute `part` of global `Holder` of session s",
    "def f(a=t): pass": "item 0 of global `f` of session s",
}


def test_what_keeps_it_is_told_in_words(adapter):
    adapter.run(f"{THING}def make():\n  return Thing()\n0")
    refs = [ref_of(adapter, f"t = make()\n{source}\nt") for source in HOLDERS]
    told = [fate["by"] for fate in fates_after_grace(adapter, *refs)]
    for ways, expected in zip(told, HOLDERS.values()):
        assert expected in ways


def test_another_ref_that_keeps_it_is_told_by_its_name(adapter):
    ref = ref_of(adapter, THING + "t = Thing()\nbox = {'k': t}\nt")
    ref_of(adapter, "box", **{"as": "ref"})
    assert "key 'k' of ref `box`" in ways_to(adapter, ref)


def test_another_session_that_keeps_it_is_told(adapter):
    ref = ref_of(adapter, THING + "import colorsys\nt = colorsys.shared = Thing()\nt")
    adapter.ask("snakebridge/get", {"session": "other", "module": "colorsys", "attr": "shared"})
    adapter.run("del colorsys.shared")
    assert ways_to(adapter, ref) == ["a ref of session other"]


def test_a_running_frame_that_keeps_it_is_told_where_python_shows_it(adapter):
    source = THING + (
        "import threading\n"
        "on, off = threading.Event(), threading.Event()\n"
        "def hold(thing): on.set(); off.wait()\n"
        "t = Thing()\n"
        "thread = threading.Thread(target=hold, args=(t,), daemon=True); thread.start(); on.wait()\n"
        "thread._args = ()\nt"
    )
    seen = ways_to(adapter, ref_of(adapter, source))
    adapter.run("off.set()")
    shows_frames = sys.version_info >= (3, 13)
    assert any("a running frame of hold" in way for way in seen) == shows_frames


def test_looking_for_what_keeps_it_runs_no_code_and_keeps_nothing(adapter):
    source = THING + (
        "calls = []\n"
        "class Loud:\n"
        "  def __getattribute__(self, name): calls.append(name); return object.__getattribute__(self, name)\n"
        "  def __eq__(self, other): calls.append('eq'); return True\n"
        "  def __hash__(self): calls.append('hash'); return 1\n"
        "  def __repr__(self): calls.append('repr'); return 'x'\n"
        "import colorsys\n"
        "loud = Loud(); object.__setattr__(loud, 'part', t := Thing())\n"
        "colorsys.loud = {loud: t}\n"
        "calls.clear()\nt"
    )
    ref = ref_of(adapter, source)
    assert ways_to(adapter, ref)
    assert adapter.run("calls") == []
    adapter.run("del colorsys.loud, loud")
    assert fates(adapter, ref) == [{"fate": "freed"}]


def impact(adapter, *refs):
    return adapter.ask("snakebridge/releaseImpact", {"session": "s", "refs": list(refs)})


def test_the_impact_counts_sizes_and_names_and_releases_nothing(adapter):
    x = ref_of(adapter, "x = y = [1, 2, 3]\nx", **{"as": "ref"})
    other = ref_of(adapter, "object()")
    size = adapter.run("import sys; object().__sizeof__() + x.__sizeof__()")
    told = impact(adapter, x, other, "0" * 32)
    assert (told["count"], told["names"], told["sizeBytes"]) == (2, ["x", "y"], size)
    assert (told["unsized"], told["reached"], told["isWhole"]) == (0, [], True)
    assert adapter.run("x is y")


def test_the_impact_tells_what_stays_reachable_and_from_where(adapter):
    part = ref_of(adapter, "part = [1]\npart", **{"as": "ref"})
    whole = ref_of(adapter, "whole = {'deep': [(part,)]}\nwhole", **{"as": "ref"})
    assert impact(adapter, part)["reached"] == [{"ref": part, "from": "whole"}]
    assert impact(adapter, part, whole)["reached"] == []
    adapter.run("hidden = [part, 1]")
    assert impact(adapter, part, whole)["reached"] == [{"ref": part, "from": "hidden"}]
