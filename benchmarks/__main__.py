"""Run the benchmarks: `python -m benchmarks [FOLDER] [--all-data]`, FOLDER with national tables."""

import sys

from benchmarks import parse_oews

sys.exit(parse_oews.main(sys.argv[1:]))
