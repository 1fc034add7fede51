"""Where the tile of each state and territory is on the map of tiles."""

from __future__ import annotations

#: Rows of the map from north to south; a dot is an empty place. Territories stand below.
_MAP = """
AK .  .  .  .  .  .  .  .  .  ME
.  .  .  .  .  .  .  .  .  VT NH
WA ID MT ND MN IL WI MI NY RI MA
OR NV WY SD IA IN OH PA NJ CT .
CA UT CO NE MO KY WV VA MD DE .
.  AZ NM KS AR TN NC SC DC .  .
.  .  .  OK LA MS AL GA .  .  .
HI .  .  TX .  .  .  .  FL .  .
GU .  .  .  .  .  .  .  .  PR VI
"""

#: Area codes of the tables by postal code.
_CODES = {
    "AL": "01", "AK": "02", "AZ": "04", "AR": "05", "CA": "06", "CO": "08", "CT": "09", "DE": "10",
    "DC": "11", "FL": "12", "GA": "13", "HI": "15", "ID": "16", "IL": "17", "IN": "18", "IA": "19",
    "KS": "20", "KY": "21", "LA": "22", "ME": "23", "MD": "24", "MA": "25", "MI": "26", "MN": "27",
    "MS": "28", "MO": "29", "MT": "30", "NE": "31", "NV": "32", "NH": "33", "NJ": "34", "NM": "35",
    "NY": "36", "NC": "37", "ND": "38", "OH": "39", "OK": "40", "OR": "41", "PA": "42", "RI": "44",
    "SC": "45", "SD": "46", "TN": "47", "TX": "48", "UT": "49", "VT": "50", "VA": "51", "WA": "53",
    "WV": "54", "WI": "55", "WY": "56", "GU": "66", "PR": "72", "VI": "78",
}  # fmt: skip

_LINES = [line.split() for line in _MAP.strip().splitlines()]

COLUMNS, ROWS = len(_LINES[0]), len(_LINES)

#: Postal code, column and row of a tile by area code.
TILES = {
    _CODES[postal]: (postal, column, row)
    for row, line in enumerate(_LINES)
    for column, postal in enumerate(line)
    if postal != "."
}
