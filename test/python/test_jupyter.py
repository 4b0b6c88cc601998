"""Cells of notebooks as people write them show with us what they show in a Jupyter kernel."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from support.adapter import Adapter

pytest.importorskip("ipykernel")
pytest.importorskip("sklearn")

from support.jupyter_kernel import JupyterKernel
from support.shown_cells import BridgeCells, JupyterCells, cells_of

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTEBOOKS = sorted((Path(__file__).parents[1] / "fixtures" / "notebooks").glob("*.py"))


@pytest.fixture(scope="module")
def jupyter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JupyterCells]:
    with JupyterKernel(str(tmp_path_factory.mktemp("jupyter"))) as kernel:
        yield JupyterCells(kernel)


@pytest.fixture(scope="module")
def bridge() -> Iterator[BridgeCells]:
    with Adapter(env={"MPLBACKEND": "Agg"}) as adapter:
        yield BridgeCells(adapter)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_shows_what_it_shows_in_jupyter(
    notebook: Path, jupyter: JupyterCells, bridge: BridgeCells
):
    for source in cells_of(notebook):
        shown, expected = bridge.run(source), jupyter.run(source)
        assert as_in_jupyter(shown, expected) == expected, source


@pytest.mark.parametrize("name", ["showing", "updating"])
def test_without_ipython_its_classes_and_functions_show_the_same(name: str, jupyter: JupyterCells):
    command = [sys.executable, "-S", "-m", "snakebridge_adapter"]
    with Adapter(command=command) as adapter:
        bridge = BridgeCells(adapter)
        assert not bridge.run("import IPython\nassert not hasattr(IPython, '__file__')")
        for source in cells_of(next(path for path in NOTEBOOKS if path.stem == name)):
            shown, expected = bridge.run(source), jupyter.run(source)
            assert as_in_jupyter(shown, expected) == expected, source


def as_in_jupyter(
    shown: list[dict[str, Any]], expected: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return what was shown, without the forms that Jupyter does not offer: ours may be more."""
    if len(shown) != len(expected):
        return shown
    return [_common(mine, theirs) for mine, theirs in zip(shown, expected)]


def _common(mine: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    if "forms" not in mine or "forms" not in theirs:
        return mine
    return {
        "forms": {mime: form for mime, form in mine["forms"].items() if mime in theirs["forms"]}
    }
