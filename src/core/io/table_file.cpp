#include "core/io/table_file.hpp"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <system_error>

#include "core/base/error.hpp"
#include "core/io/gdal.hpp"
#include "core/io/gpkg_blob.hpp"
#include "core/io/gpkg_write.hpp"
#include "core/io/table_book.hpp"

namespace firebreak::io {

namespace fs = std::filesystem;

namespace {

/// A folder of our own that goes away with the object.
class WorkFolder {
 public:
  WorkFolder() {
    std::string name = (fs::temp_directory_path() / "firebreak-table-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
      throw Error(ErrorKind::file,
                  "{}: no temporary folder can be made there. Make room, or set "
                  "TMPDIR to another folder.",
                  fs::temp_directory_path().string());
    path_ = name;
  }
  ~WorkFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

enum class Format { csv, gpkg, geojson, xlsx };

Format format_of(const fs::path& path) {
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  if (ending == ".csv") return Format::csv;
  if (ending == ".gpkg") return Format::gpkg;
  if (ending == ".geojson" || ending == ".json") return Format::geojson;
  if (ending == ".xlsx") return Format::xlsx;
  throw Error(ErrorKind::file,
              "{}: a table is written as .xlsx, .csv, .gpkg or .geojson. Choose one of these "
              "endings.",
              path.string());
}

const char* driver_name(Format format) {
  return format == Format::csv ? "CSV" : format == Format::gpkg ? "GPKG" : "GeoJSON";
}

OGRwkbGeometryType layer_type(TableGeometry geometry) {
  switch (geometry) {
    case TableGeometry::point:
      return wkbPoint;
    case TableGeometry::line:
      return wkbLineString;
    case TableGeometry::multi_line:
      return wkbMultiLineString;
    case TableGeometry::multi_polygon:
      return wkbMultiPolygon;
    case TableGeometry::none:
      break;
  }
  return wkbNone;
}

bool fits(const Shapes& shapes, std::size_t f, TableGeometry geometry) {
  const auto first = shapes.first_part(f);
  const auto end = shapes.end_part(f);
  const bool single = geometry == TableGeometry::point || geometry == TableGeometry::line;
  if (single && end - first > 1) return false;
  for (auto p = first; p < end; ++p) {
    const PartKind kind = shapes.part_kind[p];
    const bool right = geometry == TableGeometry::point           ? kind == PartKind::point
                       : geometry == TableGeometry::multi_polygon ? kind >= PartKind::outer
                                                                  : kind == PartKind::line;
    if (!right) return false;
  }
  return true;
}

/// The kind that holds every row: reference layers may mix points, lines and polygons.
BlobKind kind_of(const FeatureTable& table, std::span<const std::uint32_t> rows) {
  const auto fit = [&](std::uint32_t row) { return fits(table.shapes, row, table.geometry); };
  return std::all_of(rows.begin(), rows.end(), fit) ? blob_kind(table.geometry) : BlobKind::any;
}

/// The geometry of a row; null if it has none.
OGRGeometry* geometry_of(const Shapes& shapes, std::size_t f, BlobKind kind, Xy origin,
                         std::string& blob) {
  blob.clear();
  if (!append_blob(blob, shapes, f, kind, 0, origin)) return nullptr;
  // A GeoPackage geometry is plain WKB behind a header, whose flags say how long it is.
  static constexpr std::size_t envelope_bytes[8] = {0, 32, 48, 48, 64, 0, 0, 0};
  const std::size_t header = 8 + envelope_bytes[(static_cast<unsigned char>(blob[3]) >> 1U) & 7U];
  OGRGeometry* made = nullptr;
  OGRGeometryFactory::createFromWkb(blob.data() + header, nullptr, &made, blob.size() - header);
  return made;
}

/// Names that no two columns share, in capitals or not, and that the format keeps for itself.
std::vector<std::string> field_names(std::span<const Column* const> columns) {
  std::set<std::string> used{"fid", "geom", "ogc_fid"};
  const auto small = [](std::string name) {
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    return name;
  };
  std::vector<std::string> names;
  for (const Column* column : columns) {
    std::string name = column->name;
    for (int n = 2; !used.insert(small(name)).second; ++n)
      name = column->name + "_" + std::to_string(n);
    names.push_back(std::move(name));
  }
  return names;
}

void set_field(OGRFeature& feature, int at, const Column& column, std::size_t row) {
  if (!column.has(row)) return feature.SetFieldNull(at);
  if (column.type == ColumnType::integer)
    feature.SetField(at, static_cast<GIntBig>(column.integers[row]));
  else if (column.type == ColumnType::real)
    feature.SetField(at, column.reals[row]);
  else
    feature.SetField(at, std::string(column.texts[row]).c_str());
}

/// All but those that name people, in the public edition.
std::vector<const Column*> columns_written(const FeatureTable& table, const TablePlace& place) {
  std::vector<const Column*> columns;
  for (const Column& column : table.columns)
    if (!place.public_edition || !names_people(column.name)) columns.push_back(&column);
  return columns;
}

/// Writes what GDAL has a driver for.
class TableWriter {
 public:
  TableWriter(const fs::path& shown, const fs::path& file, Format format, const FeatureTable& table,
              std::span<const std::uint32_t> rows, const TablePlace& place)
      : shown_(shown),
        table_(table),
        rows_(rows),
        place_(place),
        columns_(columns_written(table, place)) {
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(driver_name(format));
    if (driver == nullptr) fail("GDAL has no driver for it");
    dataset_.reset(driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!dataset_) fail(messages_.last());
    make_layer(format);
  }

  void write(const Job& job) {
    const bool grouped = dataset_->TestCapability(ODsCTransactions) != FALSE;
    if (grouped) dataset_->StartTransaction();
    OGRFeature feature(layer_->GetLayerDefn());
    std::string blob;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (i % 1000 == 0)
        job.progress(static_cast<double>(i) / static_cast<double>(rows_.size()),
                     tr_key("Writing the table"));
      const std::uint32_t row = rows_[i];
      feature.SetFID(OGRNullFID);
      for (std::size_t c = 0; c < columns_.size(); ++c)
        set_field(feature, static_cast<int>(c), *columns_[c], row);
      if (table_.geometry != TableGeometry::none)
        feature.SetGeometryDirectly(geometry_of(table_.shapes, row, kind_, place_.origin, blob));
      if (layer_->CreateFeature(&feature) != OGRERR_NONE) fail(messages_.last());
    }
    if (grouped && dataset_->CommitTransaction() != OGRERR_NONE) fail(messages_.last());
    messages_.take_errors();
    dataset_.reset();  // what is still in memory is written now
    if (const auto errors = messages_.take_errors(); !errors.empty()) fail(errors.back());
  }

 private:
  [[noreturn]] void fail(const std::string& why) const {
    throw Error(ErrorKind::file,
                "{}: the table cannot be written ({}). Choose another folder or format.",
                shown_.string(), why);
  }

  void make_layer(Format format) {
    OGRSpatialReference crs;
    crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    const bool known =
        !place_.crs_wkt.empty() && crs.importFromWkt(place_.crs_wkt.c_str()) == OGRERR_NONE;
    OGRwkbGeometryType type = layer_type(table_.geometry);
    if (type != wkbNone) kind_ = kind_of(table_, rows_);
    if (type != wkbNone && kind_ == BlobKind::any) type = wkbUnknown;
    CPLStringList options;  // of the driver
    if (format == Format::csv) {
      options.SetNameValue("WRITE_BOM", "YES");
      if (type != wkbNone) options.SetNameValue("GEOMETRY", type == wkbPoint ? "AS_XY" : "AS_WKT");
    }
    // The standard form of GeoJSON is in degrees: GDAL moves the coordinates.
    if (format == Format::geojson && known) options.SetNameValue("RFC7946", "YES");
    layer_ = dataset_->CreateLayer(table_.name.c_str(), known ? &crs : nullptr, type, options);
    if (layer_ == nullptr) fail(messages_.last());
    const auto names = field_names(columns_);
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      OGRFieldDefn field(names[c].c_str(), columns_[c]->type == ColumnType::integer ? OFTInteger64
                                           : columns_[c]->type == ColumnType::real  ? OFTReal
                                                                                    : OFTString);
      if (!columns_[c]->title.empty())
        field.SetAlternativeName(std::string(translate(columns_[c]->title)).c_str());
      if (layer_->CreateField(&field) != OGRERR_NONE) fail(messages_.last());
    }
  }

