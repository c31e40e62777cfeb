#!/usr/bin/env python3
"""Fails on a source that uses a type or function of ours whose header it does not include, by itself or
by another header of ours. Sources are compiled together when tests are built, so that one may live on
what another one includes; the release build compiles each alone. Names are read from the text, so what
Qt or a library declares under the same name is listed here."""
import functools
import pathlib
import re
import sys

SRC = pathlib.Path(__file__).resolve().parent.parent / "src"
# Names of ours that Qt, osmium or a source itself (as a lambda or member) has too.
ALSO_THEIRS = {"File", "connect", "heightForWidth", "minimumSizeHint", "target", "width"}
OURS = "(firebreak|gui|io|render)"  # our namespaces


@functools.cache
def text_of(path):
    """The code of a file without comments and texts, its lines of # kept out too."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r'R"(\w*)\((.*?)\)\1"', " ", text, flags=re.S)
    text = re.sub(r"//[^\n]*", "", text)
    text = re.sub(r'"(\\.|[^"\\\n])*"', '""', text)
    return re.sub(r"(?m)^\s*#.*$", "", text)


@functools.cache
def words_of(path):
    return frozenset(re.findall(r"\b[A-Za-z_]\w*", text_of(path)))


@functools.cache
def included(path):
    """Headers of ours that a file includes, itself or by another of ours."""
    found = set()
    for name in re.findall(r'#include "([^"]+)"', path.read_text(encoding="utf-8")):
        found |= {SRC / name} | included(SRC / name)
    return frozenset(found)


def declared(path):
    """Names that a header declares in a namespace: what stands in no braces but a namespace's."""
    outer = ""
    inside = []  # of each open brace: whether it is no namespace
    for piece in re.findall(r"[{}]|[^{}]+", text_of(path)):
        if piece == "{":
            inside.append(any(inside) or not re.search(r"namespace[\w:\s]*$", outer))
        elif piece == "}":
            inside.pop()
        elif not any(inside):
            outer += piece
        if piece == "{" and inside[-1] and not any(inside[:-1]):
            outer += "{"
    names = set(re.findall(r"\b(?:class|struct|enum class|using)\s+(\w+)\s*(?:final\s*)?[:={]", outer))
    names |= set(re.findall(r"[\w>&*]\s+[&*]?(\w+)\s*\(", outer))
    return {name for name in names - ALSO_THEIRS if not re.match("Q[A-Z]", name)}


def uses(code, name):
    """Whether a source means the name of ours: not a member, and not one of its own."""
    if name[0].isupper():
        own = rf"(class|struct|enum class|using)\s+{name}\b"
        use = rf"(^|[^.>:\w]|{OURS}::){name}\b"
    else:
        own = rf"(?<!\breturn)(?<!\belse)(?<!\bcase)(?<!\bthrow)(?<=[\w>&*])\s+[&*]?{name}\b|[\[,&]\s*&?{name}\s*[,\]]"
        use = rf"(^|[^.>:\w]|{OURS}::){name}\("
    return re.search(own, code) is None and re.search(use, code) is not None


home = {}
for header in sorted(SRC.rglob("*.hpp")):
    for name in declared(header):
        home.setdefault(name, header)
errors = []
for path in sorted(SRC.rglob("*.cpp")):
    known = frozenset().union(*(words_of(header) for header in included(path)))
    for name in sorted((words_of(path) & home.keys()) - known):
        if uses(text_of(path), name):
            errors.append(f"{path.relative_to(SRC.parent)}: {name}: include \"{home[name].relative_to(SRC)}\"")
print("\n".join(errors) if errors else "includes: every source includes what it uses of ours")
sys.exit(1 if errors else 0)
