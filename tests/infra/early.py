"""Loaded before Django: the suite writes in a folder of its own and takes no setting from whoever runs it."""

import atexit
import os
import shutil
import tempfile

if "PYTEST_XDIST_WORKER" not in os.environ:
    for _name in ("ESSAIM_URL", "ESSAIM_SECRET", "ESSAIM_MAILBOX", "EMAIL_URL", "EMAIL_FROM"):
        os.environ.pop(_name, None)
    os.environ["ESSAIM_DATA"] = tempfile.mkdtemp(prefix="essaim-tests-")
    atexit.register(shutil.rmtree, os.environ["ESSAIM_DATA"], ignore_errors=True)

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's own loop runs in the tests' thread
