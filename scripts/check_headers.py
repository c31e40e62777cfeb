#!/usr/bin/env python3
"""Fails on a header that uses a name of std, fmt or Qt without its header, by itself or by a header
of ours that it includes. With the target headers (every header compiled alone, but std, fmt and Qt
are precompiled) this proves that every header stands alone, in a third of the time."""
import functools
import pathlib
import re
import sys

SRC = pathlib.Path(__file__).resolve().parent.parent / "src"

# standard header -> names of std it gives
GIVES = {
    "algorithm": "all_of any_of clamp find find_if max min ranges replace sort",
    "array": "array",
    "atomic": "atomic memory_order_relaxed",
    "chrono": "chrono",
    "cmath": "abs ceil floor hypot isnan sqrt",
    "deque": "deque",
    "condition_variable": "condition_variable condition_variable_any",
    "cstdint": "int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t",
    "cstdlib": "abs free",
    "cstring": "memcpy",
    "ctime": "time_t",
    "exception": "current_exception exception exception_ptr rethrow_exception",
    "filesystem": "filesystem",
    "functional": "function greater hash less",
    "initializer_list": "initializer_list",
    "limits": "numeric_limits",
    "list": "list",
    "map": "map",
    "memory": "make_shared make_unique shared_ptr unique_ptr weak_ptr",
    "mutex": "lock_guard mutex scoped_lock unique_lock",
    "numeric": "iota",
    "optional": "nullopt optional",
    "queue": "priority_queue",
    "set": "set",
    "span": "span",
    "sstream": "ostringstream",
    "stdexcept": "length_error runtime_error",
    "stop_token": "stop_source stop_token",
    "string": "string string_view to_string",
    "string_view": "string_view",
    "thread": "jthread thread",
    "tuple": "tuple",
    "type_traits": "conditional_t is_arithmetic_v is_convertible_v is_same_v remove_cvref_t",
    "unordered_map": "unordered_map",
    "unordered_set": "unordered_set",
    "utility": "exchange forward move pair swap",
    "variant": "get_if monostate variant visit",
    "vector": "erase_if vector",
}
# What the containers give besides, and what any standard header gives.
CONTAINERS = "array map memory optional set string tuple unordered_map variant vector".split()
for header in CONTAINERS:
    GIVES[header] += " begin end forward move pair swap"
ANYWHERE = {"size_t"}
# A class of Qt has a header of its own name. What others give besides; every header of a widget gives
# what QWidget gives, declarations of its events among it.
QT_GIVES = {
    "QAbstractTableModel": "QList QModelIndex QObject QString QVariant",
    "QImage": "QRgb",
    "QPainter": "QBrush QColor QFont QImage QPen QPointF QPolygonF QRect QRectF QString",
    "QSettings": "QObject QString QVariant",
    "QTimer": "QObject",
    "QTreeWidget": "QTreeWidgetItem",
    "QWidget": "QColor QCursor QFont QObject QPalette QPoint QRect QRectF QSize QString",
}
WIDGETS = re.compile(r"Q(Abstract(Item|Scroll)\w+|Action|Application|Button\w*|Dialog|\w*(Box|Button|Edit|"
                     r"Label|Layout|Slider|View|Widget|Window))$")
EVENT = re.compile(r"Q\w*Event$")


def qt_missing(code, headers):
    """Names of Qt classes in the text of a header that nothing it includes gives."""
    code = re.sub(r"#include.*", "", code)
    given = set(re.findall(r"\b(?:class|struct) (Q[A-Z]\w+)", code)) | headers
    widgets = any(WIDGETS.match(header) for header in headers)
    for header in (headers | {"QWidget"} if widgets else headers) & QT_GIVES.keys():
        given |= {header, *QT_GIVES[header].split()}
    used = set(re.findall(r"\bQ[A-Z][a-z]\w*", code))
    return sorted(name for name in used - given if not (widgets and EVENT.match(name)))


@functools.cache
def included(path):
    """Headers of others that a header of ours includes, itself or by another of ours."""
    text = path.read_text(encoding="utf-8")
    found = set(re.findall(r"#include <([^>]+)>", text))
    for name in re.findall(r'#include "([^"]+)"', text):
        found |= included(SRC / name)
    return frozenset(found)


errors = []
for path in sorted(SRC.rglob("*.hpp")):
    code = re.sub(r"//.*", "", path.read_text(encoding="utf-8"))
    headers = included(path)
    where = path.relative_to(SRC.parent)
    given = {name for header in headers & GIVES.keys() for name in GIVES[header].split()}
    if headers & GIVES.keys():
        given |= ANYWHERE
    for name in sorted(set(re.findall(r"\bstd::(\w+)", code)) - given):
        homes = [h for h in GIVES if name in GIVES[h].split() and h not in CONTAINERS] or \
                [h for h in GIVES if name in GIVES[h].split()]
        remedy = f"include <{homes[0]}>" if homes else "unknown to scripts/check_headers.py: add it there"
        errors.append(f"{where}: std::{name}: {remedy}")
    if "fmt::" in code and not any(header.startswith("fmt/") for header in headers):
        errors.append(f"{where}: fmt: include <fmt/format.h>")
    errors += [f"{where}: {name}: include <{name}>" for name in qt_missing(code, headers)]
print("\n".join(errors) if errors else "headers: every name of std, fmt and Qt has its header")
sys.exit(1 if errors else 0)
