"""The documentation built as `make docs` does it."""

import subprocess
import sys
from pathlib import Path


def build(docs: Path, out: Path, *options: str) -> None:
    """Build the pages of a folder; a warning is an error."""
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "--quiet", *options]
    folders = ["-d", out.with_name(f"{out.name}-doctrees"), docs, out]
    done = subprocess.run([*command, *folders], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert not done.stderr
