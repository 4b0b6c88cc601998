"""What a cell shows while it runs: `display`, as notebooks have it among the builtins, and `clear_output`.

Tells the client in `snakebridge/displayed` events, in order with what the cell prints. Where no cell runs, `display`
prints the text of the objects.
"""

from __future__ import annotations

from ..display.all_forms import all_forms, forms_of
from ..display.plain_text import plain_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..worker.context import Context
    from ..worker.requests import Request

SHOW, UPDATE, CLEAR, CLEAR_NEXT = "show", "update", "clear", "clearNext"


class DisplayHandle:
    """What `display(…, display_id=True)` gives: shows another object in the same place."""

    def __init__(self, display: Display, display_id: str) -> None:
        """Name the place."""
        self._display = display
        self.display_id = display_id

    def display(self, obj: object, **options: Any) -> None:
        """Show `obj` once more, under the same id."""
        self._display(obj, display_id=self.display_id, **options)

    def update(self, obj: object, **options: Any) -> None:
        """Show `obj` wherever the id stands."""
        self._display(obj, display_id=self.display_id, update=True, **options)

    def __repr__(self) -> str:
        return f"<DisplayHandle display_id={self.display_id}>"


class Display:
    """The function `display`. One per worker."""

    def __init__(self, context: Context) -> None:
        """Show by way of `context`."""
        self._context = context
        self.cell: Request | None = None
        """The cell that runs."""
        self.kept: list[object] | None = None
        """Takes what `%%capture` keeps from being shown."""

    def __call__(
        self,
        *objects: object,
        display_id: str | bool | None = None,
        update: bool = False,
        clear: bool = False,
        raw: bool = False,
        **_options: object,
    ) -> DisplayHandle | None:
        """Show objects; with a `display_id`, return what can show another one there later."""
        place = _place(display_id)
        if clear:
            self.clear(wait=True)
        for obj in objects:
            if self.cell is None:
                print(plain_text(obj))
            elif raw and isinstance(obj, dict):
                self._show(UPDATE if update else SHOW, forms_of(obj), place)
            else:
                self.show(obj, UPDATE if update else SHOW, place)
        return None if place is None or update else DisplayHandle(self, place)

    def show(self, obj: object, change: str = SHOW, place: str | None = None) -> None:
        """Show one object."""
        if self.kept is not None:
            self.kept.append(obj)
            return
        own_way: Any = getattr(type(obj), "_ipython_display_", None)
        if own_way is not None and not isinstance(obj, type):
            own_way(obj)
        else:
            self._show(change, all_forms(obj), place)

    def clear(self, wait: bool = False) -> None:
        """Take away what the cell has shown; with `wait`, when the next comes."""
        if self.cell is not None and self.kept is None:
            self._show(CLEAR_NEXT if wait else CLEAR, [], None)

    def _show(self, change: str, forms: list[dict[str, str]], place: str | None) -> None:
        context, cell = self._context, self.cell
        armed = context.interrupts.disarm()
        try:
            context.output.flush()
            told = {
                "session": cell.session_id if cell else None,
                "requestId": cell.id if cell else None,
                "change": change,
                "displayId": place,
                "forms": forms,
            }
            context.notify("snakebridge/displayed", told)
        finally:
            context.interrupts.rearm(armed)


def _place(display_id: str | bool | None) -> str | None:
    if display_id is True:
        from os import urandom

        return urandom(16).hex()
    return display_id or None
