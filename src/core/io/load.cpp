#include "core/io/load.hpp"

#include <gdal_priv.h>

#include <algorithm>
#include <cmath>
#include <system_error>
#include <utility>

#include "core/base/text.hpp"
#include "core/io/apply_settings.hpp"
#include "core/io/check_file.hpp"
#include "core/io/departments_file.hpp"
#include "core/io/gdal.hpp"
#include "core/io/land_classes_file.hpp"
#include "core/io/mapping_file.hpp"
#include "core/io/read.hpp"
#include "core/io/read_gpkg.hpp"
#include "core/io/remembered.hpp"
#include "core/io/remembered_fit.hpp"
#include "core/io/sha256.hpp"
#include "core/io/unread_layer.hpp"
#include "core/normalise/normalise.hpp"
#include "core/normalise/unit_questions.hpp"

namespace firebreak::io {

namespace {

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
  std::vector<RawLayer> layers = read_source(spec.path, options_of(spec, spec.layers), job);
  // A file that knows its roles gives those of the role asked for.
  if (spec.role)
    std::erase_if(layers, [&](const RawLayer& raw) {
      return raw.role_hint.has_value() && raw.role_hint != spec.role;
    });
  return layers;
}

Remembered remembered_from(const SavedMapping& mapping, const MappingRule& rule) {
  return {mapping.path.string(), rule.file, rule.layer, {}, mapping.sha256};
}

/// Says of a file that can be read that there is nothing in it, if all of it was asked for.
void report_no_records(const SourceSpec& spec, std::vector<RawLayer>& layers) {
  if (spec.role || !spec.where.empty() || !spec.layers.empty()) return;
  const auto filled = [](const RawLayer& raw) { return raw.size() > 0; };
  if (layers.empty() || std::ranges::any_of(layers, filled)) return;
  layers.front().issues.push_back(
      nothing_in_it(text("{}: the file holds no records.", spec.path.filename().string())));
}

SaidOfPlaces said_of_places(const SourceLayer& layer) {
  return {layer.crs.known(), layer.packed_angles};
}

/// The sentences of a recognition, with those about what is remembered.
ToldLayer told_about(const SourceLayer& layer, const Recognition& seen) {
  ToldLayer out{seen.reason, seen.assumed, seen.proposed};
  if (layer.role_from == RoleFrom::mapping) out.reason = layer.remembered.sentence();
  if (layer.raw.state != LayerState::read) out.reason = why_not_read(layer.raw);
  for (std::string& complaint : layer.remembered.complaints())
    out.proposed.push_back(std::move(complaint));
  for (std::string& asked : unit_questions(layer)) out.proposed.push_back(std::move(asked));
  return out;
}

/// The sources of a project one after the other, with what is remembered about them.
class SourceReading {
 public:
  SourceReading(const Project& project, Unreadable unreadable)
      : dictionary_(shipped_dictionary()),
        mappings_(project),
        project_file_(project.path),
        unreadable_(unreadable) {}

  void add(const SourceSpec& spec, std::size_t position, const Job& job) {
    if (spec.left_out) return add_unread(layers_left_out(spec), spec, position);
    const std::size_t first = out_.layers.size();
    try {
      read(spec, position, job);
    } catch (const Error& e) {
      if (unreadable_ == Unreadable::refused) refuse(e, position);
      drop_from(first);
      if (spec.layers.size() < 2) return add_unread({layer_unreadable(spec, e)}, spec, position);
      // A column that none of the others has may be one of the layer that is lost.
      if (!read_one_by_one(spec, position, job)) return;
    }
    try {
      require_columns(layers_from(first), spec);
    } catch (const Error& e) {
      if (unreadable_ == Unreadable::refused) refuse(e, position);
      drop_from(first);
      for (const SourceSpec& one : one_by_one(spec))
        add_unread({layer_unreadable(one, e)}, one, position);
    }
  }

  /// Throws for the first empty file if there is nothing else.
  ReadLayers finish(const Job& job) {
    const auto empty = [](const SourceLayer& layer) {
      return layer.raw.state == LayerState::read && layer.raw.size() == 0;
    };
    if (!first_empty_.empty() && std::ranges::all_of(out_.layers, empty))
      read_source(first_empty_, {}, job);
    return std::move(out_);
  }

 private:
  /// The source once for each layer that it names; itself if it names none.
  static std::vector<SourceSpec> one_by_one(const SourceSpec& spec) {
    std::vector<SourceSpec> specs;
    for (const std::string& layer : spec.layers) {
      specs.push_back(spec);
      specs.back().layers = {layer};
    }
    if (specs.empty()) specs.push_back(spec);
    return specs;
  }

