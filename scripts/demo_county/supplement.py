"""What comes in later than the folder: walls in a local grid, hydrants on an old datum, gates, an export with places of
two kinds, OpenStreetMap.

Returns its traps, as messy.write does, and the gates as they are: (id, at, width, least or None, opening,
compound).
"""
import json
import math
import random

from osgeo import ogr

from . import places
from .county import TOWNS, rectangle
from .messy import line, polygon, shapefile, table, zoned

# The town's own grid: turned by half a degree, a little longer than the zone's, from an origin of its own.
TURN, SCALE, ORIGIN, LOCAL = math.radians(0.5), 1.00004, (642400.0, 2661200.0), (20345.0, 38120.0)
# How the datum of 1954 stands to that of today around the second town: mostly moved, hardly turned or stretched.
OLD_TURN, OLD_SCALE, OLD_ORIGIN, OLD_MOVE = 3e-6, 1 + 5e-6, (646100.0, 2662800.0), (-64.3, -52.7)
BD_ROWS = range(0, 24, 2)
FILLED_ROWS = range(24, 30)


def local(p):
    """A place of the zone in the town's own grid."""
    x, y = p[0] - ORIGIN[0], p[1] - ORIGIN[1]
    c, s = math.cos(TURN), math.sin(TURN)
    return LOCAL[0] + (c * x + s * y) / SCALE, LOCAL[1] + (c * y - s * x) / SCALE


def old_datum(p):
    """A place of the zone on the old datum, with the zone in front of the easting."""
    x, y = p[0] - OLD_ORIGIN[0], p[1] - OLD_ORIGIN[1]
    return (OLD_ORIGIN[0] + OLD_MOVE[0] + OLD_SCALE * (x - OLD_TURN * y) + places.PREFIX,
            OLD_ORIGIN[1] + OLD_MOVE[1] + OLD_SCALE * (y + OLD_TURN * x))


def control_points(path, pairs):
    with open(path, "w", encoding="utf-8") as out:
        out.write("x,y,E,N\n")
        for pair in pairs:
            out.write(",".join(f"{v:.3f}" for v in pair) + "\n")


def bd09(lon, lat):
    """Where the other map of Chinese phones shows a place."""
    x, y = places.gcj02(lon, lat)
    z = math.hypot(x, y) + 0.00002 * math.sin(y * math.pi * 3000 / 180)
    turn = math.atan2(y, x) + 0.000003 * math.cos(x * math.pi * 3000 / 180)
    return z * math.cos(turn) + 0.0065, z * math.sin(turn) + 0.006


def point(at):
    g = ogr.Geometry(ogr.wkbPoint)
    g.AddPoint_2D(*at)
    return g


def walls_of(county):
    """The walls of the compounds of the first town: from gate to gate."""
    out = []
    for name, town, ring, gates in county.compounds:
        if town != "城关镇":
            continue
        (x0, y0), (x1, y1) = ring[0], ring[2]
        (gx, _, front), (_, gy, side) = gates
        out.append((name, [(gx + front / 2, y0), (x1, y0), (x1, y1), (x0, y1), (x0, gy + side / 2)]))
        out.append((name, [(x0, gy - side / 2), (x0, y0), (gx - front / 2, y0)]))
    return out


# How a width is written, what can be read from it, and up to which value if it is a bound only.
WIDE = [("6", 6, None), ("6.0米", 6, None), ("约6米", 6, None), ("6m(双向)", 6, None), ("≥6m", 6, None), ("６．０", 6, None)]
NARROW = [("3.2", 3.2, None), ("3.2-4", 3.2, None), ("不足3.3米", None, 3.3), ("—", None, None), ("见图", None, None),
          ("３．２米", 3.2, None), ("约3.2m", 3.2, None)]
OPENINGS = [("常开", "open"), ("有钥匙", "key"), ("锁死", "locked")]


def gates(county, folder, traps):
    rows, truth = [], []
    for n, (name, town, _, pair) in enumerate(county.compounds):
        for k, (x, y, _) in enumerate(pair):
            written, width, below = (NARROW if k else WIDE)[n % (len(NARROW) if k else len(WIDE))]
            opening, code = OPENINGS[(n + k) % 3]
            number = f"{town[0]}DZ-{n:02d}{k}"
            lon, lat = places.degrees((x, y))
            rows.append([number, ["道闸", "大门", "铁门", "栏杆机"][(n + k) % 4], written, opening, round(lon, 7), round(lat, 7)])
            truth.append((number, (x, y), width, below, code, name))
    table(folder / "障碍物_小区大门.csv", ["编号", "障碍物类型", "净宽", "开启方式", "经度", "纬度"], rows)
    traps.append(("gate-words", "障碍物_小区大门", "widths as people write them, gates by four words",
                  "read as numbers and bounds", ""))
    return truth


def export(county, folder, traps):
    """The water sources of a fire brigade's platform: pinyin names, codes, places of two kinds, one filled in for six."""
    third = [h for h in county.hydrants if h.town == "北岭镇"][:FILLED_ROWS.stop]
    rows = []
    for n, h in enumerate(third):
        lon, lat = places.degrees(h.at)
        if n in BD_ROWS:
            lon, lat = bd09(lon, lat)
            traps.append((f"export-bd09-{h.id}", "消防水源系统导出", "placed by phone among true places",
                          "BD-09 proposed for these rows alone", h.id))
        if n in FILLED_ROWS:
            lon, lat = 115.51, 24.11
            traps.append((f"export-filled-{h.id}", "消防水源系统导出", "six rows share one place", "no place known", h.id))
        rows.append([h.id, h.address, 1 if h.code == "working" else 0, "地下" if h.under else "地上", f"DN{h.dn}",
                     f"{h.pressure:.2f}", f"{lon:.6f}", f"{lat:.6f}"])
    table(folder / "消防水源系统导出.csv", ["XHSBH", "XHSDZ", "KYZT", "FZXS", "GWZJ", "GWYL", "JD", "WD"], rows)


