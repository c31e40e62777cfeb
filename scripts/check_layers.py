#!/usr/bin/env python3
"""Fails on an #include that the layer table forbids (the table of src/README.md), and where bytes are
seen as something wider outside the renderer: only there their alignment is checked when tests run."""
import pathlib
import re
import sys

SRC = pathlib.Path(__file__).resolve().parent.parent / "src"

# layer -> layers it may include besides itself
MAY = {
    "core/base": [],
    "core/geo": ["core/base"],
    "core/model": ["core/base", "core/geo"],
    "core/graph": ["core/base", "core/geo", "core/model"],
    "core/normalise": ["core/base", "core/geo", "core/model", "core/graph"],
    "core/io": ["core/base", "core/geo", "core/model", "core/normalise"],
    "core/analysis": ["core/base", "core/geo", "core/model", "core/graph"],
    "core/session": ["core/base", "core/geo", "core/model", "core/normalise", "core/graph", "core/io",
                     "core/analysis"],
    "render": ["core/base", "core/geo", "core/model"],
    "cli": ["core/base", "core/geo", "core/model", "core/normalise", "core/graph", "core/io",
            "core/analysis", "core/session", "render"],
    "gui": ["core/base", "core/geo", "core/model", "core/normalise", "core/graph", "core/io",
            "core/analysis", "core/session", "render"],
}
# third party header -> where it may appear; core headers (.hpp) may see none but fmt
THIRD = [
    (r"(gdal|ogr|cpl|sqlite3|osmium|protozero|toml|nlohmann|iconv)", ["core/io"]),
    (r"(geos_c|proj|geodesic)\b", ["core/geo"]),
    (r"(CLI/)", ["cli"]),
    (r"(nlohmann/)", ["core/io", "cli"]),
    (r"Q[A-Z]", ["render", "cli", "gui"]),
]

# what a pointer may be cast to anywhere: bytes, and a handle's number
CAST = re.compile(r"reinterpret_cast<(?!(const )?(unsigned char|char|GByte|std::byte|std::u?int8_t)\*>|std::intptr_t>)")

errors = []
for path in sorted(SRC.rglob("*.[ch]pp")):
    name = path.relative_to(SRC).as_posix()
    layer = next((l for l in MAY if name.startswith(l + "/")), None)
    if layer is None:
        continue
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        ours = re.match(r'#include "([^"]+)"', line)
        theirs = re.match(r"#include <([^>]+)>", line)
        where = f"src/{name}:{number}"
        if CAST.search(line) and layer != "render":
            errors.append(f"{where}: a pointer to something wider than bytes belongs in render, where its alignment is checked")
        if ours:
            target = next((l for l in MAY if ours[1].startswith(l + "/")), None)
            if target is None:
                errors.append(f"{where}: {ours[1]} is not a path from src/")
            elif target != layer and target not in MAY[layer]:
                errors.append(f"{where}: {layer} may not include {target}")
        elif theirs:
            places = [p for pattern, p in THIRD if re.match(pattern, theirs[1])]
            if places and not any(layer in p for p in places):
                errors.append(f"{where}: <{theirs[1]}> belongs in {' or '.join(sorted({x for p in places for x in p}))}")
            elif places and layer.startswith("core/") and name.endswith(".hpp"):
                errors.append(f"{where}: no third-party header in a core header")
print("\n".join(errors) if errors else "layers: every include is allowed")
sys.exit(1 if errors else 0)
