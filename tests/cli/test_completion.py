"""The Tab key, by the protocol that shells speak with the program."""

import os
import subprocess
import sys

import pytest

from labor.terms import STATES


@pytest.fixture
def complete(labor, monkeypatch, project):
    """What bash is offered for the last word of a line."""

    def offered(line):
        words = line.split(" ")
        monkeypatch.setenv("LABOR_HOME", str(project))
        monkeypatch.setenv("_LABOR_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
        shown = labor()
        assert shown.err == ""
        return shown.out.splitlines()

    return offered


def test_commands_and_their_parts(complete):
    assert complete("labor comp") == ["compare", "comparable"]
    assert "data" in complete("labor verify ")


def test_options(complete):
    assert {"--peer", "--year", "--json"} <= set(complete("labor compare 29-2071 --"))
    assert complete("labor history 29-2071 --base") == ["--base-year"]


def test_values_that_are_known_without_reading_tables(complete, project):
    assert complete("labor outlook 29-2071 --vintage 2018") == ["2018-28"]
    assert complete("labor compare 29-2071 --year 1997") == ["1997"]
    assert complete("labor history 29-2071 --area C") == ["CA", "CO", "CT"]
    assert complete("labor peers 29-2071 --by e") == ["education"]
    assert complete("labor export --format x") == ["xlsx"]
    assert complete("labor comparable 29-2071 2018 2024 --measure e") == ["employment"]
    assert complete("labor export --table wag") == ["wages"]
    notebooks = {path.stem for path in (project / "notebooks").glob("*.ipynb")}
    assert set(complete("labor report --notebook ")) == notebooks


def test_years_and_projections_are_those_held(complete, project):
    years = complete("labor compare 29-2071 --year ")
    assert years == sorted(years, reverse=True)
    assert {"1997", "2000", "2018", "2025"} <= set(years)
    spans = complete("labor outlook 29-2071 --vintage ")
    assert {"2012-22", "2018-28", "2024-34"} <= set(spans)


def test_areas_are_the_states_and_the_nation(complete):
    assert len(complete("labor history 29-2071 --area ")) == len(STATES) + 1


def test_completion_reads_no_tables(project):
    code = (
        "import sys\n"
        "from labor.cli import main\n"
        "try:\n"
        "    main()\n"
        "except SystemExit:\n"
        "    heavy = {'pandas', 'numpy', 'pyarrow', 'matplotlib', 'requests'}\n"
        "    print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    asked = {
        "_LABOR_COMPLETE": "complete_bash",
        "COMP_WORDS": "labor export --table ",
        "COMP_CWORD": "3",
        "LABOR_HOME": str(project),
    }
    shown = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | asked, capture_output=True, text=True
    )
    assert "wages" in shown.stdout
    assert shown.stderr == "[]\n"


@pytest.mark.parametrize(
    ("shell", "file"),
    [
        ("bash", ".bash_completions/labor.sh"),
        ("zsh", ".zfunc/_labor"),
        ("fish", ".config/fish/completions/labor.fish"),
    ],
)
def test_it_is_installed_for_each_shell(labor, tmp_path, monkeypatch, shell, file):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION", "1")
    assert labor("--install-completion", shell).code == 0
    assert f"complete_{shell}" in (tmp_path / file).read_text()


def test_bash_takes_the_script(tmp_path, monkeypatch, labor):
    monkeypatch.setenv("_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION", "1")
    script = labor("--show-completion", "bash").out
    shown = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True)
    assert (shown.returncode, shown.stderr) == (0, "")
