"""Notebooks as scripts: what plain Python prints of one is what the notebook shows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.adapter import Adapter
from support.shown_cells import BridgeCells, cells_of, lasting

from snakebridge_adapter.notebook.script import to_script

NOTEBOOKS = Path(__file__).parents[1] / "fixtures" / "notebooks"


@pytest.mark.parametrize(
    "name", ["awaiting", "failing", "frames", "iterating", "moments", "numbers", "records", "texts"]
)
def test_plain_python_prints_of_a_script_what_its_notebook_shows(name: str, tmp_path: Path):
    sources, shown = [], ""
    with Adapter(env={"MPLBACKEND": "Agg"}) as adapter:
        bridge = BridgeCells(adapter)
        for source in cells_of(NOTEBOOKS / f"{name}.py"):
            outputs = bridge.run(source)
            # There a script would end.
            if any("error" in output for output in outputs):
                break
            sources.append(source)
            shown += "".join(map(text_of, outputs))
    script = to_script([["code", source] for source in sources], name)
    assert printed(script, tmp_path) == shown


def text_of(output: dict[str, Any]) -> str:
    text = output["text"] if output.get("stream") == "stdout" else ""
    return output["forms"].get("text/plain", "") + "\n" if "forms" in output else text


def printed(script: str, folder: Path) -> str:
    ended = subprocess.run(  # noqa: S603 - the script is what is tested
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return lasting(ended.stdout)


@pytest.mark.parametrize(
    ("cell", "python"),
    [
        ("x = 1\nx, 2  # both", "x = 1\n_show((x, 2))  # both"),
        ("(1 +\n 2)", "_show((1 +\n 2))"),
        ("f(x);", "f(x);"),
        ("print(1)", "print(1)"),
        ("'é'; 'ü'", "'é'; _show('ü')"),
        ("!echo {x}", "_run(f'echo {x}')"),
        ("a = !ls", "a = subprocess.getoutput('ls').splitlines()"),
        ("%cd sub", "os.chdir(os.path.expanduser('sub')); print(os.getcwd())"),
        ("%time f(x)", "_show(f(x))"),
        ("%%time\nf(x)", "_show(f(x))"),
        ("%%bash\nls", "_run('ls\\n')"),
        ("if x:\n    %who", "if x:\n    pass  # %who: not for plain Python"),
        ("y = %who", "y = None  # %who: not for plain Python"),
        ("len?", "# ?len: not for plain Python"),
        ("%%html\n<b>", "# %%html: not for plain Python\n# %%html\n# <b>"),
        ("this is no Python", "# This is no Python\n# this is no Python"),
        (
            "z = await f()",
            "async def _cell_1():\n    global z\n    z = await f()\n\n\nasyncio.run(_cell_1())",
        ),
    ],
)
def test_a_cell_becomes_what_plain_python_does_alike_or_says_that_it_does_not(
    cell: str, python: str
):
    assert to_script([["code", cell]], "t").endswith(f"\n# %%\n{python}\n")


def test_what_is_no_code_is_a_comment():
    assert "# %% [markdown]\n# # Title\n#\n# words\n" in to_script(
        [["markdown", "# Title\n\nwords"]], "t"
    )


def test_commands_print_in_turn_with_the_script(tmp_path: Path):
    script = to_script([["code", "print(1)\n!echo 2\nprint(3)"], ["code", "display(4)"]], "t")
    assert printed(script, tmp_path) == "1\n2\n3\n4\n"
