#include <gtest/gtest.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "core/analysis/settings.hpp"
#include "core/io/rule_file.hpp"

/// Every value that a shipped profile carries, as the reference of the standards gives it: a slip
/// of the pen in data/rules is caught here. A value confirmed by the printed standard changes both.
namespace firebreak {
namespace {

struct Row {
  std::string_view key, value, value_mark, clause_mark;
};

constexpr Row china[] = {
    // 2.1 municipal hydrants
    {"hydrants.radius_m", "150", "V2", "VP"},
    {"hydrants.metric", "euclid", "V2", "VP"},
    {"hydrants.rule", "all", "D", "D"},
    {"hydrants.spacing_m", "120", "V2", "VP"},
    {"hydrants.both_sides_width_m", "60", "V2", "VP"},
    {"hydrants.kerb_min_m", "0.5", "V2", "V2"},
    {"hydrants.kerb_max_m", "2", "V2", "V2"},
    {"hydrants.wall_distance_m", "5", "V2", "V2"},
    {"hydrants.pressure_mpa", "0.14", "V2", "V2"},
    {"hydrants.fire_flow_lps", "15", "V2", "V2"},
    {"hydrants.fire_pressure_mpa", "0.1", "V2", "V2"},
    {"hydrants.crane_flow_lps", "30", "V2", "V2"},
    {"hydrants.crane_spacing_m", "1000", "M", "M"},
    // 2.2 hydrants of one building, 2.4 suction
    {"water.footprint_needing_hydrants_m2", "300", "V2", "V2"},
    {"water.credit_min_m", "5", "V2", "VP"},
    {"water.credit_max_m", "150", "V2", "VP"},
    {"water.hydrant_flow_lps", "10", "V2", "V2"},
    {"water.hydrant_flow_most_lps", "15", "V2", "V2"},
    {"water.least_pressure_mpa", "0.1", "V2", "V2"},
    {"water.branch_credit_hydrants", "1", "M", "M"},
    {"water.suction_radius_m", "150", "M", "M"},
    {"water.suction_height_m", "6", "V1", "V1"},
    {"water.suction_lane_m", "2", "V1", "V1"},
    // 2.3 outdoor design flow
    {"water.flow_plant_ab", "15 15 20 25 30 35", "M", "M"},
    {"water.flow_plant_c", "15 15 20 25 30 40", "M", "M"},
    {"water.flow_plant_de", "15 15 15 15 15 20", "M", "M"},
    {"water.flow_store_ab", "15 15 25 25 - -", "M", "M"},
    {"water.flow_store_c", "15 15 25 25 35 45", "M", "M"},
    {"water.flow_store_de", "15 15 15 15 15 20", "M", "M"},
    {"water.flow_dwelling", "15 15 15 15 15 15", "V1", "V1"},
    {"water.flow_civil", "15 15 15 25 30 40", "M", "M"},
    {"water.flow_civil_high", "- - - 25 30 40", "M", "M"},
    {"water.flow_works_bc_iii", "15 20 30 40 45 -", "M", "M"},
    {"water.flow_works_de_iii", "15 15 15 20 25 35", "M", "M"},
    {"water.flow_civil_iii", "15 15 20 25 30 -", "M", "M"},
    {"water.flow_works_de_iv", "15 15 20 25 - -", "M", "M"},
    {"water.flow_civil_iv", "15 15 20 25 - -", "M", "M"},
    // 2.5 fire lanes
    {"lanes.clear_width_m", "4", "V2", "V2"},
    {"lanes.clear_height_m", "4", "V2", "V2"},
    {"lanes.mesh_m", "160", "V2", "V2"},
    {"lanes.through_frontage_m", "150", "V2", "V2"},
    {"lanes.through_length_m", "220", "V2", "V2"},
    {"lanes.courtyard_m", "24", "V1", "V1"},
    {"lanes.wall_distance_m", "5", "V2", "V2"},
    {"lanes.slope_should_percent", "8", "V2", "V2"},
    {"lanes.slope_percent", "10", "V2", "V2"},
    {"lanes.slope_working_percent", "3", "V2", "V2"},
    {"lanes.dead_end_m", "35", "V1", "VP"},
    {"lanes.turnaround_m", "12", "V2", "VP"},
    {"lanes.turnaround_high_rise_m", "15", "V2", "VP"},
    {"lanes.turnaround_heavy_m", "18", "V2", "VP"},
    {"lanes.arch_width_m", "4", "V2", "V2"},
    {"lanes.engine_mass_t", "30", "VP", "VP"},
    // 2.6 gaps between buildings
    {"gaps.high_rise_to_high_rise_m", "13", "V2", "V2"},
    {"gaps.high_rise_to_i_ii_m", "9", "V2", "V2"},
    {"gaps.high_rise_to_iii_m", "11", "V2", "V2"},
    {"gaps.high_rise_to_iv_m", "14", "V2", "V2"},
    {"gaps.i_ii_to_i_ii_m", "6", "V2", "V2"},
    {"gaps.i_ii_to_iii_m", "7", "V2", "V2"},
    {"gaps.i_ii_to_iv_m", "9", "V2", "V2"},
    {"gaps.iii_to_iii_m", "8", "V2", "V2"},
    {"gaps.iii_to_iv_m", "10", "V2", "V2"},
    {"gaps.iv_to_iv_m", "12", "V2", "V2"},
    // 2.7 fire stations
    {"response.turnout_s", "60", "V2", "V2"},
    {"response.travel_s", "240", "V2", "V2"},
    {"response.area_km2", "7", "V2", "V2"},
    {"response.area_edge_km2", "15", "V2", "V2"},
    {"siting.hazard_distance_m", "300", "V2", "V2"},
    {"siting.exit_distance_m", "50", "V2", "V2"},
};

constexpr Row united_states[] = {
    // 3.1 access roads
    {"lanes.hose_reach_m", "45.7", "V2", "V2"},
    {"lanes.clear_width_m", "6.096", "V2", "V2"},
    {"lanes.clear_height_m", "4.1148", "V2", "V2"},
    {"lanes.dead_end_m", "45.7", "V2", "V2"},
    {"lanes.hydrant_width_m", "7.925", "V2", "V2"},
    {"lanes.slope_percent", "10", "V2", "V2"},
    {"lanes.turnaround_circle_m", "29.3", "V2", "V2"},
    {"lanes.gate_width_m", "6.096", "V1", "V1"},
    {"lanes.engine_mass_t", "34", "V2", "V2"},
    // 3.2 hydrants, 3.4 NFPA
    {"hydrants.radius_m", "122", "V1", "V1"},
    {"hydrants.metric", "hose_route", "V1", "V1"},
    {"hydrants.rule", "all", "V1", "V1"},
    {"hydrants.dwelling_radius_m", "183", "V1", "V1"},
    {"hydrants.clear_m", "0.91", "V2", "V2"},
    {"hydrants.spacing_m", "152", "V1", "V1"},
    {"hydrants.nfpa1_house_m", "183", "V1", "V1"},
    {"hydrants.nfpa1_other_m", "122", "V1", "V1"},
    {"hydrants.nfpa1_spacing_m", "152", "M", "M"},
    {"hydrants.nfpa291_aa_lps", "94.635", "V2", "V2"},
    {"hydrants.nfpa291_a_lps", "63.09", "V2", "V2"},
    {"hydrants.nfpa291_b_lps", "31.545", "V2", "V2"},
    // 3.3 fire flow, ISO
    {"water.flow_method", "ifc_b105", "V1", "V1"},
    {"water.ifc_flows_gpm", "1500 2000 2500 3000 4000 5000 6000 8000", "V1", "V1"},
    {"water.ifc_area_ia_ib_ft2", "22700 38700 59000 83700 145900 225200", "V2", "V1"},
    {"water.ifc_area_iia_iiia_ft2", "12700 21800 33200 47100 82100 126700", "V2", "V1"},
    {"water.ifc_area_iv_va_ft2", "8200 12900 21300 30100 52500 81100 115800", "V2", "V1"},
    {"water.ifc_area_iib_iiib_ft2", "5900 9800 15400 21800 37900 58600 83700", "V2", "V1"},
    {"water.ifc_area_vb_ft2", "3600 6200 9400 13400 23300 36000 51500", "V2", "V1"},
    {"water.ifc_house_ft2", "3600", "V2", "V1"},
    {"water.ifc_house_gpm", "1000", "V2", "V1"},
    {"water.ifc_house_sprinklered_gpm", "500", "V2", "V1"},
    {"water.ifc_large_house_share", "0.5", "V1", "V1"},
    {"water.ifc_sprinklered_share", "0.25", "V1", "V1"},
    {"water.ifc_nfpa13_gpm", "1000", "V1", "V1"},
    {"water.ifc_nfpa13r_gpm", "1500", "V1", "V1"},
    {"water.least_pressure_mpa", "0.138", "V2", "V1"},
    {"water.iso_separation_ft", "10 30 100", "V1", "VP"},
    {"water.iso_flows_gpm", "1500 1000 750 500", "V1", "VP"},
    {"water.credit_ft", "300 600 1000", "V1", "VP"},
    {"water.credit_gpm", "1000 670 250", "V1", "VP"},
    {"water.credit_max_m", "304.8", "V2", "VP"},
    {"water.hydrant_flow_most_lps", "63.09", "V1", "VP"},
    {"water.suction_radius_m", "304.8", "D", "D"},
    {"water.hydrant_flow_lps", "0", "D", "D"},
    {"water.detour_most", "1.57", "D", "D"},
    {"water.credit_min_m", "0", "D", "D"},
    {"water.branch_credit_hydrants", "100", "D", "D"},
    {"water.full_main_mm", "0", "D", "D"},
    {"water.least_main_mm", "0", "D", "D"},
    {"response.turnout_s", "80", "V2", "V2"},
    {"response.travel_s", "240", "V2", "V2"},
};

constexpr Row japan[] = {
    // 4 water sources
    {"water.flow_method", "one_source", "V2", "V2"},
    {"water.source_flow_lps", "16.667", "V2", "V2"},
    {"water.hydrant_flow_most_lps", "16.667", "V2", "V2"},
    {"water.full_main_mm", "150", "V2", "V2"},
    {"water.least_main_mm", "75", "V2", "V2"},
    {"water.credit_max_m", "120", "V1", "V1"},
    {"water.suction_radius_m", "120", "V1", "V1"},
    {"water.hydrant_flow_lps", "0", "D", "D"},
    {"water.credit_min_m", "0", "D", "D"},
    {"water.branch_credit_hydrants", "100", "D", "D"},
    {"water.least_pressure_mpa", "0", "D", "D"},
    {"hydrants.radius_m", "120", "V1", "V1"},
    {"hydrants.metric", "euclid", "V1", "V1"},
    {"hydrants.rule", "any", "V1", "V1"},
    {"hydrants.commercial_radius_m", "100", "V1", "V1"},
    {"hydrants.outside_radius_m", "140", "V2", "V2"},
    {"water.suction_height_m", "4.5", "V1", "V1"},
    // 4 roads and dense districts
    {"lanes.clear_width_m", "4", "V2", "V2"},
    {"lanes.rescue_road_m", "6", "V2", "V2"},
    {"districts.hard_to_fight_m", "140", "V2", "V2"},
    {"districts.incombustible_low_percent", "40", "V2", "V2"},
    {"districts.incombustible_high_percent", "70", "V2", "V2"},
    {"districts.timber_coverage_percent", "20", "V1", "V1"},
};

constexpr Row germany[] = {
    // 5.1 Germany
    {"water.basic_flow_low_lps", "13.333", "V2", "V2"},
    {"water.basic_flow_lps", "26.667", "V2", "V2"},
    {"water.flow_method", "basic_flow", "V2", "V2"},
    {"water.credit_max_m", "300", "V2", "V2"},
    {"water.suction_radius_m", "300", "V2", "V2"},
    {"water.basic_flow_most_lps", "53.333", "V2", "V2"},
    {"water.least_source_lps", "6.667", "V1", "V1"},
    {"water.most_points", "2", "V1", "V1"},
    {"water.hydrant_flow_most_lps", "53.333", "D", "D"},
    {"water.hydrant_flow_lps", "0", "D", "D"},
    {"water.credit_min_m", "0", "D", "D"},
    {"water.branch_credit_hydrants", "100", "D", "D"},
    {"water.least_pressure_mpa", "0", "D", "D"},
    {"water.full_main_mm", "0", "D", "D"},
    {"water.least_main_mm", "0", "D", "D"},
    {"hydrants.radius_m", "75", "V2", "V2"},
    {"hydrants.metric", "hose_route", "V2", "V2"},
    {"hydrants.rule", "any", "D", "D"},
    {"hydrants.spacing_m", "150", "V2", "V2"},
    {"lanes.clear_width_m", "3", "V2", "V2"},
    {"lanes.walled_width_m", "3.5", "V2", "V2"},
    {"lanes.clear_height_m", "3.5", "V2", "V2"},
    {"lanes.access_road_m", "50", "V2", "V2"},
    {"lanes.engine_mass_t", "16", "V2", "V2"},
};

constexpr Row united_kingdom[] = {
    // 5.2 United Kingdom
    {"lanes.hose_reach_m", "45", "V2", "VP"},
    {"lanes.clear_width_m", "3.7", "V2", "VP"},
    {"lanes.gate_width_m", "3.1", "V2", "VP"},
    {"lanes.clear_height_m", "3.7", "V2", "VP"},
    {"lanes.turning_kerbs_m", "16.8", "V1", "VP"},
    {"lanes.turning_walls_m", "19.2", "V1", "VP"},
    {"lanes.engine_mass_t", "12.5", "V2", "VP"},
    {"lanes.dead_end_m", "20", "V2", "VP"},
    {"hydrants.radius_m", "90", "V2", "VP"},
    {"hydrants.metric", "hose_route", "V2", "VP"},
    {"hydrants.rule", "any", "D", "D"},
    {"hydrants.spacing_m", "90", "V2", "V2"},
};

/// The index of dense districts (7.3, derived) and the spread reach (4 K3-JP, from memory), the
/// same in every profile.
constexpr Row everywhere[] = {
    {"districts.threshold", "60", "D", "D"},
    {"districts.old_year", "1980", "D", "D"},
    {"districts.reach_timber_m", "12", "M", "M"},
    {"districts.reach_fire_retarded_m", "6", "M", "M"},
    {"districts.reach_quasi_m", "3", "M", "M"},
};

void expect_row(const Profile& profile, const Row& row) {
  const auto found = profile.values.find(std::string(row.key));
  ASSERT_NE(found, profile.values.end()) << profile.name << " has no " << row.key;
  EXPECT_EQ(param_text(found->second.value), row.value) << profile.name << " " << row.key;
  EXPECT_EQ(found->second.value_mark, row.value_mark) << profile.name << " " << row.key;
  EXPECT_EQ(found->second.clause_mark, row.clause_mark) << profile.name << " " << row.key;
}

bool has_row(std::span<const Row> rows, const std::string& key) {
  return std::ranges::find(rows, key, &Row::key) != rows.end();
}

void expect_profile(const std::string& name, std::span<const Row> rows) {
  const Profile profile = io::profile_named(name);
  for (const Row& row : rows) expect_row(profile, row);
  for (const Row& row : everywhere) expect_row(profile, row);
  for (const auto& [key, value] : profile.values)
    EXPECT_TRUE(has_row(rows, key) || has_row(everywhere, key))
        << name << " " << key << ": a value without a row of the standards";
}

TEST(StandardsValues, China) {
  expect_profile("cn-gb", china);
}

TEST(StandardsValues, UnitedStates) {
  expect_profile("us-ifc", united_states);
}

TEST(StandardsValues, Japan) {
  expect_profile("jp", japan);
}

TEST(StandardsValues, Germany) {
  expect_profile("de", germany);
}

TEST(StandardsValues, UnitedKingdom) {
  expect_profile("uk", united_kingdom);
}

TEST(StandardsValues, EveryShippedProfileIsCompared) {
  EXPECT_EQ(io::profile_names().size(), 5U);
}

}  // namespace
}  // namespace firebreak
