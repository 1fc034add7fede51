"""Files of the publishers that several rooms of tests read, read once for all of them."""

import pickle

import pytest

from labor.publishers.handbook import parse as handbook
from labor.publishers.onet import parse as onet
from labor.publishers.reading.files import open_books
from labor.publishers.reading.pages import open_pages


@pytest.fixture(scope="session")
def handbook_tables(publishers, made_once) -> list:
    """Raw tables of all profiles of the edition 2024-34."""
    path = publishers / "ooh" / "2024-34_ooh-html_342-profiles.tar.xz"
    return _read(made_once, "handbook", lambda: handbook.extract(open_pages(path)))


@pytest.fixture(scope="session")
def onet_tables(publishers, made_once) -> dict:
    """Raw tables of O*NET 29.3 and 18.1 by release and kind, with the name of each's file."""

    def read(folder, release):
        return {
            table.kind.removeprefix("onet."): (path.stem, table)
            for path in sorted((publishers / "onet" / folder).iterdir())
            for book in open_books(path)
            if onet.recognises(book)
            for table in onet.extract(book, release)
        }

    return _read(
        made_once,
        "onet",
        lambda: {
            "29.3": read("db_29_3_excel", "29.3"),
            "18.1": read("db_18_1_text", "18.1"),
        },
    )


def _read(made_once, name, read):
    made = made_once(name, lambda out: out.write_bytes(pickle.dumps(read())))
    return pickle.loads(made.read_bytes())
