"""Hypothesis without deadlines: timing never decides a test. What is kept of the libraries that tests write is not the user's."""

from __future__ import annotations

import atexit
import os
from shutil import rmtree
from tempfile import mkdtemp

from hypothesis import HealthCheck, settings

os.environ["XDG_CACHE_HOME"] = mkdtemp(prefix="simexit-tests-")
atexit.register(rmtree, os.environ["XDG_CACHE_HOME"], ignore_errors=True)
settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
settings.load_profile("default")
