"""The documentation as a site: Markdown pages, and a reference made from docstrings."""

import labor

project = "labor"
version = release = labor.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]

# Headings have the anchors that a code host gives them, so a link works in both places.
myst_heading_anchors = 4

# Every name in the reference leads somewhere, but for those of other packages: to link them
# takes their own indexes, and so a network. This also finds a docstring that renders badly,
# such as a sentence of "Returns:" that is taken for a type because a colon stands in it.
nitpicky = True
nitpick_ignore_regex = [
    ("py:.*", r"(pandas|numpy|pathlib|collections)\..*"),
    # What an answer keeps of its method, for the sentences beside it.
    ("py:class", r"labor\.methods\.decomposition\.\w+"),
    # Protocols: what a figure needs of a result.
    ("py:class", r"labor\.answers\.(\w+\.)?(page|explore)\.\w+"),
]
default_role = "code"
autodoc_member_order = "bysource"
napoleon_numpy_docstring = False
python_use_unqualified_type_names = True

html_theme = "furo"
html_title = "labor"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_js_files = ["scrolling.js"]
html_copy_source = False
html_show_copyright = False
html_use_index = False
