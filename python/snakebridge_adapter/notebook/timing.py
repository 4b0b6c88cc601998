"""`%time` and `%timeit`: how long code takes, told as elsewhere."""

from __future__ import annotations

from os import times
from time import perf_counter

from ..execution.run_source import DEFAULT_FILE_NAME, run_source
from .cell_source import to_python

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

REPEATS = 7
LEAST_SECONDS = 0.2
"""How long one repeat lasts at least where nobody says how often to run."""
_UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))


def time_once(source: str, namespace: dict[str, Any], wait: Callable[[Any], Any]) -> object:
    """Run `source`; print how long it took, return its last expression's value."""
    before, wall = times(), perf_counter()
    try:
        return run_plainly(source, namespace, wait)
    finally:
        wall, after = perf_counter() - wall, times()
        user, system = after.user - before.user, after.system - before.system
        told = f"user {in_words(user)}, sys: {in_words(system)}, total: {in_words(user + system)}"
        print(f"CPU times: {told}\nWall time: {in_words(wall)}")


def run_plainly(source: str, namespace: dict[str, Any], wait: Callable[[Any], Any]) -> object:
    """Run what a magic is given, magics in it included; return its last expression's value."""
    return run_source(to_python(source.strip()), namespace, (DEFAULT_FILE_NAME, 0), wait)


def time_often(line: str, cell: str, namespace: dict[str, Any]) -> None:
    """Print how long the statement in `line` takes, or `cell` after what `line` prepares."""
    from statistics import fmean, pstdev
    from timeit import Timer

    number, repeats, statement = _read_options(line)
    timer = Timer(cell or statement or "pass", statement if cell else "pass", globals=namespace)
    number = number or _fitting(timer)
    runs = [seconds / number for seconds in timer.repeat(repeats, number)]
    mean, deviation = in_words(fmean(runs)), in_words(pstdev(runs))
    print(
        f"{mean} ± {deviation} per loop (mean ± std. dev. of {repeats} "
        f"run{'s' * (repeats != 1)}, {number:,} loop{'s' * (number != 1)} each)"
    )


def in_words(seconds: float) -> str:
    """Return a time with three digits that count and a unit that fits."""
    if seconds <= 0:
        return "0 ns"
    if seconds >= 60:
        return f"{int(seconds // 60)}min {seconds % 60:.3g}s"
    for size, unit in _UNITS:
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"


def _fitting(timer: Any) -> int:
    number = 1
    while timer.timeit(number) < LEAST_SECONDS and number < 10**9:
        number *= 10
    return number


def _read_options(line: str) -> tuple[int, int, str]:
    """Return the `-n` and `-r` of a line, 0 and 7 where there are none, and what follows them."""
    found = {"-n": 0, "-r": REPEATS}
    rest = line.strip()
    while rest[:2] in found:
        option, rest = rest[:2], rest[2:].lstrip()
        digits = rest[: len(rest) - len(rest.lstrip("0123456789"))]
        if not digits:
            break
        found[option], rest = int(digits), rest[len(digits) :].lstrip()
    return found["-n"], max(1, found["-r"]), rest
