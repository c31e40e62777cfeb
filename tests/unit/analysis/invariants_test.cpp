#include "core/analysis/invariants.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <initializer_list>
#include <string>
#include <vector>

#include "core/base/error.hpp"

namespace firebreak {
namespace {

Column words(const char* name, std::initializer_list<const char*> values) {
  Column column(name, ColumnType::text);
  for (const std::string_view value : values)
    value.empty() ? column.push_missing() : column.push(value);
  return column;
}

Column counts(const char* name, std::initializer_list<std::int64_t> values) {
  Column column(name, ColumnType::integer);
  for (const std::int64_t value : values) column.push(value);
  return column;
}

void add_square(Shapes& shapes, double x_m, double side_m) {
  shapes.add(PartKind::outer,
             std::vector<Xy>{
                 {x_m, 0}, {x_m + side_m, 0}, {x_m + side_m, side_m}, {x_m, side_m}, {x_m, 0}});
}

/// Tables of one run that agree: four buildings, two of them in gaps; a district with two parts and
/// a building beyond it; two lanes; two zones side by side.
struct Written {
  FeatureTable buildings, gaps, units, lanes, zones;
  std::vector<KeyFigure> figures;

  Written() {
    buildings.name = "building_risk";
    buildings.columns = {words("building_id", {"b1", "b2", "b3", "b4"}),
                         words("coverage", {"full", "partly", "none", "unknown"}),
                         words("hydrant_verdict", {"pass", "fail", "fail", "unknown"}),
                         words("gap_id", {"", "g1", "g2", ""}),
                         words("lane_verdict", {"pass", "fail", "unknown", "not_applicable"}),
                         words("cut_off", {"no", "yes", "unknown", "no"})};
    gaps.name = "hydrant_gaps";
    gaps.geometry = TableGeometry::multi_polygon;
    gaps.columns = {words("gap_id", {"g1", "g2"}), counts("buildings", {1, 1})};
    units.name = "unit_summary";
    // Arrears of hydrants are estimates along streets: the parts may hold more than the whole.
    units.columns = {
        words("unit_id", {"d", "d-1", "d-2", ""}), counts("level", {2, 3, 3, 0}),
        words("parent_id", {"", "d", "d", ""}),    counts("buildings", {3, 1, 1, 1}),
        counts("hydrant_fail", {2, 1, 1, 0}),      counts("hydrant_arrears_most", {1, 1, 1, 0})};
    lanes.name = "fire_lanes";
    lanes.columns = {words("verdict", {"pass", "fail"})};
    zones.name = "risk_zones";
    zones.geometry = TableGeometry::multi_polygon;
    for (FeatureTable* table : {&gaps, &zones}) {
      add_square(table->shapes, 0, 10);
      add_square(table->shapes, 10, 10);
    }
    zones.columns = {words("zone_id", {"z1", "z2"})};
    for (const auto& [name, value] :
         std::initializer_list<std::pair<const char*, double>>{{"hydrant_pass", 1},
                                                               {"hydrant_fail", 2},
                                                               {"hydrant_unknown", 1},
                                                               {"buildings_cut_off", 1},
                                                               {"lanes_pass", 1},
                                                               {"lanes_fail", 1},
                                                               {"largest_cluster", 77}})
      figures.push_back({name, "", value, "", "", ""});
  }

  void check() const {
    check_invariants(std::vector<FeatureTable>{buildings, gaps, units, lanes, zones}, figures,
                     Job{});
  }

