"""The folder as the county hands it over. Returns the traps: (id, file, what is wrong, what must be said, whom)."""
import csv
import datetime
import io
import random
import zipfile

import openpyxl
from openpyxl.utils import get_column_letter
from osgeo import gdal, ogr

from . import drawing, places
from .county import TOWNS

gdal.UseExceptions()
DAY = datetime.datetime(2026, 10, 31)


def shapefile(path, epsg, kind, fields, rows, encoding, cpg=True):
    """Writes a shapefile, with names cut to ten bytes as the format does."""
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    source = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource(str(path))
    srs = places.system(epsg) if epsg else None
    layer = source.CreateLayer(path.stem, srs, kind, [f"ENCODING={encoding}", "DBF_DATE_LAST_UPDATE=2026-10-31"])
    for name, of_type, width in fields:
        field = ogr.FieldDefn(name, of_type)
        field.SetWidth(width)
        layer.CreateField(field)
    for geometry, values in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        for i, value in enumerate(values):
            if value is not None:
                feature.SetField(i, value)
        feature.SetGeometry(geometry)
        layer.CreateFeature(feature)
    source = layer = None
    gdal.PopErrorHandler()
    if not cpg:
        path.with_suffix(".cpg").unlink(missing_ok=True)
    if not epsg:
        path.with_suffix(".prj").unlink(missing_ok=True)


def polygon(ring, to):
    g = ogr.Geometry(ogr.wkbPolygon)
    r = ogr.Geometry(ogr.wkbLinearRing)
    for p in ring:
        r.AddPoint_2D(*to(p))
    g.AddGeometry(r)
    return g


def line(points, to):
    g = ogr.Geometry(ogr.wkbLineString)
    for p in points:
        g.AddPoint_2D(*to(p))
    return g


def zoned(p):
    return p[0] + places.PREFIX, p[1]


