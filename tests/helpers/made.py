"""Notebooks made in place, not run."""

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

PARAMETERS = """\
role: str = "file clerks"  # role the question is about
peers: list[str] = [
    "order clerks",
]  # roles to compare it with
year: int = 2018  # May of this year
share: float = 0.5  # a share
long: bool = False  # whether to say more
"""


def notebook(*cells, parameters: str = PARAMETERS):
    """A notebook with a title, a cell of parameters, and the cells given."""
    return new_notebook(
        cells=[
            new_markdown_cell("# Compare roles"),
            new_code_cell(parameters, metadata={"tags": ["parameters"]}),
            *cells,
        ],
        metadata={"kernelspec": {"name": "not-on-this-machine", "display_name": "x"}},
    )


def shown(displayed):
    """A code cell that shows something, as it is after running."""
    data = {"text/html": displayed._repr_html_(), "text/plain": repr(displayed)}
    if bundle := getattr(displayed, "_repr_mimebundle_", None):
        data = bundle()
    return new_code_cell("...", outputs=[new_output("execute_result", data=data)])
