#!/usr/bin/env python3
"""Compiles gettext .po files into one sorted C++ table for core/base/text.

usage: po_to_cpp.py OUT.cpp FILE.po...
Stops with an error on a sentence translated twice in different words, and on placeholders that differ
between the English and the Chinese sentence.
"""
import ast
import re
import sys


def entries(path):
    """Yields (line, msgid, msgstr) of a .po file; untranslated and fuzzy ones are left out."""
    key = {"msgid": [], "msgstr": []}
    field, start, fuzzy = None, 0, False

    def done():
        return "".join(key["msgid"]), "".join(key["msgstr"])

    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.strip()
            if line.startswith("#"):
                if line.startswith("#,") and "fuzzy" in line:
                    fuzzy = True
                continue
            match = re.match(r'(msgid|msgstr)\s+(".*")$', line)
            if match:
                if match[1] == "msgid":
                    if field and done()[0] and done()[1] and not fuzzy:
                        yield (start, *done())
                    key, start, fuzzy = {"msgid": [], "msgstr": []}, number, False
                field = match[1]
                key[field].append(ast.literal_eval(match[2]))
            elif line.startswith('"') and field:
                key[field].append(ast.literal_eval(line))
    if field and done()[0] and done()[1] and not fuzzy:
        yield (start, *done())


def placeholders(sentence):
    """What fmt will fill in; unnumbered ones count in their order."""
    found, auto = [], 0
    for body in re.findall(r"\{([^{}]*)\}", sentence.replace("{{", "").replace("}}", "")):
        index, _, spec = body.partition(":")
        if index == "":
            index, auto = str(auto), auto + 1
        found.append(index)
    return sorted(found)


def quoted(sentence):
    escaped = sentence.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def main():
    table, twice = {}, []
    for path in sys.argv[2:]:
        for line, english, chinese in entries(path):
            if placeholders(english) != placeholders(chinese):
                sys.exit(f"{path}:{line}: placeholders differ: {english!r} and {chinese!r}")
            if table.setdefault(english, chinese) != chinese:
                twice.append(f"{path}:{line}: translated twice in different words: {english!r} is {table[english]!r} and {chinese!r}")
    if twice:
        sys.exit("\n".join(twice))
    rows = [f"    {{{quoted(e)}, {quoted(c)}}}," for e, c in sorted(table.items(), key=lambda r: r[0].encode())]
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        out.write('// Made from data/lang/zh_CN/*.po by scripts/po_to_cpp.py.\n#include "core/base/text.hpp"\n\n')
        out.write("namespace firebreak {\nnamespace {\nconstexpr Translation table[] = {\n")
        out.write("\n".join(rows) + "\n    {\"\\xff\", \"\"},\n")
        out.write("};\n}  // namespace\n")
        out.write("Translations translations() noexcept { return {table, std::size(table) - 1}; }\n}\n")


main()