  /// Reads each layer by itself, for the others of the file may be whole; false if one was not.
  bool read_one_by_one(const SourceSpec& spec, std::size_t position, const Job& job) {
    bool whole = true;
    for (const SourceSpec& one : one_by_one(spec)) {
      const std::size_t first = out_.layers.size();
      try {
        read(one, position, job);
      } catch (const Error& e) {
        drop_from(first);
        add_unread({layer_unreadable(one, e)}, one, position);
        whole = false;
      }
    }
    return whole;
  }

  void drop_from(std::size_t first) {
    out_.layers.resize(first);
    out_.settings.resize(first);
  }
  std::vector<SourceLayer*> layers_from(std::size_t first) {
    std::vector<SourceLayer*> layers;
    for (std::size_t i = first; i < out_.layers.size(); ++i) layers.push_back(&out_.layers[i]);
    return layers;
  }

  void read(const SourceSpec& spec, std::size_t position, const Job& job) {
    if (!spec.role && has_no_bytes(spec.path)) return add_empty(spec, position);
    std::vector<RawLayer> layers = read_layers(spec, job);
    report_no_records(spec, layers);
    const std::string sha256 = sha256_of(spec.path);
    for (RawLayer& raw : layers) {
      SourceLayer layer;
      layer.sha256 = sha256;
      layer.spec = position;
      layer.raw = std::move(raw);
      SourceSettings settings = settled(spec, layer, job);
      if (!settings.crs.empty()) layer.crs = Crs(settings.crs);
      layer.crs_note = spec.crs_note;
      layer.accepted = spec.accepted;
      layer.accepted_by = spec.accepted_by;
      layer.row_shifts = spec.row_shifts;
      layer.control_points = spec.control_points;
      layer.control_accepted_m = spec.control_accepted_m;
      layer.shift = settings.shift;
      layer.packed_angles = settings.packed_angles;
      layer.turned_axes = settings.turned_axes;
      layer.place_settled = settings.place_settled;
      layer.recognition = settings.role ? recognise_as(*settings.role, layer.raw, dictionary_,
                                                       said_of_places(layer))
                                        : recognise(layer.raw, dictionary_, said_of_places(layer));
      layer.accuracy_m = settings.accuracy_m;
      layer.relative_accuracy_m = settings.relative_accuracy_m;
      apply_settings(layer, settings);
      ToldLayer words = told_about(layer, layer.recognition);
      layer.recognition.reason = std::move(words.reason);
      layer.recognition.proposed = std::move(words.proposed);
      out_.layers.push_back(std::move(layer));
      out_.settings.push_back(std::move(settings));
    }
  }

  /// Throws again, with the way to go on without it.
  [[noreturn]] void refuse(const Error& why, std::size_t position) const {
    if (project_file_.empty() || position == SIZE_MAX) throw;
    throw Error(why.kind(),
                text("{} To go on without it, write left_out = true under its path in {}: the "
                     "result then names it as left out.",
                     why.what(), project_file_.string()));
  }

  /// What stands for layers of which nothing was read.
  void add_unread(std::vector<RawLayer> layers, const SourceSpec& spec, std::size_t position) {
    for (RawLayer& raw : layers) {
      SourceLayer layer;
      layer.raw = std::move(raw);
      layer.spec = position;
      layer.recognition = recognise_as(Role::reference, layer.raw, dictionary_);
      layer.recognition.reason = why_not_read(layer.raw);
      out_.layers.push_back(std::move(layer));
      out_.settings.push_back(spec);
    }
  }

  /// A file of which nobody has said what it holds does not keep the others from being read.
  void add_empty(const SourceSpec& spec, std::size_t position) {
    SourceLayer layer;
    layer.raw = layer_of_empty_file(spec.path);
    layer.sha256 = sha256_of(spec.path);
    layer.spec = position;
    SourceSettings settings = spec;
    if (spec.remembered && mappings_.knows(spec.path)) {
      if (const auto found = mappings_.rule_for(spec.path, layer.raw.layer)) {
        layer.remembered = remembered_from(*found.mapping, *found.rule);
        settings.role = found.rule->settings.role;
      }
    }
    if (settings.role) layer.role_from = RoleFrom::mapping;
    layer.recognition =
        recognise_as(settings.role.value_or(Role::reference), layer.raw, dictionary_);
    layer.recognition.reason = told_about(layer, layer.recognition).reason;
    if (first_empty_.empty()) first_empty_ = spec.path;
    out_.layers.push_back(std::move(layer));
    out_.settings.push_back(std::move(settings));
  }

