"""A CASS drawing of the first town: every habit of survey drawings in one DXF in GBK."""
from .county import TOWNS

CODES = {"砼": "141111", "砖": "141121", "木": "141151", "混": "141161", "钢": "141141", "棚": "141500"}
GAP_JOINED, GAP_OPEN = 0.03, 0.12


class Drawing:
    def __init__(self):
        self.parts = []
        self.handle = 0x100

    def put(self, *pairs):
        for code, value in zip(pairs[::2], pairs[1::2]):
            self.parts.append(f"{code}\n{value}\n")

    def start(self, kind, layer):
        self.handle += 1
        self.put(0, kind, 5, f"{self.handle:X}", 8, layer)

    def code(self, code):
        if code:
            self.put(1001, "SOUTH", 1000, code)

    def line(self, layer, points, closed=False, code=""):
        self.start("LWPOLYLINE", layer)
        self.put(90, len(points), 70, int(closed))
        for x, y in points:
            self.put(10, f"{x:.3f}", 20, f"{y:.3f}")
        self.code(code)

    def text(self, layer, at, words, height=2.0, multi=False):
        self.start("MTEXT" if multi else "TEXT", layer)
        self.put(10, f"{at[0]:.3f}", 20, f"{at[1]:.3f}", 40, height)
        if multi:
            self.put(71, 5)
        self.put(1, words)

    def symbol(self, layer, at, block, attributes=()):
        self.start("INSERT", layer)
        if attributes:
            self.put(66, 1)
        self.put(2, block, 10, f"{at[0]:.3f}", 20, f"{at[1]:.3f}")
        for tag, value in attributes:
            self.start("ATTRIB", layer)
            self.put(10, f"{at[0]:.3f}", 20, f"{at[1]:.3f}", 40, 1, 1, value, 2, tag)
        if attributes:
            self.put(0, "SEQEND", 8, layer)

    def bytes(self):
        def lines(*pairs):
            return "".join(f"{a}\n{b}\n" for a, b in zip(pairs[::2], pairs[1::2]))
        head = lines(0, "SECTION", 2, "HEADER", 999, "演示数据", 9, "$ACADVER", 1, "AC1015",
                     9, "$DWGCODEPAGE", 3, "ANSI_936", 0, "ENDSEC")
        tables = lines(0, "SECTION", 2, "TABLES", 0, "TABLE", 2, "APPID", 70, 1, 0, "APPID", 2, "SOUTH", 70, 0,
                       0, "ENDTAB", 0, "ENDSEC")
        blocks = lines(0, "SECTION", 2, "BLOCKS")
        for name in ("消火栓", "路灯"):
            blocks += lines(0, "BLOCK", 8, "0", 2, name, 70, 2, 10, 0, 20, 0, 0, "CIRCLE", 8, "0", 10, 0, 20, 0,
                            40, 0.5, 0, "ENDBLK", 8, "0")
        blocks += lines(0, "ENDSEC", 0, "SECTION", 2, "ENTITIES")
        return (head + tables + blocks + "".join(self.parts) + lines(0, "ENDSEC", 0, "EOF")).encode("gbk")


def middle(ring):
    return sum(p[0] for p in ring[:-1]) / (len(ring) - 1), sum(p[1] for p in ring[:-1]) / (len(ring) - 1)


def escaped(words):
    return "".join(c if ord(c) < 128 else f"\\U+{ord(c):04X}" for c in words)


def words_of(b):
    return f"{b.structure}{b.storeys}" + (f"-{b.basement}" if b.basement else "")


def draw_buildings(d, buildings, traps):
    """Most are closed lines; some share a wall with the one before and are drawn from it to it."""
    before = None
    joined = opened = 0
    for n, b in enumerate(buildings):
        ring = b.ring[:-1]
        words, at = words_of(b), middle(b.ring)
        wall = before is not None and b.kind == "house" and abs(ring[0][0] - (before.ring[1][0])) < 1e-6 \
            and abs(ring[0][1] - before.ring[0][1]) < 1e-6 and ring[3][1] <= before.ring[2][1] + 1e-6
        if wall and n % 3 == 0:
            gap = GAP_JOINED if n % 2 else 0.0
            joined += gap > 0
            a, b2, c, e = ring
            d.line("JMD", [(a[0] + gap, a[1]), b2, c, (e[0] + gap, e[1])], code=CODES.get(b.structure, ""))
        elif b.kind == "house" and n % 61 == 7 and opened < 4:
            # Open by more than a snap: no building can be made of it, and it must be said.
            opened += 1
            a, b2, c, e = ring
            d.line("JMD", [(a[0], a[1] + GAP_OPEN), e, c, b2, (a[0] + GAP_OPEN / 2, a[1])])
            traps.append((f"dxf-open-{opened}", "地形图", f"outline of {b.id} is open by {GAP_OPEN} m",
                          "reported with place and gap; no building", b.id))
        else:
            d.line("JMD", ring, True, CODES.get(b.structure, "141101"))
        before = b
        if n % 29 == 5 and b.structure in CODES and not b.basement:
            traps.append((f"dxf-code-{b.id}", "地形图", f"{b.id} has no text", "structure from the survey code", b.id))
            continue
        if n % 7 == 1:
            words = escaped(words)
        if n % 13 == 3:
            d.text("ZJ", at, "\\pxqc;" + words if n % 2 else words, 2.0, multi=True)
        else:
            d.text("ZJ", at, words)
        if n % 31 == 9:
            d.text("ZJ", (at[0] + 1, at[1] + 2.4), "棚", 1.0)  # a smaller text beside it
    traps.append(("dxf-joined", "地形图", f"{joined} outlines end {GAP_JOINED} m off their neighbour's wall",
                  "joined silently", ""))


