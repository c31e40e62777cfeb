#include "core/analysis/run_plan.hpp"

#include <algorithm>

#include "core/analysis/data_notices.hpp"
#include "core/analysis/hose_geodesic.hpp"
#include "core/analysis/settings.hpp"
#include "core/base/error.hpp"
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

bool holds(const std::vector<std::string>& ids, std::string_view id) {
  return std::ranges::find(ids, id) != ids.end();
}

}  // namespace

RunPlan::RunPlan(const City& city, const AssessSettings& settings, RunRecord& record) {
  choose(city, settings, record);
  choose_parts_of_hydrants(city, settings, record);
  if (writes(Lanes::id) && has_compounds(city)) written_.emplace_back(Compounds::id);
  if (holds(written_, DistrictRisk::id))
    for (const std::string_view id : {HydrantCoverage::id, Lanes::id})
      if (missing_data(city, id).empty()) needed_.emplace_back(id);
  set_params(settings, record);
}

bool RunPlan::writes(std::string_view analysis) const {
  return holds(written_, analysis);
}

bool RunPlan::computes(std::string_view analysis) const {
  return holds(written_, analysis) || holds(needed_, analysis);
}

void RunPlan::choose(const City& city, const AssessSettings& settings, RunRecord& record) {
  // The spacing along streets is the part of the hydrants that needs no buildings.
  const bool spacing_runs = missing_data(city, HydrantSpacing::id).empty();
  for (const std::string& id : analysis_ids()) {
    if (!settings.only.empty() && !holds(settings.only, id)) continue;
    const std::string reason = missing_data(city, id);
    const bool with_spacing = id == HydrantCoverage::id && spacing_runs;
    if (reason.empty()) written_.push_back(id);
    if (with_spacing) written_.emplace_back(HydrantSpacing::id);
    if (reason.empty()) continue;
    if (!settings.only.empty() && !with_spacing)
      throw Error(ErrorKind::file,
                  "The analysis {} cannot run. {} Add the source, or leave it out of "
                  "--only.",
                  id, translate(reason));
    record.skipped.emplace_back(id, reason);
  }
  if (written_.empty())
    throw Error(
        ErrorKind::file,
        "No analysis can run on these data. {} See what was recognised with: firebreak inspect",
        std::string(record.skipped.empty() ? "" : translate(record.skipped.front().second)) +
            useless_source(city));
}

void RunPlan::choose_parts_of_hydrants(const City& city, const AssessSettings& settings,
                                       RunRecord& record) {
  if (!writes(HydrantCoverage::id)) return;
  if (!writes(HydrantSpacing::id))
    record.skipped.emplace_back(HydrantSpacing::id, missing_data(city, HydrantSpacing::id));
  if (city.roads->empty())
    record.skipped.emplace_back(HoseLay::id, tr_key("There are no roads."));
  else
    written_.emplace_back(HoseLay::id);
  if (settings.geodesic) written_.emplace_back(HoseGeodesic::id);
  if (tells_flow_wanted(settings.profile))
    written_.emplace_back(WaterLedger::id);
  else
    record.skipped.emplace_back(
        WaterLedger::id, tr_key("The profile does not say how much water a building wants."));
}

void RunPlan::set_params(const AssessSettings& settings, RunRecord& record) {
  std::vector<UsedParameter> unused;
  const auto listed = [&](bool used) -> std::vector<UsedParameter>& {
    return used ? record.parameters : unused;
  };
  const Profile& profile = settings.profile;
  apply_profile(hydrants, HydrantCoverage::id, profile, listed(computes(HydrantCoverage::id)));
  apply_profile(spacing, HydrantCoverage::id, profile, listed(writes(HydrantSpacing::id)));
  apply_profile(lanes, Lanes::id, profile, listed(computes(Lanes::id)));
  apply_profile(compounds, Lanes::id, profile, listed(writes(Compounds::id)));
  apply_profile(districts, DistrictRisk::id, profile, listed(writes(DistrictRisk::id)));
  apply_profile(hose, HydrantCoverage::id, profile,
                listed(writes(HoseLay::id) || writes(HoseGeodesic::id)));
  apply_profile(water, WaterLedger::id, profile, listed(writes(WaterLedger::id)));
  water.rules = flow_rules(profile);
  list_flow_rules(profile, water.rules.method, listed(writes(WaterLedger::id)));
  hose.radius_m = hydrants.radius_m;
  hose.party_wall_m = hydrants.party_wall_m;
  hose.courtyard_m = hydrants.courtyard_m;
  hose.sources = hydrants.sources();
  hose.gaps = hydrants.gap_rule();
  hose.any_part = hydrants.rule == "any";
  spacing.exclude_doubtful = hydrants.exclude_doubtful;
  water.exclude_doubtful = hydrants.exclude_doubtful;
  for (bool* ignores : {&hydrants.ignore_accuracy, &spacing.ignore_accuracy, &water.ignore_accuracy,
                        &lanes.ignore_accuracy})
    *ignores = settings.ignore_accuracy;
  lanes.engine = settings.engine;
  if (settings.own_engine) {
    // The shipped engines are known by their names; of any other the result says what it needs.
    UsedParameter width{"engine.required_width_m", tr_key("width that the engine needs"), {}};
    width.value.value = settings.engine.required_width_m();
    width.value.unit = "m";
    width.value.given_by = "engine file";
    width.value.value_mark = width.value.clause_mark = "D";
    record.parameters.push_back(std::move(width));
  }
  if (!settings.ignore_accuracy) return;
  UsedParameter ignore{
      "accuracy.ignore", tr_key("judge the bare numbers, whatever their accuracy"), {}};
  ignore.value.value = true;
  ignore.value.given_by = "command line";
  ignore.value.value_mark = ignore.value.clause_mark = "D";
  record.parameters.push_back(std::move(ignore));
}

void describe_run(const City& city, const AssessSettings& settings, RunRecord& record) {
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
}

}  // namespace firebreak
