"""Publishes two builds in turn until it is killed: `python publish_forever.py OLD NEW OUT`."""

import sys
from pathlib import Path

from building import publish

from labor.tables.load import load

OLD, NEW, OUT = map(Path, sys.argv[1:])
builds = [
    {path.stem: load(path.stem, folder) for path in sorted(folder.glob("*.parquet"))}
    for folder in (OLD, NEW)
]
sys.stdout.write("ready\n")
sys.stdout.flush()
while True:
    for tables in builds:
        publish(tables, OUT)
