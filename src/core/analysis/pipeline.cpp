#include "core/analysis/pipeline.hpp"

#include <algorithm>
#include <array>
#include <type_traits>

#include "core/analysis/city_tables.hpp"
#include "core/analysis/data_edge.hpp"
#include "core/analysis/finding_places.hpp"
#include "core/analysis/hydrant_targets.hpp"
#include "core/analysis/invariants.hpp"
#include "core/analysis/public_edition.hpp"
#include "core/analysis/run_plan.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

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
  // Ways in end where the edge of the data cut a road, and only the defects tell where that is.
  std::vector<std::uint32_t> ends;
  if constexpr (std::is_same_v<Analysis, Lanes>) ends = cut_ends(city);
  if (kept && kept->params == params && kept->makings == makings && kept->cut_ends == ends &&
      same_sources())
    return kept->result;
  auto result = std::make_shared<const typename Analysis::Result>(run());
  ++computed_;
  kept = Kept<Analysis>{params, std::move(accuracies), std::move(makings), std::move(ends), result};
  return result;
}

Assessment Pipeline::assess(const City& city, const AssessSettings& settings, const Job& job,
                            const PartReady& ready) {
  Assessment out;
  RunRecord& record = out.record;
  const RunPlan plan(city, settings, record);
  describe_run(city, settings, record);

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
  // What was found on site holds as far as the plan has left things as they were then.
  const City& checked = city.as_checked ? *city.as_checked : city;
  std::shared_ptr<const HydrantSpacing::Result> spacing;
  if (plan.writes(HydrantSpacing::id))
    spacing = result_of(spacing_, city, plan.spacing,
                        {city.buildings, city.hydrants, city.roads, city.network, city.study_area,
                         city.units, city.others},
                        [&] { return HydrantSpacing::run(city, plan.spacing, job.part(0, 0.05)); });
  std::shared_ptr<const HydrantCoverage::Result> hydrants;
  LandCover land;
  if (plan.computes(HydrantCoverage::id)) {
    hydrants = result_of(
        hydrants_, city, plan.hydrants,
        {city.buildings, city.hydrants, city.roads, city.water, city.study_area, city.units,
         city.others, city.checks, checked.hydrants, city.overrides, city.built_up, city.network},
        [&] { return HydrantCoverage::run(city, plan.hydrants, job.part(0.05, 0.25)); });
    std::shared_ptr<const WaterLedger::Result> water;
    if (plan.writes(WaterLedger::id))
      water = result_of(water_, city, plan.water,
                        {city.buildings, city.hydrants, city.units, city.overrides},
                        [&] { return WaterLedger::run(city, plan.water, job.part(0.25, 0.26)); });
    for (const auto* outcomes : {&hydrants->overrides, water ? &water->overrides : nullptr})
      if (outcomes != nullptr) append(out.overrides, *outcomes);
    if (plan.writes(HydrantCoverage::id)) {
      land = hydrants->land;
      auto output = HydrantCoverage::output(city, plan.hydrants, *hydrants, settings.profile);
      if (spacing) add_next_hydrant(output.tables, *spacing);
      if (water) add_credits(output.tables, city, *water);
      hand_on(HydrantCoverage::id, "hydrant_gap", std::move(output));
    }
    if (water)
      hand_on(WaterLedger::id, "",
              WaterLedger::output(city, plan.water, *water, settings.profile,
                                  in_study_area(*hydrants)));
    if (!keeps_) water.reset();
    if (plan.writes(HoseLay::id)) {
      const auto hose =
          result_of(hose_, city, plan.hose,
                    {city.buildings, city.hydrants, city.roads, city.network, city.barriers,
                     city.obstacles, city.water, city.others},
                    [&] { return HoseLay::run(city, plan.hose, job.part(0.25, 0.28)); });
      hand_on(HoseLay::id, "", HoseLay::output(city, plan.hose, *hose, passing(*hydrants)));
    }
    if (plan.writes(HoseGeodesic::id)) {
      const auto geodesic =
          result_of(geodesic_, city, plan.hose,
                    {city.buildings, city.hydrants, city.roads, city.network, city.barriers,
                     city.obstacles, city.water, city.others},
                    [&] { return HoseGeodesic::run(city, plan.hose, job.part(0.28, 0.3)); });
      hand_on(HoseGeodesic::id, "",
              HoseGeodesic::output(city, plan.hose, *geodesic, passing(*hydrants)));
    }
  }
  if (spacing)
    hand_on(HydrantSpacing::id, "hydrant_spacing",
            HydrantSpacing::output(city, plan.spacing, *spacing, settings.profile));
  std::shared_ptr<const Lanes::Result> lanes;
  if (plan.computes(Lanes::id)) {
    lanes = result_of(lanes_, city, plan.lanes,
                      {city.buildings, city.roads, city.network, city.obstacles, city.barriers,
                       city.carriageway, city.carriageway_sources, city.stations, city.checks,
                       city.widened, city.others, checked.obstacles, checked.stations},
                      [&] { return Lanes::run(city, plan.lanes, job.part(0.3, 0.7)); });
    if (plan.writes(Lanes::id))
      hand_on(Lanes::id, "fire_lane", Lanes::output(city, plan.lanes, *lanes, settings.profile));
    if (plan.writes(Compounds::id))
      hand_on(Compounds::id, "",
              Compounds::output(
                  city, plan.lanes,
                  Compounds::run(city, plan.compounds, plan.lanes, *lanes, job.part(0.7, 0.7))));
  }
  if (plan.writes(DistrictRisk::id)) {
    const auto districts =
        result_of(districts_, city, plan.districts,
                  {city.buildings, city.roads, city.network, city.barriers, city.water,
                   city.open_land, city.units, city.others, hydrants, lanes},
                  [&] {
                    const DistrictNeeds needs(hydrants.get(), lanes.get());
                    if (!keeps_) hydrants.reset(), lanes.reset();
                    return DistrictRisk::run(city, plan.districts, needs.views, job.part(0.7, 0.9));
                  });
    hand_on(DistrictRisk::id, "risk_zone",
            DistrictRisk::output(city, plan.districts, *districts, settings.profile));
  }

  job.progress(0.9, "assembling the tables");
  fill_places(city, out.findings, job);
  out.finding_units = units_of_findings(city, out.findings);
  if (!city.buildings->empty())
    out.tables.push_back(building_risk_table(city, std::move(collected.building_columns), units));
  append(out.tables, std::move(collected.tables));
  if (!city.stations->empty()) out.tables.push_back(station_table(city));
  std::vector<TargetReading> targets;
  if (plan.writes(HydrantCoverage::id) || plan.writes(HydrantSpacing::id))
    targets = read_targets(city, settings.targets);
  append(record.figures, target_figures(targets));
  if (!targets.empty())
    record.notices.emplace_back(
        tr_key("Targets for the number of hydrants are local ones from the project file: no rule "
               "of a code asks for them."));
  if (!city.units->empty() && !city.buildings->empty()) {
    out.tables.push_back(unit_summary_table(
        city, out.tables.front(), units, out.finding_units,
        spacing ? std::span(spacing->units) : std::span<const HydrantSpacing::Arrears>(),
        spacing && spacing->mains_given, land));
    add_target_columns(out.tables.back(), targets);
  }
  if (auto context = context_table(city); context.rows() > 0)
    out.tables.push_back(std::move(context));
  out.tables.push_back(data_health_table(city));
  if (!city.checks->records.empty())
    out.tables.push_back(field_check_table(city, settings.public_edition));
  if (!out.overrides.empty())
    out.tables.push_back(override_table(city, out.overrides, settings.public_edition));
  tell_overrides(city, out.overrides, record);
  if (settings.public_edition) hide_hazardous_sites(city, out);
  check_invariants(out.tables, record.figures, job.part(0.95, 1));
  return out;
}

}  // namespace firebreak
