"""The county as it is: towns, streets, houses and hydrants in metres of CGCS2000 / 3-degree zone 38."""
import math
import random
from dataclasses import dataclass, field

# Structure as it stands on paper -> class of the results.
CLASSES = {"砼": "rc", "混": "brick_concrete", "砖": "masonry", "木": "timber", "土": "earth_timber",
           "砖木": "brick_timber", "钢": "steel", "简": "shack", "棚": "shack"}


@dataclass
class Building:
    id: str
    town: str
    ring: list          # closed, counter-clockwise
    structure: str
    storeys: int
    basement: int = 0
    kind: str = "house"  # house, slab, shop, village, ruin
    holes: list = field(default_factory=list)
    year: int = 1990
    compound: str = ""


@dataclass
class Road:
    id: str
    town: str
    name: str
    line: list
    width: float
    grade: str


@dataclass
class Hydrant:
    id: str
    town: str
    at: tuple
    address: str
    status: str          # word of the ledger
    code: str            # status of the results
    dn: int
    pressure: float
    under: bool
    year: int


@dataclass
class County:
    towns: list = field(default_factory=list)      # name, centre
    buildings: list = field(default_factory=list)
    roads: list = field(default_factory=list)
    hydrants: list = field(default_factory=list)
    mains: list = field(default_factory=list)      # line, dn, year
    compounds: list = field(default_factory=list)  # name, town, ring, gates [(x, y, width)]
    stations: list = field(default_factory=list)
    sites: list = field(default_factory=list)
    incidents: list = field(default_factory=list)
    reports: list = field(default_factory=list)
    grids: list = field(default_factory=list)      # code, parent, level, name, leader, phone, ring


TOWNS = [("城关镇", (642400.0, 2661200.0)), ("东河镇", (646100.0, 2662800.0)),
         ("北岭镇", (653900.0, 2667400.0))]
STREETS_X = ["人民路", "文化路", "解放路", "新华路"]
STREETS_Y = ["建设路", "中山路", "东风路", "和平路", "环城路"]
STATUS = [("完好", "working"), ("正常", "working"), ("√", "working"), ("损坏", "defective"),
          ("漏水", "defective"), ("无水", "no_water"), ("埋压", "blocked"), ("丢失", "missing"),
          ("停用", "disused"), ("", "working")]
SURNAMES = "赵钱孙李周吴郑王冯陈"


def rectangle(x, y, w, h):
    return [(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)]


