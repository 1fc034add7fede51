"""Whatever a person gets wrong is answered by a message that says what to do, and no traceback."""

import os
import shlex

import pytest

from labor.errors import LaborError

FILES = {
    "empty.xlsx": b"",
    "junk.xlsx": bytes(range(128, 256)) * 20,
    "junk.zip": b"PK\x03\x04" + bytes(range(256)),
    "old.xls": b"\xd0\xcf\x11\xe0" + bytes(range(256)),
    "page.zip": b"<!doctype html><title>Access Denied</title>",
    "paper.pdf": b"%PDF-1.7",
    "latin.csv": "name,caf\u00e9\n1,\u00e9\n".encode("latin-1"),
    "utf16.csv": "a,b\n1,2\n".encode("utf-16"),
    "article.txt": b"Medical assistants earned $44,200 in 2024.",
}

#: A command line, its exit code, and what the message names.
ROLES = [
    ("compare 'no such role'", 1, "did you mean"),
    ("compare 99-9999", 1, "99-9999"),
    ("compare ''", 1, "No occupation is called"),
    ("compare", 2, "Missing argument 'ROLE'"),
    ("compare 29-2071 'medical assistants'", 2, "unexpected extra argument"),
    ("compare 29-2071 --peer 29-2071", 1, "only once"),
    ("compare 29-2071 --peer ''", 1, "No occupation is called"),
    ("compare 29-2071 --peer 'nobody special'", 1, "nobody special"),
    ("history 'nobody special'", 1, "nobody special"),
    ("outlook 'nobody special'", 1, "nobody special"),
    ("comparable 'nobody special' 2018 2024", 1, "nobody special"),
    ("peers 'nobody special'", 1, "nobody special"),
    ("settings 'nobody special'", 1, "nobody special"),
    ("profile 'nobody special'", 1, "nobody special"),
    ("backtest 'nobody special'", 1, "nobody special"),
    ("ladder 'nobody special'", 1, "nobody special"),
    ("report 'nobody special'", 1, "nobody special"),
    ("report 29-2071 --role 29-2072", 2, "Name the role once"),
    ("export --out x.zip --occupation 'nobody special'", 1, "nobody special"),
    ("ladder 00-0000", 1, "No ladder starts"),
    ("ladder 29-0000", 1, "another occupation, or one of the role's by its code"),
    ("ladder 'police officer'", 1, "33-3051 (Police and sheriff's patrol officers)"),
    ("places 29-1141 --year 1999", 1, "jobs of 1999 are not in the tables"),
    ("history 55-3016", 1, "figures of 55-3016"),
    ("verify report nowhere.html", 1, "No such file"),
    ("find 'zzzzqq xxyyzz'", 1, "No title is near"),
    ("find ''", 1, "nothing to search for"),
]
YEARS_AND_PLACES = [
    ("compare 29-2071 --year 1066", 1, "1997, 2000"),
    ("compare 29-2071 --year abc", 2, "--year"),
    ("compare 29-2071 --year 2018.5", 2, "--year"),
    ("compare 29-2071 --area Atlantis", 1, "Atlantis"),
    ("compare 29-2071 --area Californa", 1, "did you mean: 06 California?"),
    ("compare 29-2071 --area ''", 1, "no estimates for such an area"),
    ("compare 29-2071 --area CA --year 1066", 1, "1066"),
    ("compare 29-2071 --vintage 2018-29", 1, "2018-28"),
    ("compare 29-2071 --vintage junk", 1, "2018-28"),
    ("history 29-2071 --area Atlantis", 1, "Atlantis"),
    ("history 29-2071 --real --base-year 1900", 1, "1900"),
    ("history 29-2071 --real --base-year 2090", 1, "2090"),
    ("comparable 29-2071 2018", 2, "Missing argument"),
    ("comparable 29-2071 abc 2024", 2, "YEAR"),
    ("comparable 29-2071 1990 2024", 1, "1990"),
    ("comparable 29-2071 2018 2024 --area Atlantis", 1, "Atlantis"),
    ("comparable 29-2071 2018 2024 --measure wages", 2, "'wage', 'employment'"),
    ("comparable 29-2071 2018 2024 --messure wage", 2, "--measure"),
    ("outlook 29-2071 --vintage 2030-40", 1, "2030-40"),
    ("peers 29-2071 --by educaton", 1, "did you mean: education?"),
    ("peers 29-2071 --by pay --year 1066", 1, "1066"),
    ("peers 29-2071 --by education --vintage 2030-40", 1, "2030-40"),
    ("peers 29-2071 --limit 0", 2, "--limit"),
    ("ladder 29-2072 --steps 9", 2, "--steps"),
    ("ladder 29-2072 --year 1066", 1, "1066"),
    ("ladder 29-2072 --vintage junk", 1, "junk"),
    ("find nurse --limit many", 2, "--limit"),
    ("check article.txt --year 1066", 2, "--year"),
]
FILES_READ = [
    *((f"tidy {name}", 1, name) for name in (*FILES, "missing.xlsx", "folder")),
    *((f"add {name} --root bare", 1, name) for name in (*FILES, "missing.xlsx", "folder")),
    *(
        (f"check {name}", 1, name)
        for name in ("empty.xlsx", "junk.xlsx", "junk.zip", "old.xls", "paper.pdf", "missing.txt")
    ),
    ("check folder", 1, "This is a folder"),
    ("check article.txt/x", 1, "There is no such file"),
    ("tidy latin.csv --kind wages", 1, "no such kind"),
    ("tidy latin.csv --kind oews --vintage 2018", 1, "headings"),
    ("tidy", 2, "Missing argument 'FILE'"),
    ("add latin.csv --as oews_nationl_2025 --root bare", 1, "oews_nationl_2025"),
    ("diff oews:2024 missing.xlsx", 1, "missing.xlsx"),
    ("diff oews:2024 junk.xlsx", 1, "junk.xlsx"),
    ("diff oews:2024 oews:1066", 1, "1066"),
    ("diff oews:2024 oes:2025", 1, "oes:2025"),
    ("diff oews:2024 projections:2024-34", 1, "no table in common"),
    ("diff oews:2024", 2, "Missing argument 'NEW'"),
    ("snapshot --from missing", 2, "--from"),
    ("snapshot --from folder --root bare", 1, "folder"),
    ("status article.txt", 2, "unexpected extra argument"),
    ("export --out x.zip --table wage", 1, "did you mean: wages?"),
    ("export --out x.zip --table prices --format exel", 1, "exel"),
    ("export --out x.zip --table prices --year 1066", 1, "1066"),
    ("export", 2, "Missing option '--out'"),
    ("fetch oews_nationl_2025 --root bare", 1, "oews_nationl_2025"),
    ("fetch oews --vintage abc --dry-run --root bare", 1, "abc"),
    ("fetch cpi_u --base-url junk --root bare", 1, "junk"),
    ("fetch", 2, "Missing argument"),
    ("report --notebook pay-histori", 1, "did you mean: pay-history?"),
    ("report --notebook places --base-year 2024", 1, "--base-year"),
    ("report --role 29-2071 --area Atlantis", 1, "Atlantis"),
    ("report --role 29-2071 --set junk=1", 1, "junk"),
]
FILES_WRITTEN = [
    ("find nurse --out folder", 2, "is a directory"),
    ("find nurse --csv folder", 2, "is a directory"),
    ("find nurse --out article.txt/x.json", 1, "cannot be written"),
    ("find nurse --csv article.txt/x.csv", 1, "cannot be written"),
    ("find nurse --json --csv -", 2, "Choose one of --csv and --json"),
    ("find nurse --csv a.csv --out b.csv", 2, "Choose one of --csv and --out"),
    ("find nurse --csv", 2, "--csv"),
    ("history 29-2071 --out /proc/labor/x.csv", 1, "cannot be written"),
    ("status --out article.txt/x.json", 1, "cannot be written"),
    ("tidy latin.csv --out article.txt", 2, "is a file"),
    ("build --out article.txt", 2, "is a file"),
]
PROGRAM = [
    ("frobnicate", 2, "No such command 'frobnicate'"),
    ("fnd nurse", 2, "Did you mean 'find'?"),
    ("--nonsense", 2, "No such option: --nonsense"),
    ("verify report missing.html", 1, "missing.html"),
    ("verify report article.txt", 1, "does not say how it was made"),
    ("verify report folder", 1, "folder"),
    ("accept nothing_2024 --root bare", 1, "nothing_2024"),
    ("report --roles missing.txt", 1, "missing.txt"),
    ("verify nothing", 2, "No such command 'nothing'"),
    ("find nurse --root missing", 2, "does not exist"),
    ("find nurse --root article.txt", 2, "is a file"),
    ("find nurse --root", 2, "requires an argument"),
    ("find nurse --root bare", 1, "labor build"),
    ("compare 29-2071 --root bare", 1, "labor build"),
    ("verify data --root bare", 1, "labor build"),
    ("export --out x.zip --root bare", 1, "labor build"),
    ("build --root bare", 1, "no raw tables to build from"),
    ("report --role 29-2071 --root bare", 1, "--root"),
]
CASES = [*ROLES, *YEARS_AND_PLACES, *FILES_READ, *FILES_WRITTEN, *PROGRAM]


