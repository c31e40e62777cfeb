#!/usr/bin/env python3
"""Lists English sentences that reach a user and have no Chinese: every literal handed to text(), text_in(),
Error(), every title and help of a Param, Column or table, and every title in styles/*.toml.

A literal counts when it stands where those calls take one. Lists as well every Chinese sentence that takes
its values in another order or form than the English one: it would fail when it is shown. Exit 1 if any is found.
"""
import ast
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
LITERAL = r'"(?:[^"\\]|\\.)*"'
LITERALS = rf"{LITERAL}(?:\s*{LITERAL})*"
CALLS = [
    rf"\btext\(\s*({LITERALS})",
    rf"(?<![.\w>])words\(\s*({LITERALS})",
    rf"\bsay(?:_tip|_placeholder)?\(\s*[^,()]+(?:\(\))?,\s*({LITERALS})",
    rf"\btext_in\(\s*[^,()]+,\s*({LITERALS})",
    rf"\btranslate\(\s*({LITERALS})",
    rf"\bError\(\s*(?:ErrorKind::)?\w+,\s*({LITERALS})",
    rf"\bParam<\w+>\{{\s*{LITERAL},\s*({LITERALS})",
    rf"\bColumn\(\s*{LITERAL},\s*ColumnType::\w+,\s*({LITERALS})",
    rf"\btr_key\(\s*({LITERALS})",
    rf"\bfilled_column\(\s*{LITERAL},\s*\w+,\s*({LITERALS})",
    rf"\.(?:title|description|measure|detail|effect)\s*=\s*({LITERALS})",
    rf"(?<!actions\.)(?<!actions_\.)\badd\({LITERAL},\s*({LITERALS})",
    rf"^\s*\{{{LITERAL},\s*({LITERALS}),\s*{LITERAL},\s*{LITERAL}\}},$",
]


def unescape(literals):
    return "".join(ast.literal_eval(part) for part in re.findall(LITERAL, literals))


def values(sentence):
    """The values a sentence takes: pairs of position and format, {} counted through."""
    taken = set()
    count = 0
    for field in re.findall(r"\{([^{}]*)\}", sentence.replace("{{", "").replace("}}", "")):
        position, _, form = field.partition(":")
        if not position:
            position, count = str(count), count + 1
        taken.add((position, form))
    return taken


def main():
    known = set()
    wrong = 0
    for po in (ROOT / "data/lang/zh_CN").glob("*.po"):
        text = po.read_text(encoding="utf-8")
        for match in re.finditer(rf"msgid\s+({LITERALS})\s+msgstr\s+({LITERALS})", text):
            english, chinese = unescape(match[1]), unescape(match[2])
            if chinese:
                known.add(english)
            if chinese and values(chinese) != values(english):
                print(f"{po.name}: other values in the Chinese of {english!r}; number them: {{0}}, {{1}} ...")
                wrong += 1
    missing = {}
    for path in sorted((ROOT / "src").rglob("*.[ch]pp")):
        source = re.sub(r"//[^\n]*", "", path.read_text(encoding="utf-8"))
        for pattern in CALLS:
            for match in re.finditer(pattern, source, re.M):
                sentence = unescape(match[1])
                if not sentence.startswith("SELECT ") and re.search(r"[A-Za-z]{2}", re.sub(r"\{[^}]*\}", "", sentence)) and sentence not in known:
                    missing.setdefault(sentence, path.relative_to(ROOT).as_posix())
    for path in sorted((ROOT / "styles").glob("*.toml")):
        for match in re.finditer(rf"^\s*title\s*=\s*({LITERAL})", path.read_text(encoding="utf-8"), re.M):
            sentence = unescape(match[1])
            if sentence not in known:
                missing.setdefault(sentence, path.relative_to(ROOT).as_posix())
    for sentence, where in sorted(missing.items(), key=lambda item: (item[1], item[0])):
        print(f"{where}: no Chinese for {sentence!r}")
    if not missing and not wrong:
        print(f"translations: every sentence found has its Chinese ({len(known)} known)")
    sys.exit(1 if missing or wrong else 0)


main()
