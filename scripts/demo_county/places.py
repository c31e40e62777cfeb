"""Coordinates: between the county's own zone, degrees, the neighbouring zone and the shifted maps of phones."""
import math

from osgeo import osr

osr.UseExceptions()
ZONE = 4526         # CGCS2000 / 3-degree zone 38, easting with the zone in front
NEXT_ZONE = 4527    # zone 39
PREFIX = 38_000_000


def system(epsg):
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(epsg)
    srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return srs


_TO_DEGREES = osr.CoordinateTransformation(system(ZONE), system(4490))
_TO_NEXT = osr.CoordinateTransformation(system(ZONE), system(NEXT_ZONE))


def degrees(p):
    return _TO_DEGREES.TransformPoint(p[0] + PREFIX, p[1])[:2]


def next_zone(p):
    return _TO_NEXT.TransformPoint(p[0] + PREFIX, p[1])[:2]


def gcj02(lon, lat):
    """Where the maps of Chinese phones show a place."""
    x, y = lon - 105, lat - 35
    wave = (20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)) * 2 / 3
    dy = (-100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + wave
          + (20 * math.sin(y * math.pi) + 40 * math.sin(y / 3 * math.pi)) * 2 / 3
          + (160 * math.sin(y / 12 * math.pi) + 320 * math.sin(y * math.pi / 30)) * 2 / 3)
    dx = (300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + wave
          + (20 * math.sin(x * math.pi) + 40 * math.sin(x / 3 * math.pi)) * 2 / 3
          + (150 * math.sin(x / 12 * math.pi) + 300 * math.sin(x / 30 * math.pi)) * 2 / 3)
    a, ee = 6378245.0, 0.00669342162296594323
    s = math.sin(math.radians(lat))
    magic = 1 - ee * s * s
    root = math.sqrt(magic)
    dlat = dy * 180 / ((a * (1 - ee)) / (magic * root) * math.pi)
    dlon = dx * 180 / (a / root * math.cos(math.radians(lat)) * math.pi)
    return lon + dlon, lat + dlat


def dms(value):
    """度分秒 as people type it."""
    whole = int(value)
    minutes = int((value - whole) * 60)
    seconds = ((value - whole) * 60 - minutes) * 60
    return f"{whole}°{minutes:02d}′{seconds:05.2f}″"


def packed(value):
    """DDD.MMSSss."""
    whole = int(value)
    minutes = int((value - whole) * 60)
    seconds = ((value - whole) * 60 - minutes) * 60
    return round(whole + minutes / 100 + seconds / 10000, 8)
