"""Objects that notice being run: every hook Python has raises and is written down in `RUNS`."""

from __future__ import annotations

import collections
import datetime
import enum
import functools
import pathlib
import types
from typing import Any

RUNS: list[str] = []


class Ran(BaseException):
    """No `except Exception` hides it."""


def hook(name: str) -> Any:
    def run(*_: object, **__: object) -> object:
        RUNS.append(name)
        raise Ran(name)

    return run


INSTANCE_HOOKS = """
    __repr__ __str__ __bytes__ __format__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __hash__ __bool__
    __getattr__ __getattribute__ __dir__ __len__ __length_hint__ __getitem__ __missing__ __iter__ __next__
    __reversed__ __contains__ __call__ __enter__ __exit__ __aenter__ __aexit__ __anext__ __aiter__ __await__
    __int__ __float__ __complex__ __index__ __round__ __sizeof__ __reduce__ __reduce_ex__ __getstate__
    __fspath__ __instancecheck__ __subclasscheck__ __get__ __set__ __delete__ __copy__ __deepcopy__
    __add__ __radd__ __mul__ __rmul__ __mod__ __and__ __or__ __neg__ __invert__ __buffer__
    keys values items get copy isoformat utcoffset bit_length startswith isidentifier __array__ __array_finalize__
""".split()
CLASS_HOOKS = """
    __repr__ __str__ __eq__ __ne__ __hash__ __getattr__ __getattribute__ __dir__ __len__ __bool__ __iter__
    __contains__ __instancecheck__ __subclasscheck__ __call__ __sizeof__ __or__ __format__
""".split()
LYING_PROPERTIES = (
    "__class__ __doc__ __module__ __name__ __annotations__ _fields real pattern shape dtype lazy"
).split()

HostileMeta: Any = type(
    "HostileMeta", (type,), {name: hook(f"class {name}") for name in CLASS_HOOKS}
)


class HostileDescriptor:
    __get__ = hook("descriptor __get__")
    __set__ = hook("descriptor __set__")
    __getattribute__ = hook("descriptor __getattribute__")
    __eq__ = hook("descriptor __eq__")
    __hash__ = hook("descriptor __hash__")


class HostileText(str):
    """Stands where Python expects a name."""

    __slots__ = ()


for _name in (
    "__eq__",
    "__hash__",
    "__str__",
    "__repr__",
    "__len__",
    "__format__",
    "__getitem__",
    "isidentifier",
):
    setattr(HostileText, _name, hook(f"text {_name}"))


class SameHash:
    """A key whose hash is that of a name somebody may look up."""

    def __init__(self, name: object) -> None:
        self.hash = hash(name)
        self.armed = False

    def __hash__(self) -> int:
        return self.hash

    def __eq__(self, other: object) -> bool:
        if self.armed:
            RUNS.append("key __eq__")
            raise Ran("key __eq__")
        return self is other


ARMED: list[SameHash] = []


def key_like(name: object) -> SameHash:
    key = SameHash(name)
    ARMED.append(key)
    return key


def hostile_namespace() -> dict[str, Any]:
    namespace: dict[str, Any] = {name: hook(name) for name in INSTANCE_HOOKS}
    namespace.update({name: property(hook(f"property {name}")) for name in LYING_PROPERTIES})
    namespace["custom"] = HostileDescriptor()
    namespace["cached"] = functools.cached_property(hook("cached_property"))
    namespace["classy"] = classmethod(hook("classmethod"))
    namespace["plain"] = "class attribute"
    return namespace


def hostile_class(*bases: type, **more: Any) -> Any:
    namespace = {**hostile_namespace(), **more}
    cls = HostileMeta.__new__(HostileMeta, "Hostile", bases, namespace)
    type.__setattr__(cls, "__qualname__", HostileText("Hostile"))
    return cls


def fill(obj: Any) -> Any:
    """Put attributes into the instance's dict, hostile keys among them."""
    attributes = object.__getattribute__(obj, "__dict__")
    attributes["own"] = [1, 2]
    attributes["lazy"] = "hidden behind a property"
    attributes["custom"] = "hidden behind a descriptor"
    attributes["itself"] = obj
    dict.__setitem__(attributes, key_like("own"), "a hostile key")
    return obj


def make(cls: Any, base: Any, *args: Any) -> Any:
    obj = base.__new__(cls, *args)
    base.__init__(obj, *args) if base in (
        list,
        dict,
        set,
        collections.deque,
        collections.OrderedDict,
    ) else None
    return fill(obj)


def with_dict(attributes: Any) -> Any:
    """Return an object whose attributes lie in a dict with ideas of its own."""

    class Holder:
        pass

    holder = Holder()
    holder.__dict__ = attributes
    return holder


