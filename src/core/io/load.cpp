#include "core/io/load.hpp"

#include <gdal_priv.h>

#include <algorithm>
#include <cmath>

#include "core/base/text.hpp"
#include "core/io/check_file.hpp"
#include "core/io/gdal.hpp"
#include "core/io/mapping_file.hpp"
#include "core/io/read.hpp"
#include "core/io/read_gpkg.hpp"
#include "core/io/sha256.hpp"
#include "core/normalise/normalise.hpp"

namespace firebreak::io {

namespace {

std::string listed_columns(const RawLayer& raw) {
  std::string names;
  for (const Column& column : raw.columns) names += (names.empty() ? "" : ", ") + column.name;
  return names;
}

/// Puts a field where the user says it is.
void set_field(SourceLayer& layer, std::string_view field_name, std::size_t column) {
  auto& fields = layer.recognition.fields;
  std::erase_if(fields, [&](const FieldMatch& match) {
    return match.field->name == field_name || match.column == column;
  });
  FieldMatch match;
  match.field = find_field(layer.recognition.role, field_name);
  match.column = column;
  match.match = NameMatch::whole;
  match.by_user = true;
  fields.push_back(match);
  for (ColumnView& view : layer.recognition.columns)
    if (view.field == field_name) view.field.clear();
  if (column < layer.recognition.columns.size())
    layer.recognition.columns[column].field = std::string(field_name);
}

/// Applies the field map and the units of a source. Fields that the role does not know belong to
/// other layers of the same source; a column that no layer has is an error.
void apply_fields(std::vector<SourceLayer*>& layers, const SourceSpec& spec) {
  for (const auto& [field, column_name] : spec.fields) {
    bool found = false;
    for (SourceLayer* layer : layers) {
      if (find_field(layer->recognition.role, field) == nullptr) continue;
      const auto& columns = layer->raw.columns;
      const auto at =
          std::find_if(columns.begin(), columns.end(),
                       [&name = column_name](const Column& c) { return c.name == name; });
      if (at == columns.end()) continue;
      set_field(*layer, field, static_cast<std::size_t>(at - columns.begin()));
      found = true;
    }
    if (found || layers.empty()) continue;
    throw Error(ErrorKind::file,
                "{}: there is no column \"{}\" for {}; there is {}. Correct the fields of this "
                "source in city.toml.",
                spec.path.string(), column_name, field, listed_columns(layers.front()->raw));
  }
  for (const auto& [field, unit] : spec.units)
    for (SourceLayer* layer : layers)
      for (FieldMatch& match : layer->recognition.fields)
        if (match.field->name == field) match.unit = unit;
}

/// The places of a raster: one record with its outline. GDAL reads the values when they are asked
/// for.
RawLayer terrain_layer(const std::filesystem::path& path) {
  register_gdal();
  const GdalMessages messages;
  const Dataset dataset(GDALDataset::Open(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, nullptr,
                                          nullptr, nullptr));
  double grid[6];
  if (!dataset || dataset->GetGeoTransform(grid) != CE_None)
    throw Error(ErrorKind::file,
                "{}: GDAL cannot read it as a raster with a place on the map ({}). Give a GeoTIFF "
                "or take the source out of city.toml.",
                path.string(), messages.last());
  const double width = dataset->GetRasterXSize();
  const double height = dataset->GetRasterYSize();
  const auto corner = [&](double column, double row) {
    return Xy{grid[0] + column * grid[1] + row * grid[2],
              grid[3] + column * grid[4] + row * grid[5]};
  };
  RawLayer raw;
  raw.path = path.string();
  raw.layer = text("raster of {} x {} cells, {:.2f} wide", dataset->GetRasterXSize(),
                   dataset->GetRasterYSize(), std::abs(grid[1]));
  raw.driver = dataset->GetDriverName();
  if (const OGRSpatialReference* reference = dataset->GetSpatialRef()) {
    char* wkt = nullptr;
    if (reference->exportToWkt(&wkt) == OGRERR_NONE && wkt != nullptr) raw.crs = Crs(wkt);
    CPLFree(wkt);
  }
  raw.shapes.add(PartKind::outer,
                 std::vector<Xy>{corner(0, 0), corner(width, 0), corner(width, height),
                                 corner(0, height), corner(0, 0)});
  raw.fids.push_back(1);
  return raw;
}

std::vector<RawLayer> read_layers(const SourceSpec& spec, const Job& job) {
  if (spec.role == Role::terrain) {
    std::vector<RawLayer> one;
    one.push_back(terrain_layer(spec.path));
    return one;
  }
  std::vector<RawLayer> layers =
      read_source(spec.path, {spec.layers, spec.encoding, spec.where}, job);
  // A file that knows its roles gives those of the role asked for.
  if (spec.role)
    std::erase_if(layers, [&](const RawLayer& raw) {
      return raw.role_hint.has_value() && raw.role_hint != spec.role;
    });
  return layers;
}

void add_source(const SourceSpec& spec, const FieldDictionary& dictionary,
                std::vector<SourceLayer>& out, const Job& job) {
  std::vector<RawLayer> layers = read_layers(spec, job);
  const std::string sha256 = sha256_of(spec.path);
  const std::size_t first = out.size();
  for (RawLayer& raw : layers) {
    SourceLayer layer;
    layer.recognition =
        spec.role ? recognise_as(*spec.role, raw, dictionary) : recognise(raw, dictionary);
    if (!spec.crs.empty()) layer.crs = Crs(spec.crs);
    layer.raw = std::move(raw);
    layer.shift = spec.shift;
    layer.packed_angles = spec.packed_angles;
    layer.accuracy_m = spec.accuracy_m;
    layer.relative_accuracy_m = spec.relative_accuracy_m;
    layer.sha256 = sha256;
    out.push_back(std::move(layer));
  }
  std::vector<SourceLayer*> mine;
  for (std::size_t i = first; i < out.size(); ++i) mine.push_back(&out[i]);
  apply_fields(mine, spec);
}

}  // namespace

std::vector<SourceLayer> read_and_recognise(const Project& project, const Job& job) {
  const FieldDictionary dictionary = shipped_dictionary();
  std::vector<SourceSpec> specs = project.sources;
  if (!project.study_area.empty()) {
    SourceSpec area;
    area.path = project.study_area;
    area.role = Role::study_area;
    specs.push_back(area);
  }
  std::vector<SourceLayer> layers;
  for (std::size_t i = 0; i < specs.size(); ++i) {
    const double count = static_cast<double>(specs.size());
    const std::size_t first = layers.size();
    add_source(specs[i], dictionary, layers,
               job.part(static_cast<double>(i) / count, static_cast<double>(i + 1) / count));
    if (i < project.sources.size())
      for (std::size_t layer = first; layer < layers.size(); ++layer) layers[layer].spec = i;
  }
  return layers;
}

std::vector<SourceLayer> first_look(const Project& project, std::span<const Role> roles,
                                    const Job& job) {
  constexpr std::int64_t sample = 200;
  const FieldDictionary dictionary = shipped_dictionary();
  std::vector<SourceLayer> found;
  for (const SourceSpec& spec : project.sources) {
    try {
      if (!is_geopackage(spec.path) || quiet_database(spec.path).copy) continue;
      const ReadOptions some{spec.layers, spec.encoding, spec.where, sample};
      for (const RawLayer& raw : read_source(spec.path, some, job.part(0, 0.1))) {
        SourceLayer layer;
        layer.recognition =
            spec.role ? recognise_as(*spec.role, raw, dictionary) : recognise(raw, dictionary);
        if (std::ranges::count(roles, layer.recognition.role) == 0) continue;
        const ReadOptions shapes{{raw.layer}, spec.encoding, spec.where, 0, true};
        layer.raw = std::move(read_source(spec.path, shapes, job).front());
        if (!spec.crs.empty()) layer.crs = Crs(spec.crs);
        found.push_back(std::move(layer));
      }
    } catch (const Error&) {
      continue;  // told by the reading itself
    }
  }
  return found;
}

NormaliseOptions normalise_options(const Project& project) {
  NormaliseOptions options;
  if (!project.crs.empty()) options.crs = Crs(project.crs);
  if (project.field_checks.empty()) return options;
  options.checks.path = project.field_checks.string();
  options.checks.checks = read_check_file(project.field_checks);
  options.checks.sha256 = sha256_of(project.field_checks);
  return options;
}

City load(const Project& project, const Job& job) {
  std::vector<SourceLayer> layers = read_and_recognise(project, job.part(0, 0.5));
  return normalise(std::move(layers), normalise_options(project), job.part(0.5, 1));
}

}  // namespace firebreak::io
