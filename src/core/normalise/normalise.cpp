#include "core/normalise/normalise.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <unordered_map>
#include <unordered_set>

#include "core/base/text.hpp"
#include "core/normalise/address_places.hpp"
#include "core/normalise/attributes.hpp"
#include "core/normalise/crs_choice.hpp"
#include "core/normalise/doubled_roads.hpp"
#include "core/normalise/gate_positions.hpp"
#include "core/normalise/hydrant_mains.hpp"
#include "core/normalise/land_survey.hpp"
#include "core/normalise/offset_test.hpp"
#include "core/normalise/place_proposals.hpp"
#include "core/normalise/positions.hpp"
#include "core/normalise/roads.hpp"
#include "core/normalise/rounded_places.hpp"
#include "core/normalise/tables.hpp"

namespace firebreak {

namespace {

/// A survey is plotted to half a millimetre, and its parts fit each other better than that.
Accuracy survey_accuracy(double scale) {
  return {0.0005 * scale, 0.1 + 0.2 * (scale - 500) / 1500};
}

/// Extracts of OpenStreetMap keep its ids whatever format they are in.
bool from_osm(const RawLayer& raw) {
  return raw.driver == "OSM" || std::ranges::any_of(raw.columns, [](const Column& column) {
           return column.name == "osm_id" || column.name == "osm_way_id" || column.name == "@id" ||
                  column.name == "full_id";
         });
}

/// Tables hold what phones and people noted, and so do the points of the files that apps on phones
/// write; areas and lines in those are drawn on imagery.
bool noted_on_site(const RawLayer& raw) {
  static constexpr std::array<std::string_view, 4> tables{"CSV", "XLSX", "XLS", "ODS"};
  static constexpr std::array<std::string_view, 3> apps{"KML", "LIBKML", "GPX"};
  if (std::ranges::find(tables, raw.driver) != tables.end()) return true;
  return std::ranges::find(apps, raw.driver) != apps.end() &&
         std::ranges::all_of(raw.shapes.part_kind,
                             [](PartKind kind) { return kind == PartKind::point; });
}

}  // namespace

Accuracy default_accuracy(const RawLayer& raw) {
  if (from_osm(raw)) return {2.5, 0.7};
  // A drawing that does not tell its scale is taken for the coarser of the usual town surveys.
  if (raw.driver == "DXF") return survey_accuracy(raw.survey_scale.value_or(2000));
  if (noted_on_site(raw)) return {8, 8};
  return {2, 0.7};
}

namespace {

std::vector<Intake> take_in(std::vector<SourceLayer> layers, IssueLog& log) {
  std::vector<Intake> intakes;
  intakes.reserve(layers.size());
  for (SourceLayer& layer : layers) {
    Intake intake;
    intake.source = static_cast<std::uint32_t>(intakes.size());
    intake.role = layer.recognition.role;
    intake.layer = std::move(layer);
    intake.aside.assign(intake.raw().size(), 0);
    intakes.push_back(std::move(intake));
  }
  drop_sheet_origin(intakes, log);
  share_drawing_crs(intakes);
  for (Intake& intake : intakes) {
    drop_repeats(intake, log);
    settle_crs(intake, log);
    drop_coarse(intake, log);
    note_rounding(intake, log);
  }
  return intakes;
}

/// What the places of the layers suggest about those whose place is in doubt.
std::vector<Proposal> propose_places(std::span<const Intake> intakes,
                                     const std::optional<Crs>& wanted, IssueLog& log,
                                     const Job& job) {
  if (intakes.empty()) return {};
  const Frame frame = choose_frame(intakes, wanted, job);
  if (!frame.crs.known()) return {};
  Surroundings around(intakes, frame.crs);
  std::vector<Proposal> proposals = propose_grids(intakes, around);
  std::ranges::move(propose_zones(intakes, around, log), std::back_inserter(proposals));
  std::ranges::move(propose_axes(intakes, around, log), std::back_inserter(proposals));
  std::ranges::move(propose_angles(intakes, around, log), std::back_inserter(proposals));
  return proposals;
}

/// Whether an issue of the reader says that a record was left out. Objects cut by the edge of an
/// extract and rows that are no records are told for themselves.
bool leaves_out_record(const Issue& issue) {
  return issue.action == Action::set_aside && issue.origin.fid >= 0 &&
         issue.kind != IssueKind::missing_nodes && issue.kind != IssueKind::left_out_row;
}

/// What was noted while reading, placed where the record lies now. Returns how many records the
/// reader left out: they were read and set aside, and no row of the layer stands for them.
std::uint64_t report_reading(Intake& intake, const Frame& frame, IssueLog& log) {
  auto& issues = intake.layer.raw.issues;
  if (issues.empty()) return 0;
  std::unordered_map<std::int64_t, std::size_t> row_of;
  for (std::size_t row = 0; row < intake.raw().size(); ++row)
    row_of.emplace(intake.raw().fids[row], row);
  std::optional<Transform> transform;
  std::unordered_set<std::int64_t> left_out;
  for (Issue& issue : issues) {
    issue.origin.source = intake.source;
    issue.extent.reset();
    const auto found = row_of.find(issue.origin.fid);
    if (found == row_of.end() && leaves_out_record(issue)) left_out.insert(issue.origin.fid);
    const Box box = found == row_of.end() ? Box{} : intake.raw().shapes.boxes[found->second];
    if (!box.empty()) {
      issue.at = box.centre();
    } else if (issue.at && intake.crs.known() && frame.crs.known()) {
      if (!transform) transform.emplace(intake.crs, frame.crs);
      issue.at = (*transform)(*issue.at) - frame.origin;
    } else {
      issue.at.reset();
    }
    log.add(std::move(issue));
  }
  issues.clear();
  return left_out.size();
}

Source source_of(const Intake& intake) {
  const SourceLayer& layer = intake.layer;
  const Accuracy accuracy = default_accuracy(layer.raw);
  Source source;
  source.path = layer.raw.path;
  source.layer = layer.raw.layer;
  source.driver = layer.raw.driver;
  source.encoding = layer.raw.encoding;
  source.crs = intake.crs.known() ? intake.crs.definition() : "unknown";
  source.crs_note = intake.crs_note;
  source.place_parameters = intake.place_parameters;
  source.place_steps = intake.steps;
  const auto accepted = [](const auto& step) { return step.second == PlaceStep::accepted; };
  if (intake.steps.has(PlaceStep::accepted) || std::ranges::any_of(intake.record_steps, accepted)) {
    source.accepted = layer.accepted;
    source.accepted_by = layer.accepted_by;
  }
  source.mapping = layer.remembered.path;
  source.mapping_sha256 = layer.remembered.sha256;
  source.sha256 = layer.sha256;
  source.attribution = layer.raw.attribution;
  source.role = intake.role;
  source.state = layer.raw.state;
  source.read = layer.raw.size();
  // Of two places both are rounded, whatever else they share.
  const double between_two_m = std::numbers::sqrt2 * intake.rounding_m;
  source.accuracy_m = layer.accuracy_m.value_or(std::hypot(accuracy.position_m, intake.rounding_m));
  source.relative_accuracy_m =
      layer.relative_accuracy_m.value_or(std::hypot(accuracy.relative_m, between_two_m));
  return source;
}

/// What was done to single records, in the order in which `place_steps` looks for them.
std::vector<PlacedRecord> placed_records(std::span<const Intake> intakes) {
  std::map<std::pair<std::uint32_t, std::int64_t>, PlaceSteps> steps;
  for (const Intake& intake : intakes)
    for (const auto& [fid, step] : intake.record_steps) steps[{intake.source, fid}].add(step);
  std::vector<PlacedRecord> out;
  for (const auto& [at, done] : steps) out.push_back({{at.first, at.second}, done});
  return out;
}

std::string joined_attribution(const std::vector<Source>& sources) {
  std::string joined;
  std::vector<std::string> lines;
  for (const Source& source : sources) {
    if (source.attribution.empty() ||
        std::find(lines.begin(), lines.end(), source.attribution) != lines.end())
      continue;
    lines.push_back(source.attribution);
    joined += (joined.empty() ? "" : "; ") + source.attribution;
  }
  return joined;
}

template <class T>
std::shared_ptr<const T> shared(T value) {
  return std::make_shared<const T>(std::move(value));
}

bool has_records(std::span<const Intake> intakes, Role role) {
  return std::ranges::any_of(intakes, [role](const Intake& intake) {
    return intake.role == role && intake.raw().size() > 0;
  });
}

/// Fills the tables whose makers need little but their own layers.
void fill_plain_tables(City& city, Workshop& shop, const Table<Building>& buildings,
                       const NormaliseOptions& options, const Job& job) {
  // Areas first: they decide which records of water layers are polygons at all.
  SurveyLand land = land_of_survey(survey_parcels(shop, options.land_classes, job), buildings);
  Shapes water = make_areas(shop, Role::water, true, job);
  if (has_records(shop.intakes, Role::water)) {
    land.water = {};
  } else {
    water = land.water.shapes;
    report_survey_water(land, shop);
  }
  city.water = shared(std::move(water));
  std::vector<std::uint32_t> kerb_sources;
  city.carriageway = shared(make_areas(shop, Role::carriageway, false, job, &kerb_sources));
  city.carriageway_sources = shared(std::move(kerb_sources));
  city.open_land = shared(make_areas(shop, Role::open_land, false, job));
  city.study_area = shared(make_areas(shop, Role::study_area, false, job));
  Shapes built_up = make_areas(shop, Role::built_up, false, job);
  if (built_up.empty()) {
    built_up = land.built_up.shapes;
    report_survey_built_up(land, shop);
  }
  city.built_up = shared(std::move(built_up));
  city.stations = shared(make_stations(shop, job));
  city.obstacles = shared(make_obstacles(shop, job));
  city.barriers = shared(make_barriers(shop, land, job));
  city.others = shared(make_layers(shop, options.departments, options.land_classes, job));
}

/// Gives back the memory of what the tables hold now.
void release(std::vector<Intake>& intakes) {
  for (Intake& intake : intakes) {
    intake.layer.raw.shapes = Shapes();
    intake.layer.raw.columns = std::vector<Column>();
  }
}

}  // namespace

City normalise(std::vector<SourceLayer> layers, const NormaliseOptions& options, const Job& job) {
  City city;
  IssueLog log;
  std::vector<Intake> intakes = take_in(std::move(layers), log);
  city.proposals = propose_places(intakes, options.crs, log, job);
  settle_unplaced(intakes, city.proposals, options.refuse_unplaced, log);
  part_by_address(intakes);
  Frame frame = choose_frame(intakes, options.crs, job);
  for (const Intake& intake : intakes) city.sources.push_back(source_of(intake));
  city.placed_records = placed_records(intakes);
  for (const Intake& intake : intakes) report_missing_fields(intake, log);
  place_layers(intakes, frame, log, job.part(0, 0.15));
  std::vector<std::uint64_t> left_out;
  for (Intake& intake : intakes) left_out.push_back(report_reading(intake, frame, log));
  city.crs = frame.crs;
  city.origin = frame.origin;
  city.scale_error = frame.scale_error;

  Workshop shop{intakes, city.sources, frame.origin, log};
  Table<Building> buildings = make_buildings(shop, job.part(0.15, 0.6));
  Table<Road> roads = make_roads(shop, job.part(0.6, 0.7));
  city.units = shared(make_units(shop, job));
  name_towns(intakes, *city.units);
  place_by_address(shop, roads, buildings, *city.units);
  Table<Hydrant> hydrants = make_hydrants(shop, job.part(0.7, 0.72));
  fill_plain_tables(city, shop, buildings, options, job.part(0.72, 0.76));
  const PlacesOfLayers interest = places_of_interest(intakes);
  release(intakes);

  check_hydrant_positions(hydrants, buildings, roads, *city.water, city.sources, log,
                          job.part(0.76, 0.78));
  take_from_mains(hydrants, *city.others, city.sources, log);
  report_buildings_over_roads(buildings, roads, log, job.part(0.78, 0.82));
  std::vector<Proposal> shifts =
      propose_offsets(intakes, interest, hydrants, roads, buildings, frame, log, job);
  std::ranges::move(shifts, std::back_inserter(city.proposals));
  std::vector<Issue> road_issues;
  city.network = shared(build_network(roads, road_issues, job.part(0.82, 1), &buildings));
  log.add_all(std::move(road_issues));
  report_doubled_roads(roads, *city.network, city.sources, log, job);

  for (const Intake& intake : intakes) {
    Source& source = city.sources[intake.source];
    source.read += left_out[intake.source];
    source.set_aside = left_out[intake.source] + static_cast<std::uint64_t>(std::count(
                                                     intake.aside.begin(), intake.aside.end(), 1));
  }
  city.attribution = joined_attribution(city.sources);
  city.buildings = shared(std::move(buildings));
  city.roads = shared(std::move(roads));
  city.hydrants = shared(std::move(hydrants));
  report_sites_off_buildings(city, log);
  report_gates_off_roads(city, log);
  city.issues = log.take();
  apply_field_checks(city, options.checks);
  city.overrides = shared(options.overrides);
  return city;
}

}  // namespace firebreak