def hostile_objects() -> dict[str, Any]:
    """Return a fresh set of them by name, with `RUNS` empty."""
    ARMED.clear()
    plain_class = hostile_class()
    plain = fill(object.__new__(plain_class))
    module = types.ModuleType("hostile_module")
    module.__dict__.update(value=plain, text=HostileText("x"), function=hook("module function"))
    module.__dict__[key_like("value")] = plain  # type: ignore[index]
    fields = collections.namedtuple("Fields", "x y")  # noqa: PYI024
    hostile_list = make(hostile_class(list), list, [plain, 1])
    error_class = hostile_class(ValueError)
    slotted_class = HostileMeta.__new__(
        HostileMeta,
        "Slotted",
        (),
        {"__slots__": ("filled", "empty"), **{n: hook(n) for n in INSTANCE_HOOKS}},
    )
    slotted = object.__new__(slotted_class)
    type.__dict__["__dict__"].__get__(slotted_class)["filled"].__set__(slotted, plain)
    zone_class = type(
        "Zone",
        (datetime.tzinfo,),
        {n: hook(f"zone {n}") for n in ("utcoffset", "dst", "tzname", "__repr__")},
    )
    no_dict_class = hostile_class(__dict__=property(hook("property __dict__")))
    class_with_key = HostileMeta.__new__(HostileMeta, "Keyed", (), hostile_namespace())
    function = hook("function")
    function.__dict__["__wrapped__"] = plain
    function.__defaults__ = (plain,)
    function.__doc__ = HostileText("doc")
    member_class = enum.Enum("Colour", {"RED": 1})
    member = member_class["RED"]
    object.__getattribute__(member, "__dict__")["_value_"] = plain
    module_subclass = types.ModuleType.__new__(hostile_class(types.ModuleType))
    types.ModuleType.__init__(module_subclass, "hostile_module")
    objects = {
        "object": plain,
        "class": plain_class,
        "metaclass": HostileMeta,
        "list": hostile_list,
        "tuple": make(hostile_class(tuple), tuple, (plain, 1)),
        "dict": make(hostile_class(dict), dict, {"a": plain, key_like("a"): 2}),
        "ordered": make(hostile_class(collections.OrderedDict), collections.OrderedDict),
        "set": make(hostile_class(set), set, [1, key_like(1)]),
        "deque": make(hostile_class(collections.deque), collections.deque, [plain]),
        "str": make(hostile_class(str), str, "text"),
        "bytes": make(hostile_class(bytes), bytes, b"bytes"),
        "int": make(hostile_class(int), int, 7),
        "float": make(hostile_class(float), float, 7.5),
        "complex": make(hostile_class(complex), complex, 1j),
        "named tuple": make(hostile_class(fields), tuple, (plain, 2)),
        "error": fill(ValueError.__new__(error_class, plain)),
        "date": datetime.date.__new__(hostile_class(datetime.date), 2020, 1, 2),
        "moment": datetime.datetime(2020, 1, 2, tzinfo=zone_class()),
        "path": object.__new__(hostile_class(type(pathlib.PurePosixPath()))),
        "slots": slotted,
        "hostile dict": with_dict(make(hostile_class(dict), dict, {"a": plain})),
        "no dict": object.__new__(no_dict_class),
        "keyed class": class_with_key,
        "module": module,
        "module subclass": fill(module_subclass),
        "function": function,
        "partial": functools.partial(hook("partial"), plain, option=plain),
        "method": types.MethodType(hook("method"), plain),
        "C methods": [
            list.append.__get__(hostile_list),
            object.__str__.__get__(plain),
            type.mro.__get__(plain_class),
            type.__dict__["__dict__"].__get__(slotted_class)["filled"],
            list.__new__,
            dict.__dict__["fromkeys"],
        ],
        "property": property(plain, doc=HostileText("doc")),
        "enum": member,
        "proxy": types.MappingProxyType({"a": plain, key_like("a"): 2}),
        "exact containers": [
            plain,
            (plain,),
            {key_like("k"): plain, "k": plain},
            {1: {2: [plain]}},
        ],
        "text": HostileText("text"),
        "weird names": type("We\nird" * 100, (), {"__module__": HostileText("m\n")})(),
        "spoofed": [
            object.__new__(type(name, (), {**hostile_namespace(), "__module__": module}))
            for module, name in SPOOFED
        ],
    }
    for key in ARMED:
        key.armed = True
    RUNS.clear()
    return objects


SPOOFED = (
    ("re", "Pattern"),
    ("re", "Match"),
    ("datetime", "datetime"),
    ("decimal", "Decimal"),
    ("uuid", "UUID"),
    ("pathlib", "PosixPath"),
    ("fractions", "Fraction"),
    ("functools", "partial"),
    ("numpy", "ndarray"),
    ("numpy", "int64"),
    ("pandas", "DataFrame"),
    ("pandas", "Series"),
    ("_thread", "lock"),
    ("_io", "TextIOWrapper"),
    ("builtins", "generator"),
    ("array", "array"),
)
"""Names of known types that a class of the user's may bear."""
