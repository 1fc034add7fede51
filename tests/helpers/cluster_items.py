"""What the tests have workers of a cluster do, besides reports and builds."""

import os
import signal
import time
from pathlib import Path


def done(root: Path, item: str) -> str:
    """An item as it came, unless it ends the worker that it is on."""
    if item == "deadly":
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(60)
    return item


def nothing(root: Path) -> dict[str, str]:
    """Results that are made from nothing."""
    return {}
