#include "core/analysis/pipeline.hpp"

#include <algorithm>
#include <array>

#include "core/analysis/city_tables.hpp"
#include "core/analysis/data_notices.hpp"
#include "core/analysis/finding_places.hpp"
#include "core/analysis/invariants.hpp"
#include "core/analysis/public_edition.hpp"
#include "core/analysis/settings.hpp"
#include "core/base/error.hpp"
#include "core/geo/measure.hpp"
#include "core/model/defect_count.hpp"
#include "core/model/place_basis.hpp"

namespace firebreak {

namespace {

/// Why an analysis cannot run on this city; empty if it can. An English sentence (translation key).
std::string missing_data(const City& city, std::string_view analysis) {
  const bool buildings = !city.buildings->empty();
  if (analysis == HydrantCoverage::id) {
    if (!buildings) return tr_key("There are no buildings.");
    if (city.hydrants->empty()) return tr_key("There are no hydrants.");
  }
  if (analysis == HydrantSpacing::id) {
    if (city.roads->empty()) return tr_key("There are no roads.");
    if (city.hydrants->empty()) return tr_key("There are no hydrants.");
  }
  if (analysis == Lanes::id) {
    if (city.roads->empty()) return tr_key("There are no roads.");
    if (!buildings && city.obstacles->empty() && city.carriageway->empty())
      return tr_key(
          "There is nothing that narrows a road: no buildings, obstacles or carriageway.");
  }
  if (analysis == DistrictRisk::id && !buildings) return tr_key("There are no buildings.");
  return {};
}

/// Which source gave nothing, and why: a sentence for the source of most records that were all set
/// aside; empty if there is none.
std::string useless_source(const City& city) {
  const Source* worst = nullptr;
  for (const Source& source : city.sources)
    if (source.read > 0 && source.set_aside == source.read)
      if (worst == nullptr || source.read > worst->read) worst = &source;
  if (worst == nullptr) return {};
  const auto index = static_cast<std::uint32_t>(worst - city.sources.data());
  for (const Issue& issue : city.issues)
    if (issue.origin.source == index && issue.action == Action::set_aside)
      return text(" {}, layer \"{}\": none of the {} records can be used: {}", worst->path,
                  worst->layer, worst->read, issue.detail);
  return {};
}

/// Hoses can be laid: there is something to lay them along, from and to.
bool has_hose_lay(const City& city) {
  return missing_data(city, HydrantCoverage::id).empty() && !city.roads->empty();
}

std::vector<std::uint8_t> passing(const HydrantCoverage::Result& hydrants) {
  std::vector<std::uint8_t> passes;
  for (const auto& cover : hydrants.buildings) passes.push_back(cover.verdict == Verdict::pass);
  return passes;
}

std::vector<std::uint8_t> in_study_area(const HydrantCoverage::Result& hydrants) {
  std::vector<std::uint8_t> inside;
  for (const auto& cover : hydrants.buildings) inside.push_back(!cover.outside_study_area);
  return inside;
}

/// The analyses to run, in order; those that cannot are written to the record.
std::vector<std::string> chosen(const City& city, const AssessSettings& settings,
                                RunRecord& record) {
  std::vector<std::string> run;
  // The spacing along streets is the part of the hydrants that needs no buildings.
  const bool spacing = missing_data(city, HydrantSpacing::id).empty();
  for (const std::string& id : analysis_ids()) {
    const bool wanted =
        settings.only.empty() ||
        std::find(settings.only.begin(), settings.only.end(), id) != settings.only.end();
    if (!wanted) continue;
    const std::string reason = missing_data(city, id);
    const bool with_spacing = id == HydrantCoverage::id && spacing;
    if (reason.empty()) run.push_back(id);
    if (with_spacing) run.emplace_back(HydrantSpacing::id);
    if (reason.empty()) {
      if (id == HydrantCoverage::id && !spacing)
        record.skipped.emplace_back(HydrantSpacing::id, missing_data(city, HydrantSpacing::id));
      if (id == HydrantCoverage::id && !has_hose_lay(city))
        record.skipped.emplace_back(HoseLay::id, tr_key("There are no roads."));
    } else if (!settings.only.empty() && !with_spacing) {
      throw Error(ErrorKind::file,
                  "The analysis {} cannot run. {} Add the source, or leave it out of "
                  "--only.",
                  id, translate(reason));
    } else {
      record.skipped.emplace_back(id, reason);
    }
  }
  if (run.empty())
    throw Error(
        ErrorKind::file,
        "No analysis can run on these data. {} See what was recognised with: firebreak inspect",
        std::string(record.skipped.empty() ? "" : translate(record.skipped.front().second)) +
            useless_source(city));
  return run;
}

void add_general_figures(const City& city, RunRecord& record) {
  std::uint64_t read = 0;
  std::uint64_t set_aside = 0;
  bool any_buildings = false;
  for (const Source& source : city.sources) {
    if (source.role != Role::buildings) continue;
    any_buildings = true;
    read += source.read;
    set_aside += source.set_aside;
  }
  std::size_t slivers = 0;
  for (const Building& b : city.buildings->rows) slivers += b.obstacle_only ? 1U : 0U;
  const DefectCount serious = count_defects(city, Severity::serious);
  const DefectCount doubtful = count_defects(city, Severity::doubtful);
  const auto add = [&](const char* name, const char* title, double value) {
    record.figures.push_back({name, title, value, "", "", ""});
  };
  if (any_buildings) {
    add("buildings_read", "Building records read", static_cast<double>(read));
    add("buildings_set_aside", "Building records set aside", static_cast<double>(set_aside));
    add("footprints_as_obstacles", "Footprints too small for a building, kept as obstacles",
        static_cast<double>(slivers));
    add("buildings", "Buildings judged", static_cast<double>(city.buildings->size() - slivers));
  }
  add("defects_serious", "Records of the input with a serious defect",
      static_cast<double>(serious.records));
  add("defects_doubtful", "Doubtful records of the input", static_cast<double>(doubtful.records));
  add("columns_mostly_empty", "Columns of the input that are mostly empty",
      static_cast<double>(serious.columns + doubtful.columns));
}

template <class T>
void append(std::vector<T>& to, std::vector<T> more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// Collects what the analyses hand on.
struct Collected {
  std::vector<FeatureTable> tables;
  std::vector<Column> building_columns;
};

void collect(AnalysisOutput output, Collected& to, Assessment& assessment) {
  append(to.tables, std::move(output.tables));
  append(to.building_columns, std::move(output.building_columns));
  append(assessment.findings, std::move(output.findings));
  append(assessment.record.figures, std::move(output.figures));
  append(assessment.record.notices, std::move(output.notices));
}

/// What the districts take from the analyses before them; an empty result is one that did not run.
struct DistrictNeeds {
  std::vector<Verdict> hydrant;
  std::vector<std::optional<bool>> cut_off;
  std::vector<std::optional<float>> lane_width_m;
  DistrictRisk::Needs views;

  DistrictNeeds(const HydrantCoverage::Result* hydrants, const Lanes::Result* lanes) {
    if (hydrants != nullptr)
      for (const auto& cover : hydrants->buildings) hydrant.push_back(cover.verdict);
    if (lanes != nullptr) {
      for (const auto& way : lanes->buildings)
        cut_off.push_back(way.cut_off == Lanes::CutOff::unknown
                              ? std::nullopt
                              : std::optional(way.cut_off == Lanes::CutOff::yes));
      for (const auto& lane : lanes->lanes) lane_width_m.push_back(lane.width_m);
    }
    if (!hydrant.empty()) views.hydrant = hydrant;
    if (!cut_off.empty()) views.cut_off = cut_off;
    if (!lane_width_m.empty()) views.lane_width_m = lane_width_m;
  }
  DistrictNeeds(const DistrictNeeds&) = delete;
  DistrictNeeds& operator=(const DistrictNeeds&) = delete;
};

/// The unit of each finding: the finest one that holds a point of it.
std::vector<std::optional<Id<ManagementUnit>>> units_of_findings(
    const City& city, const std::vector<Finding>& findings) {
  std::vector<std::optional<Id<ManagementUnit>>> units;
  for (const Finding& finding : findings)
    units.push_back(finding.shape.empty() ? std::nullopt
                                          : unit_at(city, interior_point(finding.shape, 0)));
  return units;
}

}  // namespace

template <class Analysis, class Run>
std::shared_ptr<const typename Analysis::Result> Pipeline::result_of(
    std::optional<Kept<Analysis>>& kept, const City& city, const typename Analysis::Params& params,
    Makings makings, Run run) {
  if (!keeps_) {
    makings.clear();
    ++computed_;
    return std::make_shared<const typename Analysis::Result>(run());
  }
  std::vector<std::pair<double, double>> accuracies;
  for (const Source& source : city.sources)
    accuracies.emplace_back(source.accuracy_m, source.relative_accuracy_m);
  // A scenario adds a source at the end; tables that it does not touch name none of it.
  const auto same_sources = [&] {
    const std::size_t both = std::min(accuracies.size(), kept->accuracies.size());
    return std::equal(accuracies.begin(), accuracies.begin() + std::ptrdiff_t(both),
                      kept->accuracies.begin());
  };
  if (kept && kept->params == params && kept->makings == makings && same_sources())
    return kept->result;
  auto result = std::make_shared<const typename Analysis::Result>(run());
  ++computed_;
  kept = Kept<Analysis>{params, std::move(accuracies), std::move(makings), result};
  return result;
}

Assessment Pipeline::assess(const City& city, const AssessSettings& settings, const Job& job,
                            const PartReady& ready) {
  Assessment out;
  RunRecord& record = out.record;
  const auto run = chosen(city, settings, record);
  const auto runs = [&](std::string_view id) {
    return std::find(run.begin(), run.end(), id) != run.end();
  };
  // An analysis named in --only brings what it is built on; only its own layers are written.
  const bool needed_for_districts = runs(DistrictRisk::id);
  const auto computes = [&](std::string_view id) {
    return runs(id) || (needed_for_districts && missing_data(city, id).empty());
  };

  HydrantCoverage::Params hydrant_params;
  HydrantSpacing::Params spacing_params;
  Lanes::Params lane_params;
  DistrictRisk::Params district_params;
  std::vector<UsedParameter> ignored;
  apply_profile(hydrant_params, HydrantCoverage::id, settings.profile,
                computes(HydrantCoverage::id) ? record.parameters : ignored);
  apply_profile(spacing_params, HydrantCoverage::id, settings.profile,
                runs(HydrantSpacing::id) ? record.parameters : ignored);
  apply_profile(lane_params, Lanes::id, settings.profile,
                computes(Lanes::id) ? record.parameters : ignored);
  apply_profile(district_params, DistrictRisk::id, settings.profile,
                runs(DistrictRisk::id) ? record.parameters : ignored);
  hydrant_params.ignore_accuracy = settings.ignore_accuracy;
  HoseLay::Params hose_params;
  const bool lays_hose = runs(HydrantCoverage::id) && has_hose_lay(city);
  apply_profile(
      hose_params, HydrantCoverage::id, settings.profile,
      lays_hose || (settings.geodesic && runs(HydrantCoverage::id)) ? record.parameters : ignored);
  hose_params.radius_m = hydrant_params.radius_m;
  hose_params.party_wall_m = hydrant_params.party_wall_m;
  hose_params.courtyard_m = hydrant_params.courtyard_m;
  hose_params.exclude_doubtful = hydrant_params.exclude_doubtful;
  spacing_params.exclude_doubtful = hydrant_params.exclude_doubtful;
  spacing_params.ignore_accuracy = settings.ignore_accuracy;
  WaterLedger::Params water_params;
  const bool accounts_water = runs(HydrantCoverage::id) && has_flow_table(settings.profile);
  apply_profile(water_params, WaterLedger::id, settings.profile,
                accounts_water ? record.parameters : ignored);
  water_params.exclude_doubtful = hydrant_params.exclude_doubtful;
  water_params.ignore_accuracy = settings.ignore_accuracy;
  if (runs(HydrantCoverage::id) && !accounts_water)
    record.skipped.emplace_back(
        WaterLedger::id, tr_key("The profile does not say how much water a building wants."));
  lane_params.ignore_accuracy = settings.ignore_accuracy;
  lane_params.engine = settings.engine;

  if (settings.ignore_accuracy) {
    UsedParameter ignore{
        "accuracy.ignore", tr_key("judge the bare numbers, whatever their accuracy"), {}};
    ignore.value.value = true;
    ignore.value.given_by = "command line";
    ignore.value.value_mark = ignore.value.clause_mark = "D";
    record.parameters.push_back(std::move(ignore));
  }
  record.title = settings.title;
  record.profile = settings.profile.name;
  record.profile_title = settings.profile.title;
  record.profile_title_zh = settings.profile.title_zh;
  record.engine = settings.engine.name;
  record.language = language() == Language::zh ? "zh" : "en";
  record.crs = city.crs.epsg() != 0 ? "EPSG:" + std::to_string(city.crs.epsg()) : city.crs.name();
  record.crs_wkt = city.crs.wkt();
  record.origin_x_m = city.origin.x_m;
  record.origin_y_m = city.origin.y_m;
  record.scale_error = city.scale_error;
  record.attribution = city.attribution;
  record.public_edition = settings.public_edition;
  record.inputs = record_inputs(city, !settings.public_edition);
  add_general_figures(city, record);
  record.notices = data_notices(city);

  const auto units = unit_of_buildings(city, job.part(0, 0));
  Collected collected;
  const auto hand_on = [&](std::string_view id, const char* kind, AnalysisOutput output) {
    const std::size_t first = collected.tables.size();
    collect(std::move(output), collected, out);
    if (*kind != '\0') out.kinds_judged.emplace_back(kind);
    if (!ready) return;
    std::vector<FeatureTable> part(collected.tables.begin() + std::ptrdiff_t(first),
                                   collected.tables.end());
    if (!city.buildings->empty())
      part.push_back(building_risk_table(city, collected.building_columns, units));
    ready(id, part);
  };
  computed_ = 0;
  std::shared_ptr<const HydrantSpacing::Result> spacing;
  if (runs(HydrantSpacing::id))
    spacing = result_of(
        spacing_, city, spacing_params,
        {city.buildings, city.hydrants, city.roads, city.network, city.study_area, city.units},
        [&] { return HydrantSpacing::run(city, spacing_params, job.part(0, 0.05)); });
  std::shared_ptr<const HydrantCoverage::Result> hydrants;
  if (computes(HydrantCoverage::id)) {
    hydrants =
        result_of(hydrants_, city, hydrant_params,
                  {city.buildings, city.hydrants, city.roads, city.water, city.study_area,
                   city.units, city.others, city.checks},
                  [&] { return HydrantCoverage::run(city, hydrant_params, job.part(0.05, 0.25)); });
    if (runs(HydrantCoverage::id)) {
      auto output = HydrantCoverage::output(city, hydrant_params, *hydrants, settings.profile);
      if (spacing) add_next_hydrant(output.tables, *spacing);
      hand_on(HydrantCoverage::id, "hydrant_gap", std::move(output));
    }
    if (accounts_water) {
      const auto water =
          result_of(water_, city, water_params, {city.buildings, city.hydrants},
                    [&] { return WaterLedger::run(city, water_params, job.part(0.25, 0.26)); });
      hand_on(WaterLedger::id, "", WaterLedger::output(city, *water, in_study_area(*hydrants)));
    }
    if (lays_hose) {
      const auto hose =
          result_of(hose_, city, hose_params,
                    {city.buildings, city.hydrants, city.roads, city.network, city.barriers,
                     city.obstacles, city.water},
                    [&] { return HoseLay::run(city, hose_params, job.part(0.25, 0.28)); });
      hand_on(HoseLay::id, "", HoseLay::output(city, *hose, passing(*hydrants)));
    }
    if (settings.geodesic && runs(HydrantCoverage::id)) {
      const auto geodesic =
          result_of(geodesic_, city, hose_params,
                    {city.buildings, city.hydrants, city.roads, city.network, city.barriers,
                     city.obstacles, city.water},
                    [&] { return HoseGeodesic::run(city, hose_params, job.part(0.28, 0.3)); });
      hand_on(HoseGeodesic::id, "",
              HoseGeodesic::output(city, hose_params, *geodesic, passing(*hydrants)));
    }
  }
  if (spacing)
    hand_on(HydrantSpacing::id, "hydrant_spacing",
            HydrantSpacing::output(city, spacing_params, *spacing, settings.profile));
  std::shared_ptr<const Lanes::Result> lanes;
  if (computes(Lanes::id)) {
    lanes = result_of(lanes_, city, lane_params,
                      {city.buildings, city.roads, city.network, city.obstacles, city.barriers,
                       city.carriageway, city.stations, city.checks},
                      [&] { return Lanes::run(city, lane_params, job.part(0.3, 0.7)); });
    if (runs(Lanes::id))
      hand_on(Lanes::id, "fire_lane", Lanes::output(city, lane_params, *lanes, settings.profile));
  }
  if (runs(DistrictRisk::id)) {
    const auto districts = result_of(
        districts_, city, district_params,
        {city.buildings, city.roads, city.network, city.barriers, city.water, city.open_land,
         city.units, city.others, hydrants, lanes},
        [&] {
          const DistrictNeeds needs(hydrants.get(), lanes.get());
          if (!keeps_) hydrants.reset(), lanes.reset();
          return DistrictRisk::run(city, district_params, needs.views, job.part(0.7, 0.9));
        });
    hand_on(DistrictRisk::id, "risk_zone",
            DistrictRisk::output(city, district_params, *districts, settings.profile));
  }

  job.progress(0.9, "assembling the tables");
  fill_places(city, out.findings, job);
  out.finding_units = units_of_findings(city, out.findings);
  if (!city.buildings->empty())
    out.tables.push_back(building_risk_table(city, std::move(collected.building_columns), units));
  append(out.tables, std::move(collected.tables));
  if (!city.stations->empty()) out.tables.push_back(station_table(city));
  if (!city.units->empty() && !city.buildings->empty())
    out.tables.push_back(unit_summary_table(
        city, out.tables.front(), units, out.finding_units,
        spacing ? std::span(spacing->units) : std::span<const HydrantSpacing::Arrears>(),
        settings.public_edition));
  if (auto context = context_table(city); context.rows() > 0)
    out.tables.push_back(std::move(context));
  out.tables.push_back(data_health_table(city));
  if (!city.checks->records.empty())
    out.tables.push_back(field_check_table(city, settings.public_edition));
  if (settings.public_edition) hide_hazardous_sites(city, out);
  check_invariants(out.tables, record.figures, job.part(0.95, 1));
  return out;
}

}  // namespace firebreak
