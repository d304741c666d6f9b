"""Advice for tables: many situations at once, from files, from a database, or on a cluster (extra `batch`, and `spark`).

`decide_table` is the entrance for programs, `simexit.batch.spark.advise` the one for Spark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simexit.batch.errors import BatchError, MissingLibraryError, need

if TYPE_CHECKING:
    from simexit.batch.table import decide_table

__all__ = ["BatchError", "MissingLibraryError", "decide_table"]


def __getattr__(name: str) -> object:
    if name != "decide_table":
        raise AttributeError(name)
    need("batch", "numpy", "pyarrow", "duckdb")
    from simexit.batch import table

    return table.decide_table
