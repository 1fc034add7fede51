from .index import ReportLink as ReportLink
from .index import write_index as write_index
from .notebooks import Parameter as Parameter
from .notebooks import check_parameters as check_parameters
from .notebooks import parse_parameters as parse_parameters
from .notebooks import read_parameters as read_parameters
from .run import run_report as run_report
