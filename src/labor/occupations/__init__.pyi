# What the package offers, and the module each is in; `__init__.py` loads them from here.

from .codes import is_code as is_code
from .codes import level_of as level_of
from .codes import normalise_code as normalise_code
from .directory import Directory as Directory
from .directory import resolve as resolve
from .roles import COVERAGE as COVERAGE
from .roles import OF_OTHERS as OF_OTHERS
from .roles import RELATIONS as RELATIONS
from .roles import Role as Role