def draw_roads(d, roads):
    """Two edges each, broken at every crossing as kerbs are."""
    across = [r for r in roads if r.line[0][0] == r.line[1][0]]
    along = [r for r in roads if r.line[0][1] == r.line[1][1]]
    for r in along:
        (x0, y), (x1, _) = r.line
        cuts = sorted((c.line[0][0] - c.width / 2, c.line[0][0] + c.width / 2) for c in across)
        for side in (-r.width / 2, r.width / 2):
            start = x0
            for low, high in cuts + [(x1, x1)]:
                d.line("DLSS", [(start, y + side), (low, y + side)], code="162100")
                start = high
    for r in across:
        (x, y0), (_, y1) = r.line
        cuts = sorted((a.line[0][1] - a.width / 2, a.line[0][1] + a.width / 2) for a in along)
        for side in (-r.width / 2, r.width / 2):
            start = y0
            for low, high in cuts + [(y1, y1)]:
                d.line("DLSS", [(x + side, start), (x + side, low)], code="162100")
                start = high


def draw(county, traps):
    name, (x0, y0) = TOWNS[0]
    d = Drawing()
    buildings = [b for b in county.buildings if b.town == name]
    roads = [r for r in county.roads if r.town == name]
    draw_buildings(d, buildings, traps)
    draw_roads(d, roads)
    for r in roads:
        x, y = middle(r.line + r.line[:1])
        d.text("ZJ", (x + 30, y), r.name, 4)
    for n, h in enumerate([h for h in county.hydrants if h.town == name][:30]):
        d.symbol("DLDW", h.at, "消火栓", (("编号", h.id), ("管径", f"DN{h.dn}")) if n % 3 else ())
    for k in range(20):
        d.symbol("DLDW", (x0 + 27 * k, y0 + 9), "路灯")
        d.text("GCD", (x0 + 31 * k, y0 + 41), f"{100 + k / 10:.1f}", 1.5)
        d.text("GCD", (x0 + 31 * k + 5, y0 + 63), str(12 + k), 1.5)
    for line, dn, _ in county.mains:
        if abs(line[0][1] - y0) < 400 and abs(line[0][0] - x0) < 400:
            d.line("GX_JS", line)
            d.text("GX_JS", (line[0][0] + 20, line[0][1] + 1), f"%%130{dn}", 1.5)
    # A ruin, a court inside a house, and a yard closed by a wall.
    rx, ry = x0 - 200, y0
    d.line("JMD", [(rx, ry), (rx + 12, ry), (rx + 12, ry + 9), (rx, ry + 9)], True, "141400")
    d.text("ZJ", (rx + 5, ry + 4), "破")
    d.line("JMD", [(rx, ry + 40), (rx + 20, ry + 40), (rx + 20, ry + 60), (rx, ry + 60)], True)
    d.text("ZJ", (rx + 2, ry + 42), "砖木2")
    d.line("JMD", [(rx + 7, ry + 47), (rx + 13, ry + 47), (rx + 13, ry + 53), (rx + 7, ry + 53)], True)
    d.text("ZJ", (rx + 9, ry + 50), "天井")
    d.line("JMD", [(rx, ry + 100), (rx + 20, ry + 100), (rx + 20, ry + 108), (rx, ry + 108)], True, "141121")
    d.line("JMD", [(rx, ry + 120), (rx + 20, ry + 120), (rx + 20, ry + 128), (rx, ry + 128)], True, "141121")
    d.line("JMD", [(rx, ry + 108), (rx, ry + 120)])
    d.line("JMD", [(rx + 20, ry + 108), (rx + 20, ry + 120)])
    d.line("TK", [(x0 - 300, y0 - 200), (x0 + 900, y0 - 200), (x0 + 900, y0 + 600), (x0 - 300, y0 + 600)], True)
    d.text("TK", (x0, y0 + 590), "演示数据 城关镇 1:500", 6)
    traps += [("dxf-ruin", "地形图", "破 in an outline", "no building, an obstacle", "extra-ruin"),
              ("dxf-court", "地形图", "天井 inside an outline", "cut out of the building, no building", "extra-court"),
              ("dxf-yard", "地形图", "a yard between two houses closed by walls", "no building", ""),
              ("dxf-gcd", "地形图", "whole numbers as spot heights", "not taken for storeys", ""),
              ("dxf-crs", "地形图", "no coordinate system, no zone", "zone proposed from the other layers", "")]
    return d.bytes()
