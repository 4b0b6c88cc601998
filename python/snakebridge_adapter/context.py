"""What a handler may use: the worker's state and its way to the client. One per worker."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .language.documents import Documents
    from .registry import Registry


class Context:
    """The worker as handlers see it."""

    def __init__(self, registry: Registry, notify: Callable[[str, Any], None]) -> None:
        """Take the parts that exist from the start."""
        self.registry = registry
        """Sessions and refs."""
        self.notify = notify
        """Send a notification: `notify(method, params)`; params are JSON-able. Any thread."""
        self._documents: Documents | None = None

    @property
    def documents(self) -> Documents:
        """Open text documents; made on first use, since many clients never open one."""
        if self._documents is None:
            from .language.documents import Documents

            self._documents = Documents()
        return self._documents
