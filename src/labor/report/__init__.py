"""Check parameters, run notebooks, render HTML.

The names are listed in `__init__.pyi` and loaded when they are first used.
"""

import sys

import lazy_loader

# The validator of notebooks would import `jsonschema` with an optional part that JupyterLab
# brings along and that costs more than all other imports: it compiles the whole grammar of
# international addresses. Notebooks have no such addresses.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # None: not there

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
