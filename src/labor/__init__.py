"""Occupational pay and outlook tables, tidy and documented, and honest comparisons of roles.

The verbs are listed in `__init__.pyi` and loaded when they are first used.
"""

import lazy_loader

__version__ = "2026.1"

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
