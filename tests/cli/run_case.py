#!/usr/bin/env python3
"""Runs one command-line case: run_case.py FIREBREAK SOURCE_ROOT CASE_FOLDER

A case is a folder with `cmd` (a bash script; $FIREBREAK, $DATA = tests/data, $CASE = its own folder; it starts in an
empty temporary folder), and any of: `exit` (expected code, else 0), `stdout`, `stderr` (expected text; a line of
`…` stands for any number of lines, `…` within a line for anything), `files` (one path a line that must exist afterwards).
Without `stderr` the standard error must be empty.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

firebreak, root, case = (pathlib.Path(a).resolve() for a in sys.argv[1:4])


def pattern(expected):
    lines = []
    for line in expected.split("\n"):
        if line.strip() == "…":
            lines.append(r"(?:.*\n)*?")
        else:
            lines.append(".*".join(re.escape(part) for part in line.split("…")) + r"\n")
    return "".join(lines)


def matches(expected, actual):
    return re.fullmatch(pattern(expected.rstrip("\n")), actual if actual.endswith("\n") or not actual else actual + "\n")


def main():
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        env = dict(os.environ, FIREBREAK=str(firebreak), DATA=str(root / "tests/data"), CASE=str(case), ROOT=str(root),
                   LC_ALL="C.UTF-8", SOURCE_DATE_EPOCH="1763856000", QT_QPA_PLATFORM="offscreen")
        run = subprocess.run(["bash", "-e", case / "cmd"], cwd=folder, env=env, capture_output=True, text=True,
                             stdin=subprocess.DEVNULL, timeout=300)
        expected_code = int((case / "exit").read_text()) if (case / "exit").exists() else 0
        if run.returncode != expected_code:
            failures.append(f"exit code {run.returncode}, expected {expected_code}")
        for name, actual in (("stdout", run.stdout), ("stderr", run.stderr)):
            actual = actual.replace(folder, "TMP").replace(str(root), "ROOT")
            # What LeakSanitizer says of threads that end while it looks.
            actual = re.sub(r"==\d+==Unable to get registers from thread \d+\.\n", "", actual)
            file = case / name
            if name == "stdout" and not file.exists():
                continue
            expected = file.read_text(encoding="utf-8") if file.exists() else ""
            if not (matches(expected, actual) if expected.strip() else not actual.strip()):
                failures.append(f"{name} is\n{actual}\nexpected\n{expected}")
        if (case / "files").exists():
            for path in (case / "files").read_text().split():
                if not (pathlib.Path(folder) / path).exists():
                    failures.append(f"{path} was not made")
    print("\n".join(failures) if failures else "as expected")
    sys.exit(1 if failures else 0)


main()
