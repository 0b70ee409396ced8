"""The tables the law speaks of, each declared once: names in both languages, columns, types, kinds."""

from collections.abc import Mapping
from types import MappingProxyType

from titcheck.tables.model import Table
from titcheck.tables.organisations import ORGANISATIONS
from titcheck.tables.pay_and_time import PAY_AND_TIME
from titcheck.tables.plans import PLANS
from titcheck.tables.supervision import SUPERVISION
from titcheck.tables.transfer import TRANSFER

TABLES: tuple[Table, ...] = (*ORGANISATIONS, *PLANS, *PAY_AND_TIME, *TRANSFER, *SUPERVISION)
"""Every table, in the order of the template."""

BY_NAME: Mapping[str, Table] = MappingProxyType({table.name: table for table in TABLES})