  static Column& of(FeatureTable& table, std::string_view name) {
    for (Column& column : table.columns)
      if (column.name == name) return column;
    throw std::out_of_range(std::string(name));
  }
  double& figure(std::string_view name) {
    for (KeyFigure& f : figures)
      if (f.name == name) return f.value;
    throw std::out_of_range(std::string(name));
  }
};

/// The contradiction told after `spoil`; empty if none is.
std::string told(const std::function<void(Written&)>& spoil) {
  Written run;
  spoil(run);
  try {
    run.check();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::internal) << error.what();
    return error.what();
  }
  return {};
}

testing::AssertionResult tells(const std::function<void(Written&)>& spoil,
                               const std::string& what) {
  const std::string sentence = told(spoil);
  if (sentence.find(what) != std::string::npos) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "expected \"" << what << "\", told \"" << sentence << '"';
}

TEST(Invariants, TablesThatAgreePass) {
  EXPECT_EQ(told([](Written&) {}), "");
  EXPECT_NO_THROW(check_invariants({}, {}, Job{})) << "a run without buildings";
}

TEST(Invariants, EveryRowHasAState) {
  EXPECT_TRUE(tells(
      [](Written& run) {
        Written::of(run.buildings, "coverage") = words("coverage", {"full", "partly", "none", ""});
      },
      "row 4 of building_risk has no state in coverage"));
  EXPECT_TRUE(tells(
      [](Written& run) {
        Written::of(run.buildings, "lane_verdict") =
            words("lane_verdict", {"perhaps", "fail", "unknown", "not_applicable"});
      },
      "row 1 of building_risk has no state in lane_verdict"));
}

TEST(Invariants, AGapHoldsTheFailingBuildingsAndNoOthers) {
  EXPECT_TRUE(tells(
      [](Written& run) {
        Written::of(run.buildings, "gap_id") = words("gap_id", {"g1", "g1", "g2", ""});
        Written::of(run.gaps, "buildings").integers[0] = 2;
      },
      "building b1 with verdict pass is in a gap"));
  EXPECT_TRUE(tells(
      [](Written& run) {
        Written::of(run.buildings, "gap_id") = words("gap_id", {"", "", "g2", ""});
        Written::of(run.gaps, "buildings").integers[0] = 0;
      },
      "building b2 with verdict fail is not in a gap"));
  EXPECT_TRUE(tells([](Written& run) { Written::of(run.gaps, "buildings").integers[1] = 2; },
                    "gap g2 counts 2 buildings"));
  EXPECT_TRUE(tells(
      [](Written& run) {
        Written::of(run.buildings, "gap_id") = words("gap_id", {"", "g1", "g3", ""});
        run.gaps.columns = {words("gap_id", {"g1"}), counts("buildings", {1})};
      },
      "gap g3 has no polygon"));
}

TEST(Invariants, GapsAndZonesHaveAreaAndDoNotOverlap) {
  const auto second = [](FeatureTable Written::*table, double x_m, double side_m) {
    return [=](Written& run) {
      Shapes shapes;
      add_square(shapes, 0, 10);
      add_square(shapes, x_m, side_m);
      (run.*table).shapes = shapes;
    };
  };
  EXPECT_TRUE(
      tells(second(&Written::zones, 9.5, 10), "rows 1 and 2 of risk_zones overlap by 5.000"));
  EXPECT_TRUE(
      tells(second(&Written::gaps, 9.5, 10), "rows 1 and 2 of hydrant_gaps overlap by 5.000"));
  EXPECT_TRUE(tells(second(&Written::gaps, 50, 0), "row 2 of hydrant_gaps has no area"));
  EXPECT_TRUE(tells(
      [](Written& run) {
        // A hole larger than its ring: an area below nought.
        run.zones.shapes = {};
        add_square(run.zones.shapes, 0, 10);
        run.zones.shapes.add_part(PartKind::outer, std::vector<Xy>{{50, 0}, {51, 0}, {50, 1}});
        run.zones.shapes.add_part(PartKind::hole, std::vector<Xy>{{50, 0}, {50, 5}, {55, 0}});
        run.zones.shapes.finish_feature();
      },
      "row 2 of risk_zones has no area"));
}

TEST(Invariants, UnitsSumUpToTheTotal) {
  EXPECT_TRUE(tells([](Written& run) { Written::of(run.units, "buildings").integers[3] = 2; },
                    "the management units hold 5 of 4 buildings"));
  EXPECT_TRUE(tells([](Written& run) { Written::of(run.units, "buildings").integers[0] = 2; },
                    "the management units hold 3 of 4 buildings"));
}

TEST(Invariants, TheUnitsBelowOneHoldNoMoreThanIt) {
  EXPECT_TRUE(tells([](Written& run) { Written::of(run.units, "buildings").integers[2] = 3; },
                    "the units below d hold 4 of buildings, it holds 3"));
  EXPECT_TRUE(tells([](Written& run) { Written::of(run.units, "hydrant_fail").integers[1] = 2; },
                    "the units below d hold 3 of hydrant_fail, it holds 2"));
  EXPECT_TRUE(tells(
      [](Written& run) {
        Written::of(run.units, "parent_id") = words("parent_id", {"", "d", "elsewhere", ""});
      },
      "the unit above d-2 is not there"));
}

TEST(Invariants, FiguresAreTheCountsOfTheRows) {
  EXPECT_TRUE(tells([](Written& run) { run.figure("hydrant_fail") = 3; },
                    "2 rows of building_risk against the figure hydrant_fail = 3"));
  EXPECT_TRUE(tells([](Written& run) { run.figure("lanes_pass") = 0; },
                    "1 rows of fire_lanes against the figure lanes_pass = 0"));
  EXPECT_TRUE(tells([](Written& run) { run.figure("buildings_cut_off") = 2; },
                    "1 rows of building_risk against the figure buildings_cut_off = 2"));
  EXPECT_EQ(told([](Written& run) { run.lanes.name = "not_written"; }), "")
      << "figures without their layer have nothing to be compared with";
}

/// Figures on hydrants count the study area; rows go beyond it.
TEST(Invariants, FiguresOnHydrantsCountTheStudyArea) {
  const auto without_b3 = [](Written& run) {
    run.buildings.columns.push_back(counts("in_study_area", {1, 1, 0, 1}));
  };
  EXPECT_TRUE(tells(without_b3, "1 rows of building_risk against the figure hydrant_fail = 2"));
  EXPECT_EQ(told([&](Written& run) {
              without_b3(run);
              run.figure("hydrant_fail") = 1;
            }),
            "");
}

}  // namespace
}  // namespace firebreak
