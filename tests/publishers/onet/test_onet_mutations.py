"""No damaged O*NET cell is read as something that it does not say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onet_rows import WORKBOOKS, workbook

from labor.errors import LaborError, ParseError
from labor.publishers.onet import parse as onet
from labor.publishers.onet.parse import FORMS, NUMBERS, SCALE_LIMITS, column_of
from labor.publishers.reading.cells import number_of, text_of

JUNK = st.one_of(
    st.text(alphabet="0123456789.,-/YN n/a*#", max_size=6),
    st.sampled_from(["", "n/a", "N/A", "NULL", "nan", "inf", "1e5", "*", "—"]),
    st.floats(allow_nan=True, allow_infinity=True, width=32),
    st.integers(-5, 200),
    st.booleans(),
)


@pytest.mark.parametrize("name", WORKBOOKS)
@settings(deadline=None, max_examples=120)
@given(data=st.data())
def test_a_changed_cell_is_read_as_written_or_refused(name, data):
    head, *rows = [list(row) for row in WORKBOOKS[name]]
    place = data.draw(st.integers(0, len(rows) - 1))
    position = data.draw(st.integers(0, len(head) - 1))
    rows[place][position] = cell = data.draw(JUNK)
    try:
        (table,) = onet.extract(workbook(name, [head, *rows]), "29.3")
        frame = onet.parse(table)
    except LaborError:
        return
    assert len(frame) == len(rows)
    column = column_of(head[position])
    read = frame[column].iloc[place]
    if column not in NUMBERS:
        assert read == text_of(cell)
        assert column not in FORMS or FORMS[column].fullmatch(read)
    elif read == read:
        assert read == (number_of(cell) if isinstance(cell, str) else cell)
    else:
        assert text_of(cell) in ("", "n/a")


@settings(deadline=None)
@given(value=st.floats(-10, 200, allow_nan=False).map(lambda number: round(number, 2)))
@pytest.mark.parametrize("scale", ["IM", "LV"])
def test_a_rating_off_its_scale_is_refused(scale, value):
    head, *_ = WORKBOOKS["skills"]
    row = ["31-9092.00", "Medical Assistants", "2.A.1.a", "Reading Comprehension", scale, "",
           value, "", "", "", "", "N", "", "08/2021", "Analyst"]  # fmt: skip
    (table,) = onet.extract(workbook("skills", [head, row]), "29.3")
    low, high = SCALE_LIMITS[scale]
    if low <= value <= high:
        assert onet.parse(table)["data_value"].tolist() == [value]
    else:
        with pytest.raises(ParseError, match="contradicts its scale"):
            onet.parse(table)


def test_a_rating_outside_its_confidence_bounds_is_refused():
    head, row, *_ = [list(row) for row in WORKBOOKS["skills"]]
    row[head.index("Data Value")] = 4.37  # 3.75 printed; the bounds are 3.43 and 4.07
    (table,) = onet.extract(workbook("skills", [head, row]), "29.3")
    with pytest.raises(ParseError, match="confidence bounds"):
        onet.parse(table)
