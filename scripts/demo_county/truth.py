"""What stands behind the messy folder."""
import csv

from osgeo import gdal, ogr

from . import places
from .county import CLASSES
from .messy import line, polygon, zoned
from .supplement import parcels, walls_of


def layer_of(source, name, kind, fields, rows):
    layer = source.CreateLayer(name, places.system(places.ZONE), kind)
    for field, of_type in fields:
        layer.CreateField(ogr.FieldDefn(field, of_type))
    layer.StartTransaction()
    for geometry, values in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        for i, value in enumerate(values):
            feature.SetField(i, value)
        feature.SetGeometry(geometry)
        layer.CreateFeature(feature)
    layer.CommitTransaction()


def point(at):
    g = ogr.Geometry(ogr.wkbPoint)
    g.AddPoint_2D(*zoned(at))
    return g


def write(county, gates, traps, folder):
    folder.mkdir(parents=True)
    gdal.SetConfigOption("OGR_CURRENT_DATE", "2026-10-31T00:00:00.000Z")
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(folder / "truth.gpkg"))
    text, whole, real = ogr.OFTString, ogr.OFTInteger, ogr.OFTReal
    layer_of(source, "buildings", ogr.wkbPolygon,
             [("id", text), ("town", text), ("structure", text), ("storeys", whole), ("basement", whole), ("year", whole)],
             [(polygon(b.ring, zoned), [b.id, b.town, CLASSES[b.structure], b.storeys, b.basement, b.year])
              for b in county.buildings])
    layer_of(source, "roads", ogr.wkbLineString, [("id", text), ("town", text), ("name", text), ("width_m", real)],
             [(line(r.line, zoned), [r.id, r.town, r.name, r.width]) for r in county.roads])
    layer_of(source, "hydrants", ogr.wkbPoint,
             [("id", text), ("town", text), ("status", text), ("main_mm", whole), ("pressure_mpa", real), ("under", whole),
              ("year", whole)],
             [(point(h.at), [h.id, h.town, h.code, h.dn, h.pressure, int(h.under), h.year]) for h in county.hydrants])
    layer_of(source, "stations", ogr.wkbPoint, [("name", text)], [(point(s[4]), [s[0]]) for s in county.stations])
    layer_of(source, "walls", ogr.wkbLineString, [("compound", text)],
             [(line(points, zoned), [name]) for name, points in walls_of(county)])
    layer_of(source, "land", ogr.wkbPolygon, [("land_class", text)],
             [(polygon(ring, zoned), [land]) for ring, _, _, land in parcels()])
    layer_of(source, "compounds", ogr.wkbPolygon,
             [("name", text), ("town", text), ("buildings", whole), ("gates", whole)],
             [(polygon(ring, zoned), [name, town, sum(b.compound == name for b in county.buildings), len(pair)])
              for name, town, ring, pair in county.compounds])
    layer_of(source, "gates", ogr.wkbPoint,
             [("id", text), ("width_m", text), ("below_m", text), ("opening", text), ("compound", text)],
             [(point(at), [number, *("" if v is None else str(v) for v in (width, below)), opening, compound])
              for number, at, width, below, opening, compound in gates])
    source = None
    gdal.SetConfigOption("OGR_CURRENT_DATE", None)
    with open(folder / "traps.csv", "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["trap", "file", "what", "expected", "record"])
        writer.writerows(traps)
