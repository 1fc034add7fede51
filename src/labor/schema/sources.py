"""The table that resolves every `source_id` to a file, its publisher and its licence."""

from labor.schema.core import Column, TableSchema

SOURCES = TableSchema(
    name="sources",
    row_is="one raw table of one publisher's file",
    key=("source_id",),
    columns=(
        Column("source_id", "text", "Name of the raw table in every row that comes from it."),
        Column("title", "text", "Title of the file's table in words."),
        Column("kind", "text", "Which table it is: parser and table."),
        Column(
            "vintage", "text", "Reference year or span, as the publisher counts.", nullable=True
        ),
        Column("reference_period", "text", "Period the figures refer to.", nullable=True),
        Column("producer", "text", "Agency that published the table.", nullable=True),
        Column("landing_url", "text", "Page of the publisher a person reads.", nullable=True),
        Column("download_url", "text", "Address of the file at the publisher.", nullable=True),
        Column("file", "text", "Name of the file the figures were read from."),
        Column(
            "file_sha256",
            "text",
            "SHA-256 of that file.",
            pattern=r"[0-9a-f]{64}",
        ),
        Column(
            "copy",
            "text",
            "Whose bytes the file is: the publisher's own, re-saved by a third party with the "
            "values unchanged as far as checked, an extract made by a third party, or unknown: "
            "added by a person and not in the catalogue.",
            allowed=("publisher", "resaved", "extract", "unknown"),
        ),
        Column("licence", "text", "Licence of the figures.", nullable=True),
        Column("licence_url", "text", "Where the licence is stated.", nullable=True),
        Column(
            "retrieved_on",
            "text",
            "Day the file was downloaded; empty where the copy does not tell it.",
            nullable=True,
            pattern=r"\d{4}-\d{2}-\d{2}",
        ),
        Column(
            "held_as",
            "text",
            "Whether the figures were read from the committed snapshot or the publisher's file.",
            allowed=("snapshot", "publisher file"),
        ),
        Column("rows", "integer", "Data rows in the raw table.", minimum=1),
    ),
)

TABLES = (SOURCES,)
