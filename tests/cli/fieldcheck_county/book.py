"""Looks at a field-check list as Excel would, and fills it in: book.py look LIST; book.py fill LIST BACK SHEET:KIND=MEASURED;DATE…"""
import sys

import openpyxl

COLUMNS = ["序号", "类别", "位置", "待核实内容", "系统值(m)", "限值(m)", "影响(栋)", "不符合可能性(%)", "优先级", "实测值(m)或状态", "认定",
           "照片号", "核查人", "核查日期", "经度", "纬度", "Y 东(m)", "X 北(m)", "备注", "标识（勿改）"]
book = openpyxl.load_workbook(sys.argv[2])
if sys.argv[1] == "look":
    ids = set()
    for sheet in book:
        assert [c.value for c in sheet[3]] == COLUMNS, [c.value for c in sheet[3]]
        assert sheet["A1"].value.endswith(sheet.title), (sheet["A1"].value, sheet.title)
        rows = [r for r in sheet.iter_rows(min_row=4, values_only=True) if r[19]]
        for number, row in enumerate(rows, 1):
            assert row[0] == number and row[3] and row[8] in (1, 2, 3), row
            assert row[9:14] == (None,) * 5, "left for the hand"
            assert row[19] not in ids, row
            ids.add(row[19])
        priorities = [r[8] for r in rows]
        assert priorities == sorted(priorities)
        print(sheet.title, len(rows) > 0)
else:
    for entry in sys.argv[4:]:
        where, what = entry.split("=")
        town, kind = where.split(":")
        measured, date = what.split(";")
        row = next(r for r in book[town].iter_rows(min_row=4) if (r[19].value or "").startswith(kind + "|"))
        row[9].value, row[12].value, row[13].value = measured, "王", date
    book.save(sys.argv[3])
