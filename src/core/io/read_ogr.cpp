#include "core/io/read_ogr.hpp"

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/error.hpp"
#include "core/io/gdal.hpp"
#include "core/io/ogr_geometry.hpp"
#include "core/io/sheet.hpp"
#include "core/io/text_encoding.hpp"

namespace firebreak::io {

namespace fs = std::filesystem;

namespace {

struct Field {
  int at = 0;
  OGRFieldType type = OFTString;
};

/// A file that names a system in words which cannot be read; `complaints` are those of GDAL.
void note_broken_crs(const std::vector<std::string>& complaints, std::vector<Issue>& issues) {
  if (complaints.empty()) return;
  Issue issue;
  issue.kind = IssueKind::unreadable_value;
  issue.severity = Severity::doubtful;
  issue.detail = text("the coordinate system of the file cannot be read ({})", complaints.front());
  issue.effect = text("The layer counts as one without a coordinate system.");
  issues.push_back(std::move(issue));
}

Crs layer_crs(OGRLayer& layer, std::vector<Issue>& issues) {
  GdalMessages messages;  // a .prj is read only now
  const OGRSpatialReference* srs = layer.GetSpatialRef();
  if (srs == nullptr) {
    note_broken_crs(messages.take_errors(), issues);
    return {};
  }
  if (srs->IsLocal() != FALSE) return {};
  const char* authority = srs->GetAuthorityName(nullptr);
  const char* code = srs->GetAuthorityCode(nullptr);
  if (authority != nullptr && code != nullptr && std::string(authority) == "EPSG")
    return crs_or_issue("EPSG:" + std::string(code), issues);
  char* wkt = nullptr;
  const char* const options[] = {"FORMAT=WKT2_2018", nullptr};
  srs->exportToWkt(&wkt, options);
  const std::string definition = wkt == nullptr ? "" : wkt;
  CPLFree(wkt);
  return definition.empty() ? Crs() : crs_or_issue(definition, issues);
}

/// One centimetre in the layer's own unit.
double centimetre_in(const Crs& crs) {
  if (crs.geographic()) return 0.01 / 111320;
  return crs.metres_per_unit() > 0 ? 0.01 / crs.metres_per_unit() : 0.01;
}

std::vector<Field> describe_fields(const OGRFeatureDefn& definition, RawLayer& layer) {
  std::vector<Field> fields;
  for (int i = 0; i < definition.GetFieldCount(); ++i) {
    const OGRFieldDefn& field = *definition.GetFieldDefn(i);
    const OGRFieldType type = field.GetType();
    if (type == OFTBinary) continue;
    ColumnType column = ColumnType::text;
    if (type == OFTInteger || type == OFTInteger64) column = ColumnType::integer;
    if (type == OFTReal) column = ColumnType::real;
    layer.columns.emplace_back(field.GetNameRef(), column);
    fields.push_back({i, type});
  }
  return fields;
}

/// A date as ISO 8601 writes it, whatever the format of the source.
std::string iso_date(const OGRFeature& feature, const Field& field) {
  int year = 0;
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  int zone = 0;
  float second = 0;
  feature.GetFieldAsDateTime(field.at, &year, &month, &day, &hour, &minute, &second, &zone);
  const std::string date = fmt::format("{:04}-{:02}-{:02}", year, month, day);
  if (field.type == OFTDate) return date;
  std::string time = fmt::format("{:02}:{:02}:{:02}", hour, minute, static_cast<int>(second));
  if (field.type == OFTTime) return time;
  // 100 is UTC, a unit a quarter of an hour; 0 and 1 say nothing of use.
  if (zone == 100) time += "Z";
  if (zone > 1 && zone != 100) {
    const int minutes = std::abs(zone - 100) * 15;
    time += fmt::format("{}{:02}:{:02}", zone < 100 ? '-' : '+', minutes / 60, minutes % 60);
  }
  return date + "T" + time;
}

void push_field(OGRFeature& feature, const Field& field, Column& column) {
  if (feature.IsFieldSetAndNotNull(field.at) == FALSE) return column.push_missing();
  switch (field.type) {
    case OFTInteger:
    case OFTInteger64:
      return column.push(std::int64_t{feature.GetFieldAsInteger64(field.at)});
    case OFTReal: {
      const double value = feature.GetFieldAsDouble(field.at);
      return std::isfinite(value) ? column.push(value) : column.push_missing();
    }
    case OFTDate:
    case OFTTime:
    case OFTDateTime:
      return column.push(iso_date(feature, field));
    default:
      return column.push(std::string_view(feature.GetFieldAsString(field.at)));
  }
}

/// What GDAL complained about while reading a record.
void note_complaints(GdalMessages& messages, std::int64_t fid, RawLayer& layer) {
  for (const std::string& complaint : messages.take_errors()) {
    Issue issue;
    issue.kind = IssueKind::invalid_geometry;
    issue.severity = Severity::serious;
    issue.action = Action::kept;
    issue.origin.fid = fid;
    issue.detail = text("the record is damaged: {}", complaint);
    issue.effect = text("What could be read of the record is used.");
    layer.issues.push_back(std::move(issue));
  }
}

RawLayer read_layer(OGRLayer& from, const fs::path& shown, const Job& job) {
  RawLayer layer;
  layer.path = shown.string();
  layer.layer = from.GetName();
  layer.crs = layer_crs(from, layer.issues);
  const double sagitta = centimetre_in(layer.crs);
  const std::vector<Field> fields = describe_fields(*from.GetLayerDefn(), layer);
  const GIntBig expected =
      from.TestCapability(OLCFastFeatureCount) != FALSE ? from.GetFeatureCount(FALSE) : GIntBig{-1};
  const std::string doing = text("Reading {}", layer.layer);
  ShapeSink sink;
  GdalMessages messages;
  from.ResetReading();
  while (const OGRFeatureUniquePtr feature{from.GetNextFeature()}) {
    const std::int64_t fid = feature->GetFID();
    if (layer.fids.size() % 512 == 0) {
      const auto read = static_cast<double>(layer.fids.size());
      job.progress(expected > 0 ? read / static_cast<double>(expected) : 0.5, doing);
    }
    layer.fids.push_back(fid);
    if (const OGRGeometry* geometry = feature->GetGeometryRef())
      add_ogr_geometry(*geometry, sagitta, fid, sink);
    sink.end_feature(fid);
    for (std::size_t i = 0; i < fields.size(); ++i)
      push_field(*feature, fields[i], layer.columns[i]);
    if (!messages.last().empty()) note_complaints(messages, fid, layer);
  }
  const bool complained = !messages.last().empty();
  note_complaints(messages, -1, layer);
  layer.shapes = sink.finish(layer.issues);
  // The count of a DBF includes records that were deleted: fewer alone is no sign of damage.
  if (complained && expected > 0 && static_cast<std::size_t>(expected) > layer.size())
    throw Error(ErrorKind::file,
                "{}, layer \"{}\": only {} of {} records can be read; the file is cut short or "
                "damaged. Copy or export it again.",
                shown.string(), layer.layer, layer.size(), expected);
  return layer;
}

/// The code page a DBF names in its header, for decode_texts; ISO-8859-1, which writers put there
/// without thinking, counts as none.
std::string named_encoding(OGRLayer& layer) {
  const char* from_cpg = layer.GetMetadataItem("ENCODING_FROM_CPG", "SHAPEFILE");
  if (from_cpg != nullptr && *from_cpg != '\0') return from_cpg;
  const char* from_dbf = layer.GetMetadataItem("ENCODING_FROM_LDID", "SHAPEFILE");
  if (from_dbf == nullptr || encoding_name(from_dbf) == "ISO-8859-1") return {};
  return from_dbf;
}

bool in_degrees(const Shapes& shapes) {
  const Box box = shapes.extent();
  return !box.empty() && Box{{-180, -90}, {180, 90}}.contains(box.min) &&
         Box{{-180, -90}, {180, 90}}.contains(box.max);
}

[[noreturn]] void throw_unreadable(const fs::path& shown, const std::string& reason) {
  if (reason.empty())
    throw Error(ErrorKind::file,
                "{}: this is not a file of geographic data that can be read. Give a GeoPackage, "
                "Shapefile, GeoJSON, FlatGeobuf, FileGDB, DXF, KML, CSV, XLSX or OSM file.",
                shown.string());
  throw Error(ErrorKind::file,
              "{}: the file cannot be read ({}). Export it again, or give a GeoPackage, Shapefile, "
              "GeoJSON, DXF, KML, CSV, XLSX or OSM file.",
              shown.string(), reason);
}

Dataset opened(const std::string& name, const fs::path& shown,
               const std::vector<std::string>& open_options,
               const std::vector<std::string>& drivers) {
  const GdalMessages messages;
  Dataset dataset = try_open_vector(name, open_options, drivers);
  if (!dataset) throw_unreadable(shown, messages.last());
  return dataset;
}

}  // namespace

std::vector<RawLayer> read_ogr(const std::string& name, const fs::path& shown,
                               const ReadOptions& options,
                               const std::vector<std::string>& open_options,
                               const std::vector<std::string>& drivers, const Job& job) {
  const Dataset dataset = opened(name, shown, open_options, drivers);
  const std::string driver = dataset->GetDriverName();
  std::vector<std::string> names;
  for (OGRLayer* layer : dataset->GetLayers()) names.emplace_back(layer->GetName());
  require_layers(shown, names, options.layers);
  const auto wanted = static_cast<double>(
      std::ranges::count_if(names, [&](const auto& n) { return is_wanted(options.layers, n); }));
  std::vector<RawLayer> layers;
  for (OGRLayer* from : dataset->GetLayers()) {
    if (!is_wanted(options.layers, from->GetName())) continue;
    const auto done = static_cast<double>(layers.size());
    RawLayer layer = read_layer(*from, shown, job.part(done / wanted, (done + 1) / wanted));
    layer.driver = driver;
    const bool raw_bytes = driver == "ESRI Shapefile";
    // Other formats are UTF-8 by their rules or by GDAL's doing; files that break them are seen.
    decode_texts(layer, raw_bytes ? options.encoding : "",
                 raw_bytes ? named_encoding(*from) : "UTF-8");
    // Made from GeoJSON, but GDAL 3.6 does not say the system of either.
    if (driver == "TopoJSON" && !layer.crs.known() && in_degrees(layer.shapes))
      layer.crs = Crs("EPSG:4326");
    if (driver == "XLSX" || driver == "XLS" || driver == "ODS")
      tidy_sheet(layer, options.header_row);
    const bool no_geometry = from->GetGeomType() == wkbNone;
    if (no_geometry && (raw_bytes || driver == "XLSX" || driver == "XLS" || driver == "ODS"))
      locate_rows(layer, options.places);
    keep_where(layer, options.where);
    layers.push_back(std::move(layer));
  }
  return layers;
}

std::vector<LayerInfo> list_ogr_layers(const std::string& name, const fs::path& shown) {
  const Dataset dataset = opened(name, shown, {}, {});
  std::vector<LayerInfo> infos;
  for (OGRLayer* layer : dataset->GetLayers())
    infos.push_back(
        {layer->GetName(), layer->GetFeatureCount(), OGRGeometryTypeToName(layer->GetGeomType())});
  return infos;
}

}  // namespace firebreak::io
