from .index import Entry as Entry
from .index import write_index as write_index
from .parameters import Parameter as Parameter
from .parameters import check_parameters as check_parameters
from .parameters import parse_parameters as parse_parameters
from .parameters import read_parameters as read_parameters
from .run import run_report as run_report