def mapped(county, folder, traps):
    """OpenStreetMap of the third town: drawn a metre off, with heights that the register lacks, and three farms more."""
    rng = random.Random(5)
    third = [b for b in county.buildings if b.town == "北岭镇"]
    features = []

    def add(number, ring, tags):
        ring = [[round(v, 7) for v in places.degrees(p)] for p in ring]
        features.append({"type": "Feature", "properties": {"osm_id": number, "building": "yes", **tags},
                         "geometry": {"type": "Polygon", "coordinates": [ring]}})

    for n, b in enumerate(rng.sample(third, 40)):
        moved = [(x + 0.8, y - 0.6) for x, y in b.ring]
        add(9000 + n, moved, {"height": f"{3 * b.storeys + 0.5}"})
        traps.append((f"osm-twice-{9000 + n}", "osm_buildings", f"{b.id} once more, a metre off",
                      "counted once, in the outline of the register, with the height from here", b.id))
    x, y = third[0].ring[0]
    for n in range(3):
        left = x - 150 - 40 * n
        add(9900 + n, [(left, y), (left + 14, y), (left + 14, y + 9), (left, y + 9), (left, y)], {"height": "4"})
        traps.append((f"osm-more-{9900 + n}", "osm_buildings", "a farm in no other file", "counted", str(9900 + n)))
    (folder / "osm_buildings.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":")) + "\n", encoding="utf-8")


def parcels():
    """The land survey around the towns: ring, code, name of the code, what the ground is."""
    out = []
    for _, (x, y) in TOWNS:
        out += [(rectangle(x - 70, y - 60, 400, 450), "0701", "城镇住宅用地", "built_up"),
                (rectangle(x + 330, y - 60, 320, 200), "08H1", "机关团体新闻出版用地", "built_up"),
                (rectangle(x + 330, y + 140, 320, 250), "0508", "物流仓储用地", "built_up"),
                (rectangle(x + 650, y - 60, 60, 450), "1004", "城镇村道路用地", "road"),
                (rectangle(x - 300, y - 60, 230, 450), "0103", "旱地", "other")]
    x, y = TOWNS[1][1]
    return out + [(rectangle(x + 880, y - 370, 230, 170), "0702", "农村宅基地", "village"),
                  (rectangle(x + 880, y - 200, 60, 40), "1104A", "养殖坑塘", "water"),
                  (rectangle(x + 1110, y - 370, 200, 200), "0301", "乔木林地", "forest"),
                  (rectangle(x + 880, y - 160, 300, 2), "1107", "沟渠", "water"),
                  (rectangle(x - 1700, y - 2000, 30, 3200), "1001", "铁路用地", "railway")]


def write(county, folder):
    folder.mkdir(parents=True)
    traps = []
    shapefile(folder / "围墙.shp", 0, ogr.wkbLineString, [("小区名称", ogr.OFTString, 30)],
              [(line(points, local), [name]) for name, points in walls_of(county)], "CP936")
    corners = [(-60, -50), (620, -50), (620, 380), (-60, 380)]
    pairs = [(*local(p), *p) for p in ((ORIGIN[0] + x, ORIGIN[1] + y) for x, y in corners)]
    control_points(folder / "控制点.csv", pairs)
    traps.append(("walls-local", "围墙", "a grid of the town's own, no coordinate system",
                  "refused; moved by the control points", ""))
    shapefile(folder / "DLTB.shp", places.ZONE, ogr.wkbPolygon,
              [("BSM", ogr.OFTString, 18), ("DLBM", ogr.OFTString, 5), ("DLMC", ogr.OFTString, 60), ("QSDWMC", ogr.OFTString, 60)],
              [(polygon(ring, zoned), [f"4414240000000{n:05d}", code, name, "演示数据"])
               for n, (ring, code, name, _) in enumerate(parcels())], "CP936")
    traps.append(("land-codes", "DLTB", "parcels of land with DLMC, which elsewhere is the name of a road",
                  "land use; towns and villages are the built-up land, a pond and the railway are barriers, a ditch is none", ""))
    second = [h for h in county.hydrants if h.town == "东河镇"][:40]
    shapefile(folder / "老消火栓_北京54.shp", 0, ogr.wkbPoint, [("编号", ogr.OFTString, 20), ("建成年份", ogr.OFTInteger, 4)],
              [(point(old_datum(h.at)), [h.id, h.year]) for h in second], "CP936")
    x, y = OLD_ORIGIN
    pairs = [(*old_datum(p), *p) for p in ((x - 300, y - 200), (x + 700, y - 200), (x + 700, y + 500), (x - 300, y + 500))]
    control_points(folder / "控制点_北京54.csv", pairs)
    traps.append(("hydrants-old-datum", "老消火栓_北京54", "a datum of 1954 under the zone's number, no coordinate system",
                  "told to lie aside of the streets; moved by the control points", ""))
    truth = gates(county, folder, traps)
    export(county, folder, traps)
    mapped(county, folder, traps)
    return traps, truth
