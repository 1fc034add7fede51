"""The price index table."""

from labor.schema.core import Column, TableSchema, measure

PRICES = TableSchema(
    name="prices",
    row_is="one month of the U.S. consumer price index CPI-U, all items, U.S. city average, "
    "not seasonally adjusted",
    key=("year", "month"),
    columns=(
        Column("year", "integer", "Calendar year.", minimum=1913),
        Column("month", "integer", "Calendar month.", minimum=1, maximum=12),
        *measure("cpi_u_index", "Price level of the month.", "1982-84 = 100", minimum=0),
        Column("source_id", "text", "Raw table the row comes from, see `sources`."),
    ),
)

TABLES = (PRICES,)
