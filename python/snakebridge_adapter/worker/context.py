"""What a handler may use: the worker's state and its way to the client. One per worker."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..execution.awaiting import Waiter
    from ..execution.callbacks import Callbacks
    from ..execution.kept_errors import KeptErrors
    from ..execution.search_path import SearchPath
    from ..handlers.search import Searches
    from ..language.documents import Documents
    from ..notebook.cells import Cells
    from ..registry.registry import Registry
    from ..tables.table import Tables
    from .announcer import Announcer
    from .arrangement import Looks
    from .ending import Ending
    from .interrupts import Interrupts
    from .loop import Loop
    from .output import Output
    from .requests import Request
    from .sender import Sender
    from .shown_hints import ShownHints

NEW = "the worker is not initialized"
READY = "the worker is initialized"
SHUT_DOWN = "the worker was shut down"

ERROR = 1
WARNING = 2


class Context:
    """The worker as handlers see it. Built by `worker.py`, which fills it in."""

    registry: Registry
    """Sessions and refs."""
    sender: Sender
    loop: Loop
    interrupts: Interrupts
    callbacks: Callbacks
    output: Output
    waiter: Waiter
    search_path: SearchPath
    perform: Callable[[Request], None]
    """Call the handler of a request and answer it. Any thread."""
    announcer: Announcer
    ending: Ending
    notify: Callable[[str, Any], None]
    """Send a notification: `notify(method, params)`; params are JSON-able. Any thread."""

    def __init__(self) -> None:
        self.phase = NEW
        self.name = ""
        """How requests to the client begin their ids, so that those of several hosts differ."""
        self.takes_attachments = False
        """Whether the client reads attachments."""
        self.exit_code = 1
        """What the process ends with: 0 only after `shutdown`."""
        self.epoch = ""
        """Distinguishes this process from every other life of the same worker."""
        self.kept_errors: KeptErrors | None = None
        """Exceptions that may come back; made when the first one is kept, since most workers keep none."""
        self.has_document_sessions = False
        """Whether each document has a session of its own from its opening on."""
        self.position_encoding = "utf-16"
        """How the client counts characters, as LSP names it."""
        self.takes_hint_refresh = False
        """Whether the client asks for inlay hints anew when told to."""
        self.shown_hints: ShownHints | None = None
        """What the client's inlay hints tell of; made when it first asks for some."""
        self._documents: Documents | None = None
        self._searches: Searches | None = None
        self._tables: Tables | None = None
        self._looks: Looks | None = None
        self._cells: Cells | None = None

    def keep_error(self, scopes: list[str], session_id: str, error: BaseException) -> str:
        """Keep an exception until `scopes` end; return the id it goes by."""
        if self.kept_errors is None:
            from ..execution.kept_errors import KeptErrors

            self.kept_errors = KeptErrors()
        return self.kept_errors.keep(scopes, session_id, error)

    def kept_error(self, scope: object, error_id: object) -> BaseException | None:
        """Return a kept exception, if there is one of that id."""
        if self.kept_errors is None or type(scope) is not str:
            return None
        return self.kept_errors.find(scope, error_id)

    def hints(self) -> ShownHints | None:
        """Return what inlay hints tell of; None if the client would not ask for them anew."""
        if self.shown_hints is None and self.takes_hint_refresh:
            from .shown_hints import ShownHints

            self.shown_hints = ShownHints(self.registry, self.sender, self.name)
        return self.shown_hints

    def log(self, level: int, message: str) -> None:
        """Tell the client's log: 1 error, 2 warning, 3 information, as in LSP."""
        self.notify("window/logMessage", {"type": level, "message": message})

    def log_failure(self, error: BaseException) -> None:
        """Tell the client's log of a failure inside the adapter that no answer can tell."""
        from traceback import format_exception

        lines = format_exception(type(error), error, error.__traceback__)
        self.log(ERROR, "".join(lines))

    @property
    def documents(self) -> Documents:
        """Open text documents; made on first use, since many clients never open one."""
        if self._documents is None:
            from ..language.documents import Documents
            from ..language.positions import ENCODINGS

            self._documents = Documents(ENCODINGS[self.position_encoding])
        return self._documents

    @property
    def searches(self) -> Searches:
        """Searches that wait for their next slice; made on first use."""
        if self._searches is None:
            from ..handlers.search import Searches

            self._searches = Searches()
        return self._searches

    @property
    def tables(self) -> Tables:
        """Tables that a person has open; made on first use."""
        if self._tables is None:
            from ..handlers.tables import make_tables

            self._tables = make_tables(self)
        return self._tables

    @property
    def looks(self) -> Looks:
        """Listings in another order than that of creation; made on first use."""
        if self._looks is None:
            from .arrangement import Looks

            self._looks = Looks()
        return self._looks

    @property
    def cells(self) -> Cells:
        """What runs the cells of notebooks; made with the first one."""
        if self._cells is None:
            from ..notebook.cells import Cells

            self._cells = Cells(self)
        return self._cells