class Maker:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.c = County(towns=TOWNS)

    def make(self):
        for index, (name, centre) in enumerate(TOWNS):
            self.town(index, name, centre)
        self.village()
        self.hydrants()
        self.people()
        self.grids()
        return self.c

    def building(self, town, ring, structure, storeys, **more):
        number = sum(b.town == town for b in self.c.buildings) + 1
        self.c.buildings.append(Building(f"{town[0]}{number:04d}", town, ring, structure, storeys,
                                         **more))

    def town(self, index, name, centre):
        """Streets 140 m apart; blocks alternate between old quarter, compounds and shops."""
        x0, y0 = centre
        xs = [x0 + 140 * i for i in range(5)]
        ys = [y0 + 110 * i for i in range(4)]
        widths_x = [12, 8, 20, 8]
        widths_y = [9, 24, 9, 7, 12]
        for j, y in enumerate(ys):
            self.c.roads.append(Road(f"R{index}{j}", name, STREETS_X[j], [(xs[0] - 60, y), (xs[-1] + 60, y)],
                                     widths_x[j], "主干路" if widths_x[j] >= 20 else "支路"))
            self.c.mains.append(([(xs[0] - 60, y + 2), (xs[-1] + 60, y + 2)], 200 if widths_x[j] >= 12 else 100,
                                 1995 + j))
        for i, x in enumerate(xs):
            self.c.roads.append(Road(f"R{index}{i + 4}", name, STREETS_Y[i], [(x, ys[0] - 50), (x, ys[-1] + 50)],
                                     widths_y[i], "次干路" if widths_y[i] >= 20 else "支路"))
        for i in range(4):
            for j in range(3):
                left, right = xs[i] + widths_y[i] / 2 + 3, xs[i + 1] - widths_y[i + 1] / 2 - 3
                low, high = ys[j] + widths_x[j] / 2 + 3, ys[j + 1] - widths_x[j + 1] / 2 - 3
                kind = (i + j + index) % 3
                if i < 2 and j < 2:
                    self.old_quarter(name, left, low, right, high)
                elif kind == 0:
                    self.compound(name, f"{name[:2]}花园{i}{j}小区", left, low, right, high)
                else:
                    self.shops(name, left, low, right, high)

    def old_quarter(self, town, left, low, right, high):
        """Rows of small houses, wall to wall or a step apart, with lanes of 2 to 3.5 m between the rows."""
        y = low
        while y + 9 <= high:
            depth = self.rng.uniform(7.5, 9)
            x = left
            while x + 6 <= right:
                width = min(self.rng.uniform(6, 11), right - x)
                structure = self.rng.choice(["砖木", "砖木", "木", "土", "砖", "混"])
                storeys = self.rng.choice([1, 1, 2, 2, 3])
                self.building(town, rectangle(round(x, 2), round(y, 2), round(width, 2), round(depth, 2)),
                              structure, storeys, year=self.rng.randint(1930, 1985))
                x += width + self.rng.choice([0.0, 0.0, 0.6, 1.5])
                x = round(x, 2)
            y += depth + self.rng.uniform(2.0, 3.5)

    def compound(self, town, name, left, low, right, high):
        """Slabs behind a wall with two gates, one of them too narrow for a large engine."""
        ring = rectangle(left, low, right - left, high - low)
        gates = [((left + right) / 2, low, 6.0), (left, (low + high) / 2, 3.2)]
        self.c.compounds.append((name, town, ring, gates))
        y = low + 10
        while y + 13 < high - 6:
            for x in (left + 8, (left + right) / 2 + 4):
                storeys = self.rng.choice([6, 7, 11, 18])
                self.building(town, rectangle(round(x, 2), round(y, 2), round((right - left) / 2 - 14, 2), 12.0),
                              "砼" if storeys > 7 else "混", storeys, basement=1 if storeys > 7 else 0,
                              kind="slab", year=self.rng.randint(1995, 2018), compound=name)
            y += 12 + self.rng.uniform(14, 18)

    def shops(self, town, left, low, right, high):
        """A closed row of shops along both streets and a steel hall behind."""
        x = left
        while x + 12 <= right:
            self.building(town, rectangle(round(x, 2), round(low, 2), 12.0, 14.0), "混", self.rng.choice([3, 4, 5]),
                          kind="shop", year=self.rng.randint(1985, 2005))
            x += 12
        self.building(town, rectangle(round(left + 20, 2), round(low + 30, 2), 46.0, 26.0), "钢", 1, kind="shop",
                      year=2012)
        self.building(town, rectangle(round(left + 80, 2), round(low + 30, 2), 9.0, 7.0), "棚", 1, kind="shop")

    def village(self):
        x0, y0 = TOWNS[1][1]
        for k in range(46):
            x = x0 + 900 + 24 * (k % 8) + self.rng.uniform(0, 6)
            y = y0 - 350 + 22 * (k // 8) + self.rng.uniform(0, 5)
            self.building("东河镇", rectangle(round(x, 2), round(y, 2), 11.0, 9.5), self.rng.choice(["土", "砖木", "混"]),
                          self.rng.choice([1, 2, 3]), kind="village", year=self.rng.randint(1950, 2015))
        self.c.roads.append(Road("R90", "东河镇", "石桥村道", [(x0 + 560, y0), (x0 + 880, y0 - 200),
                                                          (x0 + 1120, y0 - 210)], 4.5, "村道"))

    def hydrants(self):
        """210 on the streets, most within 3 m of the kerb."""
        wanted = {"城关镇": 100, "东河镇": 60, "北岭镇": 50}
        for town, count in wanted.items():
            roads = [r for r in self.c.roads if r.town == town and r.grade != "村道"]
            for k in range(count):
                road = roads[k % len(roads)]
                (ax, ay), (bx, by) = road.line[0], road.line[-1]
                share = (k // len(roads) + 0.5 + self.rng.uniform(-0.2, 0.2)) / math.ceil(count / len(roads))
                side = self.rng.choice([-1, 1]) * (road.width / 2 + 1.5)
                length = math.hypot(bx - ax, by - ay)
                ux, uy = (bx - ax) / length, (by - ay) / length
                at = (round(ax + share * (bx - ax) - side * uy, 2), round(ay + share * (by - ay) + side * ux, 2))
                word, code = self.rng.choices(STATUS, weights=[30, 20, 10, 6, 3, 4, 3, 2, 2, 10])[0]
                self.c.hydrants.append(Hydrant(
                    f"{town[0]}XH-{k + 1:03d}", town, at, self.address(road, at), word, code,
                    self.rng.choice([100, 150, 150, 200]), round(self.rng.uniform(0.12, 0.35), 2),
                    self.rng.random() < 0.2, self.rng.randint(1996, 2022)))

    def address(self, road, at):
        """By the nearest crossing of its street, as people say it: with side and metres where it stands away from it."""
        upright = road.name in STREETS_Y
        across = [r for r in self.c.roads if r.town == road.town and r.name in (STREETS_X if upright else STREETS_Y)]
        places = [(r, (road.line[0][0], r.line[0][1]) if upright else (r.line[0][0], road.line[0][1])) for r in across]
        other, place = min(places, key=lambda p: math.dist(p[1], at))
        along = at[1] - place[1] if upright else at[0] - place[0]
        side = ("北" if along > 0 else "南") if upright else ("东" if along > 0 else "西")
        away = f"{side}侧约{5 * round(abs(along) / 5)}米" if abs(along) > 12 else ""
        return f"{road.name}与{other.name}交叉口{away}"

    def people(self):
        for index, (town, (x, y)) in enumerate(TOWNS):
            kind = ["一级普通消防站", "乡镇一级专职消防队", "志愿消防队"][index]
            self.c.stations.append((f"{town}{kind}", kind, [5, 2, 1][index], [30, 12, 6][index], (x + 300, y + 52)))
            for k, what in enumerate(["中心小学", "卫生院", "敬老院", "供销社商场", "加油站", "三合一作坊"]):
                at = (x + 90 * k + 20, y + 60 + 30 * (k % 3))
                self.c.sites.append((f"{town[:2]}{what}", what, at))
            for k in range(12):
                at = (x + self.rng.uniform(0, 560), y + self.rng.uniform(0, 330))
                self.c.incidents.append((f"{2021 + k % 5}-{1 + k:02d}-{5 + k:02d} {k:02d}:{4 * k:02d}",
                                         self.rng.choice(["火灾", "抢险", "误报"]), f"{town}人民路{k + 3}号",
                                         self.rng.choice(["电气", "用火不慎", "遗留火种", "不明"]), at))
            for k in range(6):
                at = (x + self.rng.uniform(0, 560), y + self.rng.uniform(0, 330))
                self.c.reports.append((f"2026-0{k + 1}-11", self.rng.choice(["96119", "12345", "巡查"]),
                                       self.rng.choice(["车辆堵塞消防通道", "消火栓被埋压", "楼道堆放杂物"]),
                                       f"{town}文化路{k + 8}号", at))

    def grids(self):
        """Towns, communities and cells; one cell has no leader, two overlap, a strip lies in none."""
        for index, (town, (x, y)) in enumerate(TOWNS):
            code = f"44142{index}"
            whole = rectangle(x - 70, y - 60, 720, 450)
            self.c.grids.append((code, "", "大", town, "陈主任", f"1390000{index:04d}", whole))
            for k in range(2):
                half = rectangle(x - 70 + 360 * k, y - 60, 360, 450)
                self.c.grids.append((f"{code}{k}", code, "中", f"{town[:2]}{'东西'[1 - k]}社区", "李书记",
                                     f"1380000{index}{k:03d}", half))
                for m in range(3):
                    height = 150 if not (index == 1 and m == 2) else 120
                    overlap = 12 if index == 2 and m == 1 else 0
                    cell = rectangle(x - 70 + 360 * k, y - 60 + 150 * m - overlap, 360, height + overlap)
                    leader = "" if index == 0 and k == 1 and m == 2 else self.rng.choice(SURNAMES) + "网格员"
                    self.c.grids.append((f"{code}{k}{m}", f"{code}{k}", "小", f"{town[:2]}第{k * 3 + m + 1}网格",
                                         leader, f"1370000{index}{k}{m:02d}", cell))


def make(seed):
    return Maker(seed).make()