  GdalMessages messages_;
  const fs::path& shown_;
  const FeatureTable& table_;
  std::span<const std::uint32_t> rows_;
  const TablePlace& place_;
  std::vector<const Column*> columns_;
  Dataset dataset_;
  OGRLayer* layer_ = nullptr;
  BlobKind kind_ = BlobKind::any;
};

}  // namespace

void write_table(const fs::path& path, const FeatureTable& table,
                 std::span<const std::uint32_t> rows, const TablePlace& place, Existing existing,
                 const Job& job, const CellWords& words) {
  const Format format = format_of(path);
  register_gdal();
  check_writable(path, existing);
  // It is written beside, under the ending GDAL knows the format by; then it appears as a whole.
  const WorkFolder folder;
  const fs::path written = folder.path() / path.filename();
  if (format == Format::xlsx)
    write_table_book(written, path, table, columns_written(table, place), rows, place, words, job);
  else
    TableWriter(path, written, format, table, rows, place).write(job);
  AtomicFile file(path, existing);
  std::error_code failed;
  fs::copy_file(written, file.path(), fs::copy_options::overwrite_existing, failed);
  if (failed)
    throw Error(ErrorKind::file,
                "{}: the table cannot be written ({}). Choose another folder or format.",
                path.string(), failed.message());
  job.check();
  file.commit();
}

std::string wkt_of(const FeatureTable& table, std::size_t row, Xy origin) {
  if (row >= table.shapes.size() || table.shapes.boxes[row].empty()) return {};
  const std::uint32_t rows[] = {static_cast<std::uint32_t>(row)};
  std::string blob;
  const std::unique_ptr<OGRGeometry> shape(
      geometry_of(table.shapes, row, kind_of(table, rows), origin, blob));
  return shape ? shape->exportToWkt() : std::string();
}

}  // namespace firebreak::io
