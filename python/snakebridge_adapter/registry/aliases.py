"""Client-made handles whose result turned out to be a ref that was there already, both ways in O(1)."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Aliases:
    """The handles of one session that stand for refs with other ids."""

    __slots__ = ("_handles", "_ref_ids")

    def __init__(self) -> None:
        self._ref_ids: dict[str, str] = {}
        self._handles: dict[str, dict[str, None]] = {}

    def __contains__(self, handle: object) -> bool:
        return handle in self._ref_ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._ref_ids)

    def add(self, handle: str, ref_id: str) -> None:
        """Let `handle` stand for `ref_id`."""
        self._ref_ids[handle] = ref_id
        self._handles.setdefault(ref_id, {})[handle] = None

    def resolve(self, ref_id: str) -> str:
        """Return the id that `ref_id` stands for, itself if it is no alias."""
        return self._ref_ids.get(ref_id, ref_id)

    def handles_of(self, ref_id: str) -> list[str]:
        """Return the handles that stand for `ref_id`."""
        return list(self._handles.get(ref_id, ()))

    def remove(self, handle: str) -> None:
        """Forget a handle."""
        ref_id = self._ref_ids.pop(handle)
        handles = self._handles[ref_id]
        del handles[handle]
        if not handles:
            del self._handles[ref_id]

    def remove_all_of(self, ref_ids: Iterable[str]) -> list[str]:
        """Forget the handles that stand for any of `ref_ids`, and return them."""
        forgotten: list[str] = []
        for ref_id in ref_ids:
            forgotten += self._handles.pop(ref_id, ())
        for handle in forgotten:
            del self._ref_ids[handle]
        return forgotten
