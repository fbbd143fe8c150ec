"""The one place that says which metadata the tables are made from: requirements.txt.

Its line holds the version of the package and, as a comment, the day on which that was published:
the package itself does not say.
"""
import importlib.metadata
import os
import re

PATH = os.path.relpath(
    os.path.join(os.path.dirname(os.path.abspath(__file__)), 'requirements.txt'))
LINE = re.compile(r'phonenumbers==(\d+\.\d+\.\d+)  # (\d{4}-\d\d-\d\d)\n?')


def pinned():
    """(version, date) of the pin. Ends the program where it cannot be read."""
    with open(PATH) as f:
        match = LINE.fullmatch(f.read())
    if not match:
        raise SystemExit(
            f"{PATH}: write one line like 'phonenumbers==9.0.43  # 2026-11-06': the version and "
            'the day on which it was published')
    return match.groups()


def checked():
    """`pinned`; ends the program, saying what to do, where another package is installed."""
    version, date = pinned()
    try:
        found = importlib.metadata.version('phonenumbers')
    except importlib.metadata.PackageNotFoundError:
        found = None
    if found != version:
        state = f'{found} is installed' if found else 'it is not installed'
        raise SystemExit(
            f'{PATH} names phonenumbers {version}, but {state}. To install what it names:\n'
            f'  python3 -m venv .build/venv && .build/venv/bin/pip install -r {PATH}\n'
            'To go to another version, change that line first; its date stands in\n'
            '  https://pypi.org/project/phonenumbers/#history')
    return version, date
