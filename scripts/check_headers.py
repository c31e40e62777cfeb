#!/usr/bin/env python3
"""Fails on a header that uses a name of std, fmt or Qt without its header, by itself or by a header of
ours that it includes. With the target headers (every header compiled alone, but std, fmt and Qt are
precompiled) this proves that every header stands alone, in a third of the time."""
import functools
import pathlib
import re
import sys

SRC = pathlib.Path(__file__).resolve().parent.parent / "src"

# standard header -> names of std it gives
GIVES = {
    "algorithm": "all_of any_of clamp find find_if max min replace sort",
    "array": "array",
    "atomic": "atomic memory_order_relaxed",
    "chrono": "chrono",
    "cmath": "abs ceil floor hypot isnan sqrt",
    "deque": "deque",
    "condition_variable": "condition_variable condition_variable_any",
    "cstdint": "int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t",
    "cstdlib": "abs free",
    "ctime": "time_t",
    "exception": "current_exception exception exception_ptr rethrow_exception",
    "filesystem": "filesystem",
    "functional": "function greater hash less",
    "initializer_list": "initializer_list",
    "limits": "numeric_limits",
    "list": "list",
    "map": "map",
    "memory": "make_shared make_unique shared_ptr unique_ptr",
    "mutex": "lock_guard mutex scoped_lock unique_lock",
    "numeric": "iota",
    "optional": "nullopt optional",
    "queue": "priority_queue",
    "set": "set",
    "span": "span",
    "stdexcept": "length_error runtime_error",
    "stop_token": "stop_source stop_token",
    "string": "string string_view to_string",
    "string_view": "string_view",
    "thread": "jthread thread",
    "tuple": "tuple",
    "type_traits": "is_convertible_v is_same_v remove_cvref_t",
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

# header of Qt -> names it gives besides its own, beyond what all of them give
QT_GIVES = {
    "QAbstractTableModel": "QModelIndex QVariant",
    "QApplication": "QColor QRect QSize QPoint",
    "QImage": "QColor QRect QRgb QSize QSizeF",
    "QPainter": "QBrush QColor QImage QPen QPoint QPointF QPolygonF QRect QRectF QSize QSizeF",
    "QSettings": "QVariant",
    "QTableView": "QModelIndex QPoint QRect QSize QWidget",
    "QTreeWidget": "QTreeWidgetItem",
    "QWidget": "QColor QPoint QRect QRectF QSize",
}
QT_ANYWHERE = {"QByteArray", "QList", "QObject", "QString"}
# Widgets, each of which gives all that a QWidget does.
WIDGETS = ("QAbstractScrollArea QCheckBox QComboBox QDoubleSpinBox QFrame QLabel QLineEdit QMainWindow "
           "QPushButton QTableView QToolButton QTreeWidget").split()


@functools.cache
def included(path):
    """Headers of others that a header of ours includes, itself or by another of ours."""
    text = path.read_text(encoding="utf-8")
    found = set(re.findall(r"#include <([^>]+)>", text))
    for name in re.findall(r'#include "([^"]+)"', text):
        found |= included(SRC / name)
    return frozenset(found)


@functools.cache
def declared(path):
    """Classes of Qt that a header of ours declares, itself or by another of ours."""
    text = path.read_text(encoding="utf-8")
    found = set(re.findall(r"^(?:class|struct) (Q\w+);", text, re.MULTILINE))
    for name in re.findall(r'#include "([^"]+)"', text):
        found |= declared(SRC / name)
    return frozenset(found)


def qt_errors(path, code, headers):
    """Names of Qt without a header. Events of widgets may be declared by any widget."""
    qt = {header for header in headers if re.fullmatch(r"Q\w+", header)}
    widgets = qt & set(WIDGETS) or "QWidget" in qt
    given = set(qt) | (QT_ANYWHERE if qt else set()) | declared(path)
    for header in qt:
        given |= set(QT_GIVES.get(header, "").split())
    if widgets:
        given |= set(QT_GIVES["QWidget"].split()) | {"QWidget", "QEvent"}
    code = re.sub(r"#include.*", "", code)
    for name in sorted(set(re.findall(r"\bQ[A-Z]\w+", code)) - given):
        if widgets and re.fullmatch(r"Q\w+Event", name):
            continue
        yield f"{path.relative_to(SRC.parent)}: {name}: include <{name}> or declare it"


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
    errors += qt_errors(path, code, headers)
    if "fmt::" in code and not any(header.startswith("fmt/") for header in headers):
        errors.append(f"{where}: fmt: include <fmt/format.h>")
print("\n".join(errors) if errors else "headers: every name of std, fmt and Qt has its header")
sys.exit(1 if errors else 0)
