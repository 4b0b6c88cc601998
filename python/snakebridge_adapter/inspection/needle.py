"""What a search looks for: a text, or a regular expression of Python's that no text can make run for long.

Matching happens on the thread that answers while user code runs, and nothing stops it midway. So an expression
whose cost could explode is refused, and the more ways it has to fail, the shorter the texts it is shown.
"""

from __future__ import annotations

import re
from math import factorial

from ..errors import InvalidParams

# The parse tree of an expression; what stands here is so since Python 3.11.
try:
    from re import _constants as constants  # type: ignore[attr-defined] - private, so typeshed leaves it out
    from re import _parser as parser  # type: ignore[attr-defined] - as above
except ImportError:
    import sre_constants as constants
    import sre_parse as parser

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    Span = tuple[int, int]

MAX_QUERY = 1_000
LONGEST_TEXT = 100_000
"""Characters of a text in which another text is looked for."""

_LENGTHS = (2_000, 1_000, 500, 200, 100)
"""Characters of a text that an expression is shown, the most that its cost allows."""

_MOST_STEPS = 10_000_000
"""What one look may take at worst: about a tenth of a second."""

_WARNED_OF = ("[", "--", "&&", "~~", "||")
"""In a set of characters, these make Python warn; a warning may call functions of the user."""

_REPEATS: Any = {
    constants.MAX_REPEAT,
    constants.MIN_REPEAT,
    getattr(constants, "POSSESSIVE_REPEAT", constants.MAX_REPEAT),
}


class Needle:
    """Finds itself in texts of at most `longest` characters."""

    __slots__ = ("find", "longest")

    def __init__(self, find: Callable[[str], Span | None], longest: int) -> None:
        self.find = find
        """Return where it stands in an exact `str`, None if nowhere."""
        self.longest = longest


def text_needle(query: str, *, exact_case: bool) -> Needle:
    """Look for a text as it is."""
    _check_length(query)
    wanted = query if exact_case else query.lower()

    def find(text: str) -> Span | None:
        start = (text if exact_case else text.lower()).find(wanted)
        return None if start < 0 else (start, start + len(wanted))

    return Needle(find, LONGEST_TEXT)


def pattern_needle(query: str, *, exact_case: bool) -> Needle:
    """Look for a regular expression.

    Raises:
        InvalidParams: it is none, or could take too long.
    """
    _check_length(query)
    _check_sets(query)
    try:
        pattern = re.compile(query, 0 if exact_case else re.IGNORECASE)
        parsed = parser.parse(query)
    except (re.error, ValueError, OverflowError, RecursionError, Warning) as error:
        raise InvalidParams(f"no regular expression: {error}") from None

    def find(text: str) -> Span | None:
        match = pattern.search(text)
        return match.span() if match else None

    return Needle(find, _affordable_length(parsed))


def _check_length(query: str) -> None:
    if not 0 < len(query) <= MAX_QUERY:
        raise InvalidParams(f"a query has 1 to {MAX_QUERY} characters")


def _check_sets(query: str) -> None:
    """Refuse what Python would warn of, and flags in the middle, which later versions refuse."""
    for body in re.findall(r"(?:\\.|[^\\\[])*\[\^?(\]?(?:\\.|[^\\\]])*)", query, re.DOTALL):
        plain = re.sub(r"\\.", "", body, flags=re.DOTALL)
        if any(doubtful in plain for doubtful in _WARNED_OF):
            raise InvalidParams(
                "no regular expression: in a set of characters, [ and doubled - & ~ | need a backslash"
            )
    if re.search(r"(?<!^)\(\?[aiLmsux]+\)", query):
        raise InvalidParams("no regular expression: flags stand at the start")


def _affordable_length(parsed: Any) -> int:
    """Return how long a text may be so that every way to fail on it can be tried in time."""
    repeats, others = _freedom(parsed)
    for length in _LENGTHS:
        # As many places to choose as there are repeats, and where to begin; they stand in order.
        ways = others * length ** (repeats + 1) // factorial(repeats + 1)
        if ways <= _MOST_STEPS:
            return length
    raise _too_costly("it has too many repeats or alternatives")


def _freedom(items: Iterable[Any]) -> tuple[int, int]:
    """Return how many long repeats a sequence has, and how many other combinations of choices."""
    repeats, others = 0, 1
    for operator, operand in items:
        for more_repeats, more_others in _choices(operator, operand):
            repeats += more_repeats
            others *= more_others
    return repeats, others


def _choices(operator: Any, operand: Any) -> Iterable[tuple[int, int]]:
    if operator in _REPEATS:
        yield _repeated(*operand)
    elif operator is constants.BRANCH:
        yield _alternatives(operand[1])
    elif operator is constants.GROUPREF_EXISTS:
        yield _alternatives([branch for branch in operand[1:] if branch is not None])
    elif operator is constants.GROUPREF:
        yield 1, 1  # It is compared at the cost of its length.
    elif type(operand) is tuple and operand and isinstance(operand[-1], parser.SubPattern):
        yield _freedom(operand[-1])
    elif isinstance(operand, parser.SubPattern):
        yield _freedom(operand)


def _repeated(least: int, most: Any, body: Iterable[Any]) -> tuple[int, int]:
    repeats, others = _freedom(body)
    if most == 1:
        return repeats, others + (1 if least == 0 else 0)
    if repeats or others > 1:
        raise _too_costly("it repeats something that itself repeats or has alternatives")
    return (0, 1) if least == most else (1, 1)


def _alternatives(branches: Iterable[Iterable[Any]]) -> tuple[int, int]:
    found = [_freedom(branch) for branch in branches]
    return max(repeats for repeats, _ in found), sum(others for _, others in found)


def _too_costly(why: str) -> InvalidParams:
    return InvalidParams(f"this regular expression could take too long: {why}")
