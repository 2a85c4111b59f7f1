"""Runs the program as scripts do."""

import subprocess
import sys


def inspector(*arguments, timeout=60):
    """`inspector-app` with these words, as a process of its own."""
    return run_python("-m", "inspector_app.cli.main", *arguments, timeout=timeout)


def run_python(*arguments, timeout=60):
    """This Python with these arguments; standard output and error as text."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=timeout)