@pytest.fixture
def folder(tmp_path, project, monkeypatch):
    """A folder with files that are of no use, where the command is run."""
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder").mkdir()
    (tmp_path / "bare").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LABOR_HOME", str(project))
    monkeypatch.delenv("LABOR_CONTACT", raising=False)
    return tmp_path


def names(folder):
    return sorted(path.relative_to(folder) for path in folder.rglob("[!.]*") if path.is_file())


@pytest.mark.parametrize(("line", "code", "says"), CASES, ids=[line for line, *_ in CASES])
def test_a_mistake_gets_a_message_and_leaves_nothing(labor, folder, line, code, says):
    before = names(folder)
    shown = labor(*shlex.split(line))
    assert shown.code == code
    assert says in shown.err
    assert shown.out == ""
    assert "Traceback" not in shown.err
    if code == 1:
        first, *rest = shown.err.strip().splitlines()
        assert first.startswith("labor: ")
        assert any(part.startswith(("  next step: ", "  expected: ")) for part in rest)
    else:
        assert "Error: " in shown.err
    assert names(folder) == before


def test_the_cases_are_many():
    assert len({line for line, *_ in CASES}) == len(CASES) >= 100


@pytest.mark.parametrize("home", ["missing", "article.txt"])
def test_a_home_that_is_no_folder_is_named(labor, folder, monkeypatch, home):
    monkeypatch.setenv("LABOR_HOME", home)
    shown = labor("find", "nurse")
    assert shown.code == 2
    assert home in shown.err


