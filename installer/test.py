"""Sets everything up and runs all checks and tests (python3 installer/test.py).

This file must parse on any Python, so that an old one gets a sentence and not a syntax error.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python is what this is about
    sys.stderr.write("Inspector needs Python 3.11 or newer. This is Python " + sys.version.split()[0] + ".\n")
    sys.stderr.write("Start this file with a newer one, for example: python3.11 installer/test.py\n")
    sys.exit(2)

import os

sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - old Pythons

from installer.testing import main  # noqa: E402 - the check of the version comes first

sys.exit(main(sys.argv[1:]))
