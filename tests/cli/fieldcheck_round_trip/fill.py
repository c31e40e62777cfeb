"""What people do to a field-check list before it comes back: fill.py CHECK.XLSX BACK.XLSX ID=MEASURED;FINDING;PERSON;DATE…

Keeps the rows named and fills them in, turns their order round, adds a column in front, inserts an empty row, a row without
id and one of another county, and renames the sheet.
"""
import csv
import os
import subprocess
import sys

source, target = sys.argv[1], sys.argv[2]
filled = dict(entry.rsplit("=", 1) for entry in sys.argv[3:])
plain = dict(os.environ, OGR_XLSX_HEADERS="DISABLE", OGR_XLSX_FIELD_TYPES="STRING")
text = subprocess.run(["ogr2ogr", "-f", "CSV", "/vsistdout/", source], env=plain, capture_output=True, text=True, check=True).stdout
rows = list(csv.reader(text.splitlines()))[1:]  # the first line is GDAL's own names
head, body = rows[:3], [row for row in rows[3:] if row[19] in filled]
assert len(body) == len(filled), (len(body), len(filled))
for row in body:
    row[9], row[10], row[12], row[13] = filled[row[19]].split(";")
body.reverse()
foreign = list(body[0])
foreign[19] = "lane|nowhere_1|clear_width_m"
body.insert(1, [""] * 20)
body.append(["", "", "corner of the market"] + [""] * 6 + ["2,5"] + [""] * 10)
body.append(foreign)
with open("back.csv", "w", newline="", encoding="utf-8") as out:
    csv.writer(out).writerows([[f"c{i}" for i in range(21)]] + [["ours"] + row for row in head + body])
subprocess.run(["ogr2ogr", "-f", "XLSX", target, "back.csv", "-nln", "returned by the town"], check=True)