  /// What holds for a layer; reads it again where what is remembered makes it another one.
  SourceSettings settled(const SourceSpec& spec, SourceLayer& layer, const Job& job) {
    if (spec.role) layer.role_from = RoleFrom::project;
    if (!spec.remembered || spec.role == Role::terrain || !mappings_.knows(spec.path)) return spec;
    const auto found = mappings_.rule_for(spec.path, layer.raw.layer);
    if (!found) return spec;
    layer.remembered = remembered_from(*found.mapping, *found.rule);
    SourceSettings rule = found.rule->settings;
    if (spec.role && rule.role && *spec.role != *rule.role) {
      layer.remembered.unfit.emplace_back("role", role_name(*rule.role));
      return spec;
    }
    layer.remembered.unfit = fitted(rule, spec, layer.raw, job);
    if (!spec.role && rule.role) layer.role_from = RoleFrom::mapping;
    return merged(spec, rule);
  }

  FieldDictionary dictionary_;
  Mappings mappings_;
  std::filesystem::path project_file_;
  Unreadable unreadable_;
  ReadLayers out_;
  std::filesystem::path first_empty_;
};

}  // namespace

ReadLayers read_layers_of(const Project& project, const Job& job, Unreadable unreadable) {
  std::vector<SourceSpec> specs = project.sources;
  if (!project.study_area.empty()) {
    SourceSpec area;
    area.path = project.study_area;
    area.role = Role::study_area;
    area.remembered = false;
    specs.push_back(area);
  }
  SourceReading reading(project, unreadable);
  for (std::size_t i = 0; i < specs.size(); ++i) {
    const double count = static_cast<double>(specs.size());
    reading.add(specs[i], i < project.sources.size() ? i : SIZE_MAX,
                job.part(static_cast<double>(i) / count, static_cast<double>(i + 1) / count));
  }
  return reading.finish(job);
}

std::vector<SourceLayer> read_and_recognise(const Project& project, const Job& job,
                                            Unreadable unreadable) {
  return read_layers_of(project, job, unreadable).layers;
}

ToldLayer told(const SourceLayer& layer, const FieldDictionary& dictionary) {
  const SaidOfPlaces said = said_of_places(layer);
  return told_about(layer, layer.role_from == RoleFrom::content
                               ? recognise(layer.raw, dictionary, said)
                               : recognise_as(layer.recognition.role, layer.raw, dictionary, said));
}

std::vector<SourceLayer> first_look(const Project& project, std::span<const Role> roles,
                                    const Job& job) {
  constexpr std::int64_t sample = 200;
  const FieldDictionary dictionary = shipped_dictionary();
  std::vector<SourceLayer> found;
  for (const SourceSpec& spec : project.sources) {
    try {
      Mappings mappings(project);
      if (spec.left_out || !is_geopackage(spec.path) || quiet_database(spec.path).copy) continue;
      const ReadOptions some{spec.layers, spec.encoding, spec.where, sample};
      for (const RawLayer& raw : read_source(spec.path, some, job.part(0, 0.1))) {
        SourceLayer layer;
        SourceSettings settings = spec;
        if (const auto known =
                spec.remembered ? mappings.rule_for(spec.path, raw.layer) : Mappings::Found{})
          settings = merged(spec, known.rule->settings);
        layer.recognition = settings.role ? recognise_as(*settings.role, raw, dictionary)
                                          : recognise(raw, dictionary);
        if (std::ranges::count(roles, layer.recognition.role) == 0) continue;
        const ReadOptions shapes{{raw.layer}, settings.encoding, spec.where, 0, true};
        layer.raw = std::move(read_source(spec.path, shapes, job).front());
        if (!settings.crs.empty()) layer.crs = Crs(settings.crs);
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
  options.departments = departments_named(project.departments);
  options.land_classes = land_classes_named(project.land_classes);
  options.overrides = project.verdicts;
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

std::vector<Proposal> accept_proposals(Project& project, std::string_view by, const Job& job) {
  // A layer that has found its place may show what is wrong with another.
  constexpr int most_rounds = 4;
  std::vector<Proposal> taken;
  for (int round = 0; round < most_rounds; ++round) {
    NormaliseOptions options = normalise_options(project);
    options.refuse_unplaced = false;
    const double from = static_cast<double>(round) / most_rounds;
    const double to = static_cast<double>(round + 1) / most_rounds;
    const City city = normalise(read_and_recognise(project, job.part(from, 0.5 * (from + to))),
                                options, job.part(0.5 * (from + to), to));
    Project after = accepted(project, city.proposals, by);
    if (after == project) break;
    for (const Proposal& proposal : city.proposals)
      if (proposal.only_one) taken.push_back(proposal);
    project = std::move(after);
  }
  return taken;
}

}  // namespace firebreak::io
