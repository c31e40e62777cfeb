#!/usr/bin/python3
"""Spoils the demo county as people and disks do: mutate_county.py COUNTY OUT FIRST COUNT

OUT/SEED is then a folder of data sets for each seed from FIRST on: the spoilt files with a few sound ones around them.
OUT/SEED.txt says what was done, and, as lines "rows FILE LAYER N", how many records a reader must account for where the
damage leaves that certain. The same seed gives the same bytes.
"""
import csv
import io
import pathlib
import random
import shutil
import sqlite3
import struct
import sys
import warnings

import openpyxl

warnings.simplefilter("ignore")
SOUND = ["道路中心线", "住宅小区", "消防站"]
JUNK = [float("nan"), "NaN", "inf", "-1.#IND", "1e308", "", "—", "／", "#REF!", "#VALUE!", "无", "-99999999999999999999",
        "０．２５", "'", "\"", "=1+1", "x" * 3000, "\u3000", "113°75′00″", "1900-01-00", "\U0001F692", "a\nb", "\t"]


class Spoiler:
    def __init__(self, county, folder, seed):
        self.rng = random.Random(seed)
        self.county, self.folder = county, folder
        self.done, self.rows = [], []

    def say(self, *words):
        self.done.append(" ".join(str(w) for w in words))

    def expect(self, file, layer, count):
        self.rows.append(f"rows\t{file}\t{layer}\t{count}")

    def run(self):
        self.folder.mkdir(parents=True)
        stems = sorted({f.stem for f in self.county.iterdir() if f.suffix != ".txt"})
        spoilt = self.rng.sample(stems, self.rng.choice([1, 1, 2]))
        for file in sorted(self.county.iterdir()):
            if file.stem in spoilt or file.stem in SOUND:
                shutil.copy(file, self.folder)
        for stem in spoilt:
            ending = sorted(f.suffix for f in self.county.iterdir() if f.stem == stem)
            main = next(e for e in (".shp", ".csv", ".xlsx", ".dxf", ".gpkg") if e in ending)
            getattr(self, "spoil_" + main[1:])(self.folder / (stem + main))

    # Tables

    def cells(self, rows, header):
        """Spoils a matrix of cells below its header; returns the rows and how many hold anything, if that is certain."""
        rng = self.rng
        certain = True
        for _ in range(rng.randint(1, 4)):
            body = range(header + 1, len(rows))
            if len(body) < 2:
                return rows, False
            kind = rng.choice(["shuffle", "drop_header", "repeat_header", "junk", "swap_rows", "swap_cells", "rename",
                               "extra", "title", "total", "blank_column", "repeat_row", "blank_rows", "short"])
            self.say("cells", kind)
            if kind == "shuffle":
                order = list(range(max(len(r) for r in rows)))
                rng.shuffle(order)
                rows = [[r[i] if i < len(r) else None for i in order] for r in rows]
            elif kind == "drop_header":
                del rows[header]
                certain = False
            elif kind == "repeat_header":
                rows.insert(rng.choice(body), list(rows[header]))
                certain = False
            elif kind == "junk":
                for _ in range(rng.randint(1, 40)):
                    row = rows[rng.choice(body)]
                    row[rng.randrange(len(row))] = rng.choice(JUNK)
            elif kind == "swap_rows":
                a, b = rng.choice(body), rng.choice(body)
                rows[a], rows[b] = rows[b], rows[a]
            elif kind == "swap_cells":
                for _ in range(rng.randint(1, 30)):
                    row = rows[rng.choice(body)]
                    a, b = rng.randrange(len(row)), rng.randrange(len(row))
                    row[a], row[b] = row[b], row[a]
            elif kind == "rename":
                row = rows[header]
                row[rng.randrange(len(row))] = rng.choice(["", None, "经度", "编号", "X", "备注", 12, "名称" * 200])
            elif kind == "extra":
                for row in rows[header:]:
                    row.append(rng.choice(["多", "", 1, None]))
            elif kind == "title":
                rows.insert(0, ["某某县统计表"] + [None] * 3)
                header += 1
                certain = False
            elif kind == "total":
                rows.insert(rng.choice(body), ["合计", 99] + [None] * 3)
            elif kind == "blank_column":
                column = rng.randrange(len(rows[header]))
                for i in body:
                    if column < len(rows[i]):
                        rows[i][column] = None
            elif kind == "repeat_row":
                for _ in range(rng.randint(1, 12)):
                    rows.insert(rng.choice(body), list(rows[rng.choice(body)]))
            elif kind == "blank_rows":
                at = rng.choice(body)
                rows[at:at] = [[None] * len(rows[header]) for _ in range(rng.randint(1, 14))]
                certain = False
            elif kind == "short":
                row = rows[rng.choice(body)]
                del row[rng.randint(1, len(row)):]
        return rows, certain

    @staticmethod
    def filled(rows, header):
        empty = (None, "")
        return sum(any(c not in empty and str(c).strip("\u3000 \t") not in ("", "nan") for c in r) for r in rows[header + 1:])

    def spoil_csv(self, path):
        rng = self.rng
        text = path.read_bytes().decode("gbk")
        rows, certain = self.cells(list(csv.reader(io.StringIO(text))), 0)
        out = io.StringIO()
        delimiter = rng.choice([",", ",", ",", ";", "\t"])
        csv.writer(out, delimiter=delimiter).writerows(rows)
        text = out.getvalue()
        kind = rng.choice(["gbk", "gbk", "gbk", "utf-8", "utf-8-sig", "utf-16", "mixed", "truncated", "flipped", "nul", "cr"])
        self.say(path.name, "as", kind, repr(delimiter))
        if kind in ("gbk", "utf-8", "utf-8-sig", "utf-16"):
            data = text.encode(kind, "replace")
            if certain and kind != "utf-16" and delimiter == ",":
                self.expect(path.name, path.stem, self.filled(rows, 0))
        elif kind == "mixed":
            data = b"".join(line.encode(rng.choice(["gbk", "utf-8"]), "replace") for line in text.splitlines(True))
        elif kind == "cr":
            data = text.replace("\r\n", "\r").encode("gbk", "replace")
        else:
            data = self.bytes(text.encode("gbk", "replace"), kind)
        path.write_bytes(data)

    def bytes(self, data, kind=None):
        rng = self.rng
        kind = kind or rng.choice(["truncated", "flipped", "nul", "empty", "doubled"])
        self.say("bytes", kind)
        data = bytearray(data)
        if kind == "truncated":
            del data[rng.randrange(max(len(data), 1)):]
        elif kind == "flipped":
            for _ in range(rng.randint(1, 30)):
                data[rng.randrange(len(data))] = rng.randrange(256)
        elif kind == "nul":
            at = rng.randrange(len(data))
            data[at:at + rng.randint(1, 400)] = bytes(rng.randint(1, 400))
        elif kind == "empty":
            data.clear()
        elif kind == "doubled":
            data += bytes(data)
        return bytes(data)

    def spoil_xlsx(self, path):
        rng = self.rng
        if rng.random() < 0.15:
            self.say(path.name)
            return path.write_bytes(self.bytes(path.read_bytes()))
        book = openpyxl.load_workbook(path)
        spoilt = openpyxl.Workbook()
        spoilt.remove(spoilt.active)
        for sheet in book.worksheets:
            self.say(path.name, sheet.title)
            merged = [str(r) for r in sheet.merged_cells.ranges]
            rows = [[c.value for c in row] for row in sheet.iter_rows()]
            header = 3 if sheet.title == "城关镇" else 2
            rows, certain = self.cells(rows, header)
            name = rng.choice([sheet.title, sheet.title, "Sheet1", "镇" * 31, "a'b"])
            if name in spoilt.sheetnames:
                name = sheet.title
            new = spoilt.create_sheet(name)
            for r, row in enumerate(rows, 1):
                for c, value in enumerate(row, 1):
                    if isinstance(value, float) and value != value:
                        value = "nan"
                    if isinstance(value, str):
                        value = "".join(ch for ch in value if ch >= " " or ch in "\n\t")
                    if value is not None:
                        new.cell(r, c, value)
            if rng.random() < 0.7:
                for area in merged:
                    try:
                        new.merge_cells(area)
                    except Exception:
                        pass
            if certain:
                self.expect(path.name, new.title, self.filled(rows, header))
            new.sheet_state = rng.choice(["visible", "visible", "visible", "hidden"])
        if all(s.sheet_state == "hidden" for s in spoilt.worksheets):
            spoilt.worksheets[0].sheet_state = "visible"
        spoilt.save(path)

    # Shapefiles

    def spoil_shp(self, path):
        rng = self.rng
        for _ in range(rng.randint(1, 3)):
            kind = rng.choice(["values", "values", "points", "points", "header", "lost", "cpg", "prj", "bytes", "swap", "names",
                               "deleted"])
            self.say(path.name, kind)
            dbf = path.with_suffix(".dbf")
            if kind in ("values", "names", "swap", "deleted", "header"):
                if dbf.exists() and dbf.stat().st_size:
                    dbf.write_bytes(self.table(dbf.read_bytes(), kind))
            elif kind == "points" and path.exists():
                data = bytearray(path.read_bytes())
                for _ in range(rng.randint(1, 20)):
                    if len(data) > 120:
                        at = rng.randrange(100, len(data) - 8)
                        data[at:at + 8] = struct.pack("<d", rng.choice(
                            [float("nan"), float("inf"), -1e308, 0, 1e-300, rng.uniform(-1e7, 1e8)]))
                path.write_bytes(data)
            elif kind == "lost":
                path.with_suffix(rng.choice([".dbf", ".shx", ".prj", ".cpg"])).unlink(missing_ok=True)
            elif kind == "cpg":
                path.with_suffix(".cpg").write_text(rng.choice(["UTF-8", "GBK", "BIG5", "xyz", "", "65001", "ISO-8859-1"]))
            elif kind == "prj":
                path.with_suffix(".prj").write_text(rng.choice(
                    ["", "PROJCS[", 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
                     'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]', 'LOCAL_CS["地方坐标系"]']))
            elif kind == "bytes":
                victim = rng.choice([f for f in (path, dbf, path.with_suffix(".shx")) if f.exists()] or [path])
                if victim.exists() and victim.stat().st_size:
                    victim.write_bytes(self.bytes(victim.read_bytes()))

    def table(self, data, kind):
        """Spoils a dbf: 32 bytes of header, 32 for each field, records of fixed width."""
        rng = self.rng
        data = bytearray(data)
        if len(data) < 66:
            return bytes(data)
        count, head, width = struct.unpack("<IHH", data[4:12])
        if kind == "header":
            at = rng.choice([4, 8, 10, 29, 32 + 11, 32 + 16])
            data[at] = rng.randrange(256)
        elif kind == "names":
            at = 32 + 32 * rng.randrange(max((head - 33) // 32, 1))
            data[at:at + 10] = rng.choice(["名称".encode("gbk"), b"\xd0", b"lon", b"", "层数".encode(), b"ID"]).ljust(10, b"\0")
        elif width and count and len(data) >= head + count * width:
            for _ in range(rng.randint(1, 30)):
                a = head + width * rng.randrange(count)
                if kind == "swap":
                    b = head + width * rng.randrange(count)
                    data[a:a + width], data[b:b + width] = data[b:b + width], data[a:a + width]
                elif kind == "deleted":
                    data[a] = ord("*")
                else:
                    at = a + 1 + rng.randrange(max(width - 4, 1))
                    junk = rng.choice([b"NaN", b"***", "砖".encode(), "砖".encode("gbk"), b"\xff\xfe", b"1e9", b"\0\0"])
                    data[at:at + len(junk)] = junk
        return bytes(data)

    # GeoPackage

    def spoil_gpkg(self, path):
        rng = self.rng
        if rng.random() < 0.3:
            self.say(path.name)
            return path.write_bytes(self.bytes(path.read_bytes()))
        db = sqlite3.connect(path)
        triggers = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
        for name in triggers:
            db.execute(f'DROP TRIGGER "{name}"')
        table = '"房屋建筑普查"'
        columns = ["建筑编号", "结构类型", "建筑层数", "建造年代", "用途"]
        for _ in range(rng.randint(1, 3)):
            kind = rng.choice(["junk", "null", "blob", "srs", "rename", "swap", "delete", "repeat", "meta"])
            self.say(path.name, kind)
            fids = [r[0] for r in db.execute(f"SELECT fid FROM {table}")]
            some = rng.sample(fids, min(len(fids), rng.randint(1, 30)))
            if kind == "junk":
                for fid in some:
                    db.execute(f'UPDATE {table} SET "{rng.choice(columns)}" = ? WHERE fid = ?',
                               (rng.choice(["NaN", "砖木/砖混", "—", -5, 1e300, b"\xff\xd0", "x" * 2000, "１２层", None]), fid))
            elif kind == "null":
                db.executemany(f"UPDATE {table} SET geom = NULL WHERE fid = ?", [(f,) for f in some])
            elif kind == "blob":
                for fid in some:
                    blob = db.execute(f"SELECT geom FROM {table} WHERE fid = ?", (fid,)).fetchone()[0]
                    if blob:
                        blob = bytearray(blob)
                        if rng.random() < 0.5:
                            at = rng.randrange(max(len(blob) - 8, 1))
                            blob[at:at + 8] = struct.pack("<d", rng.choice([float("nan"), float("inf"), 1e300, 0]))
                        else:
                            del blob[rng.randrange(len(blob)):]
                        db.execute(f"UPDATE {table} SET geom = ? WHERE fid = ?", (bytes(blob), fid))
            elif kind == "srs":
                db.execute("UPDATE gpkg_geometry_columns SET srs_id = ?", (rng.choice([0, -1, 4326, 99999]),))
            elif kind == "rename":
                try:
                    name = rng.choice(columns)
                    new = rng.choice(["列1", "名称", "fid2"])
                    db.execute(f'ALTER TABLE {table} RENAME COLUMN "{name}" TO "{new}"')
                    columns[columns.index(name)] = new
                except sqlite3.OperationalError:
                    pass
            elif kind == "swap":
                db.execute(f'UPDATE {table} SET "{columns[1]}" = "{columns[2]}", "{columns[2]}" = "{columns[1]}"')
            elif kind == "delete":
                db.executemany(f"DELETE FROM {table} WHERE fid = ?", [(f,) for f in some])
            elif kind == "repeat":
                names = ", ".join(f'"{c}"' for c in ["geom", *columns])
                for fid in some:
                    db.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM {table} WHERE fid = ?", (fid,))
            elif kind == "meta":
                db.execute(rng.choice(["DELETE FROM gpkg_contents", "DELETE FROM gpkg_geometry_columns",
                                       "UPDATE gpkg_contents SET min_x = 'a'", "DELETE FROM gpkg_spatial_ref_sys"]))
        count = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        db.commit()
        db.close()
        if not any("meta" in d for d in self.done):
            self.expect(path.name, "房屋建筑普查", count)

    # Drawing

    def spoil_dxf(self, path):
        rng = self.rng
        self.say(path.name)
        lines = path.read_bytes().split(b"\n")
        for _ in range(rng.randint(1, 25)):
            at = rng.randrange(len(lines))
            kind = rng.randrange(9)
            if kind == 0:
                lines[at] = b""
            elif kind == 1:
                lines[at] = rng.choice([b"nan", b"inf", b"1e308", b"-99999999999999999999", b"0x10"])
            elif kind == 2:
                other = rng.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
            elif kind == 3:
                line = bytearray(lines[at] or b"0")
                line[rng.randrange(len(line))] = rng.randrange(256)
                lines[at] = bytes(line)
            elif kind == 4:
                del lines[at:at + rng.randint(1, 9)]
            elif kind == 5:
                lines[at:at] = lines[at:at + rng.randint(1, 40)]
            elif kind == 6:
                lines[at] = rng.choice(["砖木2".encode(), "砖木2".encode("gbk"), b"\\U+FFFF", b"\\U+", b"%%", b"{\\f", b"\xff"])
            elif kind == 7:
                lines[at:at] = rng.choice([[b"0", b"INSERT", b"8", b"JMD", b"2", b"none"],
                                           [b"0", b"LWPOLYLINE", b"8", b"JMD", b"90", b"2000000000"],
                                           [b"0", b"SPLINE"], [b"0", b"SECTION"], [b"0", b"EOF"], [b"999", b"x" * 9000],
                                           [b"0", b"BLOCK", b"2", "消火栓".encode("gbk")]])
            else:
                lines[at] = rng.choice([b"0", b"10", b"20", b"8", b"1", b"70", b"1071", b"-1", b"99999"])
        if rng.random() < 0.2:
            del lines[rng.randrange(len(lines)):]
        path.write_bytes(b"\n".join(lines))


def main():
    county, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    first, count = int(sys.argv[3]), int(sys.argv[4])
    for seed in range(first, first + count):
        spoiler = Spoiler(county, out / str(seed), seed)
        spoiler.run()
        (out / f"{seed}.txt").write_text("\n".join(spoiler.done + spoiler.rows) + "\n", encoding="utf-8")


main()