DAMAGE = {"cut": b"PAR1 and no more", "empty": b"", "junk": bytes(range(256)) * 9}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize(
    ("line", "table"),
    [
        ("find nurse", "titles"),
        ("compare 29-2071", "wages"),
        ("history 29-2071", "employment"),
        ("outlook 29-2071", "projections"),
        ("peers 29-2071", "similar_occupations"),
        ("comparable 29-2071 2018 2024", "occupations"),
        ("backtest 29-2071", "soc_lineage"),
        ("verify data", "prices"),
        ("export --out x --table prices", "prices"),
        ("diff projections:2022-32 projections:2024-34", "projections"),
    ],
)
def test_a_damaged_table_is_named(labor, broken, tmp_path, monkeypatch, line, table, damage):
    monkeypatch.chdir(tmp_path)
    shown = labor(*shlex.split(line), "--root", broken(**{table: DAMAGE[damage]}))
    assert shown.code == 1
    assert f"The table {table} is damaged" in shown.err
    assert "labor build --force" in shown.err


@pytest.mark.parametrize("line", ["compare 29-2071", "history 29-2071", "verify data"])
def test_a_deleted_table_is_named(labor, broken, line):
    shown = labor(*shlex.split(line), "--root", broken(wages=None, employment=None))
    if line == "verify data":
        assert "not looked at" in shown.out
        return
    assert shown.code == 1
    assert "was not built yet" in shown.err
    assert "labor build" in shown.err


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_may_not_be_written_is_named(labor, folder):
    (folder / "folder").chmod(0o500)
    shown = labor("status", "--out", "folder/page.json")
    assert shown.code == 1
    assert "cannot be written" in shown.err


@pytest.mark.parametrize(
    ("expected", "got", "near"),
    [
        ("wages, employment", "'wage'", "wages"),
        ("one of: 01 Alabama, 06 California", "californai", "06 California"),
        ("2018-28, 2020-30", "2018-29", "2018-28"),
        ("2018, 2024", "2019", ""),
        ("wages, employment", "wages", ""),
        ("wages, employment", "tulips", ""),
        ("name=value", "nam=value", ""),
    ],
)
def test_a_near_choice_is_suggested(expected, got, near):
    error = LaborError("There is no such thing", expected=expected, got=got)
    assert error.suggestion() == near
    assert ("did you mean" in error.message()) == bool(near)


def test_a_refusal_of_the_system_is_a_message(labor, monkeypatch):
    def refuse(_):
        raise PermissionError(13, "Permission denied", "/closed/folder")

    monkeypatch.setattr("labor.cli.doctor.project_root", refuse)
    shown = labor("doctor")
    assert shown.code == 1
    assert "where: /closed/folder" in shown.err
    assert "got: Permission denied" in shown.err
    assert "next step: " in shown.err


@pytest.mark.parametrize("text", ["contact = ", 'contact = "nobody"', b"\xff\xfe\x00"])
def test_a_configuration_that_is_wrong_is_named(labor, folder, text):
    content = text if isinstance(text, bytes) else text.encode()
    (folder / "bare" / "labor.toml").write_bytes(content)
    shown = labor("fetch", "oews_national_2025", "--root", "bare")
    assert shown.code == 1
    assert "labor.toml" in shown.err
    assert "expected: " in shown.err
