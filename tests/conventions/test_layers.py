"""Who may import whom: the contracts are in pyproject.toml, under [tool.importlinter]."""

import subprocess
import sys
from pathlib import Path

from tests.conventions.source import ROOT


def test_every_module_uses_only_the_layers_below_it() -> None:
    linter = Path(sys.executable).with_name("lint-imports")

    run = subprocess.run(  # noqa: S603 - a fixed command
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, f"Move the import to the layer it belongs to:\n{run.stdout}"