def save(book, path):
    """An xlsx that is the same bytes on every day."""
    book.properties.created = book.properties.modified = DAY
    plain = io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            data = old.read(name)
            if name == "docProps/core.xml":
                start, end = data.index(b"<dcterms:modified"), data.index(b"</dcterms:modified>")
                start = data.index(b">", start) + 1
                data = data[:start] + b"2026-10-31T00:00:00Z" + data[end:]
            new.writestr(zipfile.ZipInfo(name, (2026, 10, 31, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)


def title(sheet, words, town, columns):
    sheet["A1"] = words
    sheet.merge_cells(f"A1:{get_column_letter(columns)}1")
    sheet["A2"] = f"填报单位：{town}人民政府    填报日期：2026年10月31日（演示数据）"
    sheet.merge_cells(f"A2:{get_column_letter(columns)}2")


def spreadsheet_day(year):
    """The tenth of May as a spreadsheet counts days, in a cell that is not formatted as a date."""
    return (datetime.date(year, 5, 10) - datetime.date(1899, 12, 30)).days


PRESSURES = [lambda p: p, lambda p: f"{p}MPa", lambda p: f"{p / 0.0981:.1f}公斤", lambda p: f"{p * 1000:.0f}kPa"]
SIZES = [lambda d: f"DN{d}", lambda d: f"Φ{d}", lambda d: f"{d}mm", lambda d: f"{d // 25}寸" if d % 25 == 0 else d]
YEARS = [lambda y: y, lambda y: f"{y}年", lambda y: f"{y}.5.10", lambda y: f"{str(y)[2:]}年", spreadsheet_day]


def ledger_a(county, path, traps):
    """Two sheets, a header of two rows with merged groups; phones located the first, the second has X and Y."""
    rng = random.Random(11)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "城关镇"
    title(sheet, "市政消火栓普查登记表", "城关镇", 10)
    for column, words in enumerate(["序号", "编号", "位置", "坐标", None, "技术参数", None, None, "状态", "备注"], 1):
        sheet.cell(3, column, words)
    for column, words in enumerate([None, None, None, "经度", "纬度", "管径", "压力", "安装时间", None, None], 1):
        sheet.cell(4, column, words)
    sheet.merge_cells("D3:E3")
    sheet.merge_cells("F3:H3")
    for column in "ABCIJ":
        sheet.merge_cells(f"{column}3:{column}4")
    row = 5
    town = [h for h in county.hydrants if h.town == "城关镇"]
    for n, h in enumerate(town):
        lon, lat = places.gcj02(*places.degrees((h.at[0] + rng.gauss(0, 4), h.at[1] + rng.gauss(0, 4))))
        cells = [n + 1, h.id, h.address, round(lon, 6), round(lat, 6), SIZES[n % 4](h.dn), PRESSURES[n % 4](h.pressure),
                 YEARS[n % 5](h.year), h.status, "地下" if h.under else "地上"]
        if n % 20 == 4:
            cells[3] = cells[4] = None
            traps.append((f"ledger-address-{h.id}", "消火栓台账A", "no coordinates", "placed by its address or set aside", h.id))
        if n % 33 == 8:
            cells[3], cells[4] = cells[4], cells[3]
            traps.append((f"ledger-swap-{h.id}", "消火栓台账A", "longitude and latitude exchanged", "put right", h.id))
        if n == 50:
            cells[3] = cells[4] = 0
            traps.append((f"ledger-zero-{h.id}", "消火栓台账A", "coordinates are 0", "no place known", h.id))
        for column, value in enumerate(cells, 1):
            sheet.cell(row, column, value)
        row += 1
        if n == 49:
            row += 1  # an empty row between two pages
    sheet.cell(row, 1, "合计")
    sheet.cell(row, 2, f"{len(town)}具")
    sheet.cell(row + 1, 1, "填表人：张三　审核：李四　电话：0000-0000000")
    sheet = book.create_sheet("东河镇")
    title(sheet, "市政消火栓普查登记表", "东河镇", 8)
    for column, words in enumerate(["序号", "消火栓编号", "地址", "X坐标", "Y坐标", "公称直径(mm)", "水压（MPa）", "完好情况"], 1):
        sheet.cell(3, column, words)
    for n, h in enumerate([h for h in county.hydrants if h.town == "东河镇"]):
        # X is north, as surveyors write it; in a third of the rows the two stand the other way round.
        x, y = (round(h.at[1], 2), round(h.at[0], 2)) if n % 3 else (round(h.at[0], 2), round(h.at[1], 2))
        for column, value in enumerate([n + 1, h.id, h.address, x, y, h.dn, h.pressure, h.status or "／"], 1):
            sheet.cell(n + 4, column, value)
    sheet.cell(64, 1, "小计")
    traps += [("ledger-gcj", "消火栓台账A", "sheet 城关镇 was located by phone", "GCJ-02 proposed with evidence", ""),
              ("ledger-header", "消火栓台账A", "two title rows, a merged header of two rows", "header found in rows 3 and 4", ""),
              ("ledger-total", "消火栓台账A", "合计, 小计 and a signature row", "skipped", ""),
              ("ledger-serial", "消火栓台账A", "days as spreadsheets count them among years", "read as dates", ""),
              ("ledger-xy", "消火栓台账A", "sheet 东河镇: X is north, a third of the rows exchanged, no zone",
               "exchanged row by row; zone proposed", "")]
    save(book, path)


def ledger_b(county, path, traps):
    """One sheet of the third town: degrees, minutes and seconds as text and in one packed column."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    title(sheet, "北岭镇消火栓台账", "北岭镇", 7)
    for column, words in enumerate(["编号", "所在位置", "东经", "北纬", "设置形式", "出水量（m³/h）", "使用状态"], 1):
        sheet.cell(3, column, words)
    for n, h in enumerate([h for h in county.hydrants if h.town == "北岭镇"]):
        lon, lat = places.degrees(h.at)
        flow = "约90" if n % 5 == 0 else "—" if n % 5 == 1 else 72 + n
        for column, value in enumerate([h.id, h.address, places.dms(lon), places.dms(lat),
                                        "地下式" if h.under else "地上式", flow, h.status or "\\"], 1):
            sheet.cell(n + 4, column, value)
    sheet.cell(55, 1, "注：本表为演示数据")
    traps.append(("ledger-dms", "消火栓台账B", "degrees, minutes and seconds as text", "read as degrees", ""))
    save(book, path)


def table(path, header, rows):
    with open(path, "w", encoding="gbk", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(header)
        writer.writerows(rows)


def shapefiles(county, folder, traps):
    third = [b for b in county.buildings if b.town == "北岭镇"]
    shapefile(folder / "房屋_北岭镇.shp", 0, ogr.wkbPolygon,
              [("自然幢号", ogr.OFTString, 20), ("房屋结构类型", ogr.OFTString, 20), ("地上建筑层数", ogr.OFTString, 10),
               ("竣工日期", ogr.OFTString, 10), ("规划用途", ogr.OFTString, 20)],
              [(polygon(b.ring, places.next_zone),
                [b.id, {"混": "混合", "砼": "钢筋混凝土"}.get(b.structure, b.structure), f"{b.storeys}层" if n % 4 else str(b.storeys),
                 f"{b.year}", "住宅" if b.kind != "shop" else "商业"]) for n, b in enumerate(third)], "CP936", cpg=False)
    shapefile(folder / "道路中心线.shp", places.ZONE, ogr.wkbLineString,
              [("道路名称", ogr.OFTString, 30), ("道路等级", ogr.OFTString, 12), ("路面宽", ogr.OFTString, 12),
               ("规划红线", ogr.OFTReal, 8)],
              [(line(r.line, zoned), [r.name, r.grade, [f"{r.width}", f"{r.width}米", f"约{r.width}m"][n % 3], r.width + 8])
               for n, r in enumerate(county.roads)], "CP936")
    shapefile(folder / "网格.shp", places.ZONE, ogr.wkbPolygon,
              [("网格编码", ogr.OFTString, 12), ("上级", ogr.OFTString, 12), ("网格级别", ogr.OFTString, 6),
               ("网格名称", ogr.OFTString, 30), ("网格长", ogr.OFTString, 12), ("电话", ogr.OFTString, 12)],
              [(polygon(g[6], zoned), list(g[:6])) for g in county.grids], "CP936")
    shapefile(folder / "给水管线.shp", places.ZONE, ogr.wkbLineString,
              [("公称直径", ogr.OFTInteger, 6), ("管网形式", ogr.OFTString, 10), ("建成年份", ogr.OFTInteger, 4)],
              [(line(points, zoned), [dn, "环状" if dn >= 200 else "枝状", year]) for points, dn, year in county.mains], "UTF-8")
    traps += [("shp-no-cpg", "房屋_北岭镇", "GBK without .cpg", "encoding found from names and values", ""),
              ("shp-cut", "房屋_北岭镇", "地上建筑层数 cut to 地上建筑层", "taken as storeys", ""),
              ("shp-cut-utf8", "给水管线", "公称直径 cut in the middle of a character", "taken as diameter", ""),
              ("shp-zone", "房屋_北岭镇", "zone 39 by its prefix, no .prj; the rest lies in zone 38",
               "one map in one system", ""),
              ("grid-leader", "网格", "a cell without a leader", "counted", "4414201" + "2"),
              ("grid-overlap", "网格", "two cells of 北岭镇 overlap", "reported", "")]


def census(county, path, traps):
    """The building census of the second town and its village."""
    gdal.SetConfigOption("OGR_CURRENT_DATE", "2026-10-31T00:00:00.000Z")
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = source.CreateLayer("房屋建筑普查", places.system(4490), ogr.wkbPolygon)
    for name, of_type in (("建筑编号", ogr.OFTString), ("结构类型", ogr.OFTString), ("建筑层数", ogr.OFTString),
                          ("建造年代", ogr.OFTString), ("用途", ogr.OFTString)):
        layer.CreateField(ogr.FieldDefn(name, of_type))
    layer.StartTransaction()
    for n, b in enumerate(b for b in county.buildings if b.town == "东河镇"):
        feature = ogr.Feature(layer.GetLayerDefn())
        year = f"{b.year // 10 % 10 * 10}年代" if n % 4 == 0 and b.year < 2000 else str(b.year)
        values = [b.id, b.structure + ("结构" if b.structure in "砖木砼钢" else ""),
                  f"{b.storeys}/-{b.basement}" if b.basement else str(b.storeys), year,
                  "商业服务" if b.kind == "shop" else "居住"]
        if n % 40 == 11:
            values[1] = "砖木/砖混"
            traps.append((f"census-two-{b.id}", "房屋普查", "two structures in one cell", "unknown, both kept", b.id))
        for i, value in enumerate(values):
            feature.SetField(i, value)
        feature.SetGeometry(polygon(b.ring, places.degrees))
        layer.CreateFeature(feature)
    layer.CommitTransaction()
    source = layer = None
    gdal.SetConfigOption("OGR_CURRENT_DATE", None)


def write(county, folder):
    folder.mkdir(parents=True)
    traps = []
    (folder / "地形图_城关镇.dxf").write_bytes(drawing.draw(county, traps))
    ledger_a(county, folder / "消火栓台账A.xlsx", traps)
    ledger_b(county, folder / "消火栓台账B_北岭镇.xlsx", traps)
    shapefiles(county, folder, traps)
    census(county, folder / "房屋建筑普查_东河镇.gpkg", traps)
    rows = []
    for n, (name, kind, engines, crew, at) in enumerate(county.stations):
        lon, lat = places.degrees(at)
        rows.append([name, kind, engines, crew, round(lon, 6), round(lat, 6)])
    table(folder / "消防站.csv", ["队站名称", "队伍类别", "执勤车辆", "人员", "经度", "纬度"], rows)
    table(folder / "重点单位.csv", ["单位名称", "场所类型", "经度", "纬度", "消防安全责任人", "联系电话"],
          [[name, kind, *(places.packed(v) for v in places.degrees(at)), "演示", "13900000000"]
           for name, kind, at in county.sites])
    table(folder / "火灾警情.csv", ["报警时间", "警情类别", "起火场所", "起火原因", "经度", "纬度"],
          [[*row[:4], *(round(v, 6) for v in places.degrees(row[4]))] for row in county.incidents])
    table(folder / "举报.csv", ["受理时间", "来源", "举报内容", "地址", "经度", "纬度"],
          [[*row[:4], *(round(v, 6) for v in places.gcj02(*places.degrees(row[4])))] for row in county.reports])
    shapefile(folder / "住宅小区.shp", places.ZONE, ogr.wkbPolygon, [("小区名称", ogr.OFTString, 30)],
              [(polygon(ring, zoned), [name]) for name, _, ring, _ in county.compounds], "CP936")
    traps += [("sites-packed", "重点单位", "packed degrees, minutes and seconds", "proposed, not applied unasked", ""),
              ("reports-gcj", "举报", "located by phone", "GCJ-02 proposed", "")]
    (folder / "说明.txt").write_text("演示数据：本文件夹由程序生成，全部为虚构。\n", encoding="utf-8")
    return traps
