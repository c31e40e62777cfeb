#pragma once

#include <gmock/gmock.h>
#include <ogrsf_frmts.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/io/gdal.hpp"
#include "core/io/read.hpp"
#include "core/io/sha256.hpp"
#include "support/temp_dir.hpp"

namespace firebreak::test {

/// One record of a fixture: WKT (empty: no geometry) and the values of its fields as text.
struct Row {
  std::string wkt;
  std::vector<std::string> values;
};

/// A field of a fixture.
struct FieldSpec {
  std::string name;
  OGRFieldType type = OFTString;
};

/// Writes a layer with GDAL; `epsg` 0 leaves the CRS out.
inline void write_layer(const std::filesystem::path& path, const char* driver, const char* layer,
                        const std::vector<FieldSpec>& fields, const std::vector<Row>& rows,
                        int epsg = 0, OGRwkbGeometryType type = wkbUnknown,
                        const std::vector<const char*>& options = {}, bool append = false) {
  io::register_gdal();
  const io::GdalMessages quiet;  // names are cut, not every driver has transactions
  std::vector<const char*> list = options;
  list.push_back(nullptr);
  char** layer_options = const_cast<char**>(list.data());
  GDALDataset* dataset = append ? GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE)
                                : GetGDALDriverManager()->GetDriverByName(driver)->Create(
                                      path.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
  ASSERT_NE(dataset, nullptr) << path;
  OGRSpatialReference srs;
  if (epsg != 0) {
    srs.importFromEPSG(epsg);
    srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  }
  OGRLayer* out = dataset->CreateLayer(layer, epsg == 0 ? nullptr : &srs, type, layer_options);
  ASSERT_NE(out, nullptr);
  for (const FieldSpec& f : fields) {
    OGRFieldDefn field(f.name.c_str(), f.type);
    out->CreateField(&field);
  }
  dataset->StartTransaction();
  for (const Row& row : rows) {
    OGRFeature feature(out->GetLayerDefn());
    for (std::size_t i = 0; i < row.values.size(); ++i)
      if (row.values[i] != "NULL") feature.SetField(static_cast<int>(i), row.values[i].c_str());
    if (!row.wkt.empty()) {
      OGRGeometry* geometry = nullptr;
      OGRGeometryFactory::createFromWkt(row.wkt.c_str(), nullptr, &geometry);
      feature.SetGeometryDirectly(geometry);
    }
    ASSERT_EQ(out->CreateFeature(&feature), OGRERR_NONE);
  }
  dataset->CommitTransaction();
  GDALClose(dataset);
}

/// Name and checksum of every file below a folder: what must not change by reading.
inline std::map<std::string, std::string> checksums(const std::filesystem::path& folder) {
  std::map<std::string, std::string> sums;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) sums[entry.path().string()] = io::sha256_of(entry.path());
  return sums;
}

inline RawLayer read_one(const std::filesystem::path& path, const io::ReadOptions& options = {},
                         const Job& job = {}) {
  std::vector<RawLayer> layers = io::read_source(path, options, job);
  EXPECT_EQ(layers.size(), 1U);
  return layers.empty() ? RawLayer{} : std::move(layers.front());
}

inline std::string text_of(const RawLayer& layer, std::string_view column, std::size_t row) {
  const Column* c = layer.column(column);
  if (c == nullptr) return "(no column)";
  if (!c->has(row)) return "(missing)";
  if (c->type == ColumnType::integer) return std::to_string(c->integers[row]);
  if (c->type == ColumnType::real) return fmt::format("{}", c->reals[row]);
  return std::string(c->texts[row]);
}

inline std::size_t count_issues(const RawLayer& layer, IssueKind kind) {
  std::size_t n = 0;
  for (const Issue& issue : layer.issues) n += issue.kind == kind ? 1U : 0U;
  return n;
}

/// The message of the Error that reading throws; empty if it does not throw.
inline std::string refusal(const std::filesystem::path& path, const io::ReadOptions& options = {}) {
  try {
    io::read_source(path, options, Job{});
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::file);
    return error.what();
  }
  return {};
}

}  // namespace firebreak::test
