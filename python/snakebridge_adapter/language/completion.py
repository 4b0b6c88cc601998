"""What can follow at a caret: attributes of a live object, keys of its dict, or names of the session.

Everything is plain text and says `live`, so that it can be told from what other tools know of the source. What a
module holds is offered once the module is loaded; nothing is imported.
"""

from __future__ import annotations

from keyword import iskeyword
from types import ModuleType

from ..inspection.classes import ABSENT
from ..inspection.describe import doc_of
from ..inspection.members import each_member, is_special
from ..inspection.summary import summarize
from .before_caret import BeforeCaret
from .completion_items import completion_list, item_of
from .key_completion import keys_at
from .live import LiveNames

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..inspection.members import Member
    from ..registry.session import Session
    from .documents import Document

_NO_NAME_AFTER = frozenset(("import", "from", "as", "def", "class", "for", "global", "nonlocal"))
"""Words after which a name is made, or a module is meant."""

_OWN, _INHERITED, _PRIVATE, _SPECIAL = "0123"
"""How attributes are sorted; within each by name."""


def complete_at(
    document: Document,
    position: tuple[int, int],
    session: Session,
    *,
    for_character: bool = False,
) -> dict[str, Any] | None:
    """Return the LSP `CompletionList` for a caret, None if nothing live is meant there.

    `for_character`: a character that may begin an attribute or a key was typed, no name.
    """
    place = document.place_of(position)
    caret = BeforeCaret(document.lines, place)
    names = LiveNames(document, session)
    if caret.in_comment:
        return None
    if caret.string is not None or caret.text.endswith("["):
        return keys_at(document, place, caret, names)
    word = caret.word()
    before = caret.text[: len(caret.text) - len(word)].rstrip(" \t")
    if word[:1].isdigit():
        return None
    if not before.endswith("."):
        return None if for_character else _names_of(names, word, before)
    receiver = names.before(caret, len(before) - 1, place)
    if receiver is None:
        return None
    found, text = receiver
    return _attributes_of(found.obj, word, {"receiver": text, "line": place[0]})


def documentation_of(names: LiveNames, data: dict[str, Any]) -> str | None:
    """Return the documentation of an item that `complete_at` gave with this `data`."""
    receiver, name, line = data.get("receiver"), data.get("name"), data.get("line")
    if type(name) is not str or type(line) is not int:
        return None
    text = f"{receiver}.{name}" if type(receiver) is str else name
    found = names.named(text, (line, 0))
    return None if found is None else doc_of(found.obj)


def _names_of(names: LiveNames, word: str, before: str) -> dict[str, Any] | None:
    _, _, word_before = before.rpartition("\n")
    if not _NO_NAME_AFTER.isdisjoint(word_before.split()[-1:]):
        return None
    found = [
        item_of(name, summarize(value), data={"name": name, "line": 0})
        for name, value in names.all_bound().items()
        if name.isidentifier() and _begins(name, word)
    ]
    return completion_list(found) if found else None


def _attributes_of(obj: Any, word: str, address: dict[str, Any]) -> dict[str, Any]:
    is_module = issubclass(type(obj), ModuleType)
    found = [
        _attribute(obj, member, is_module=is_module, address=address)
        for member in each_member(obj)
        if member.name.isidentifier() and not iskeyword(member.name) and _begins(member.name, word)
    ]
    found.sort(key=lambda item: item["sortText"])
    return completion_list(found)


def _attribute(
    obj: Any, member: Member, *, is_module: bool, address: dict[str, Any]
) -> dict[str, Any]:
    data = {**address, "name": member.name}
    sort_text = f"{_rank(obj, member)}{member.name}"
    value: Any = ABSENT
    reason = member.lazy_reason
    try:
        value = ABSENT if reason is not None else member.value()
    except Exception as error:  # C code may refuse: a released buffer, a closed connection
        reason = f"{type(error).__name__} while reading it"
    return item_of(
        member.name,
        None if value is ABSENT else summarize(value),
        reason=reason,
        is_member=not is_module,
        sort_text=sort_text,
        data=data,
    )


def _rank(obj: Any, member: Member) -> str:
    if is_special(member.name):
        return _SPECIAL
    if member.name.startswith("_"):
        return _PRIVATE
    own_class = obj if issubclass(type(obj), type) else type(obj)
    return _OWN if member.home is None or member.home is own_class else _INHERITED


def _begins(name: str, word: str) -> bool:
    """Return whether a name may be meant by what is typed of it; editors match the rest, also inside words."""
    return not word or word[0].lower() in name.lower()
