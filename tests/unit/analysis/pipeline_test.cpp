#include "core/analysis/pipeline.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "core/analysis/finding_places.hpp"
#include "core/io/rule_file.hpp"
#include "core/model/lane_ids.hpp"
#include "core/model/scenario.hpp"
#include "core/normalise/roads.hpp"
#include "support/city_builder.hpp"

namespace firebreak {
namespace {

City town() {
  City city = test::random_town(7).build();
  std::vector<Issue> issues;
  city.network = std::make_shared<const RoadNetwork>(
      build_network(*city.roads, issues, Job(), city.buildings.get()));
  return city;
}

AssessSettings settings() {
  AssessSettings out;
  out.title = "town";
  out.profile = io::profile_named("cn-gb");
  out.engine = io::vehicle_named("pumper");
  return out;
}

void expect_equal(const Assessment& a, const Assessment& b) {
  ASSERT_EQ(a.tables.size(), b.tables.size());
  for (std::size_t t = 0; t < a.tables.size(); ++t) {
    const FeatureTable& x = a.tables[t];
    const FeatureTable& y = b.tables[t];
    EXPECT_EQ(x.name, y.name);
    EXPECT_EQ(x.shapes.points, y.shapes.points) << x.name;
    ASSERT_EQ(x.columns.size(), y.columns.size()) << x.name;
    for (std::size_t c = 0; c < x.columns.size(); ++c) {
      EXPECT_EQ(x.columns[c].integers, y.columns[c].integers) << x.name << x.columns[c].name;
      EXPECT_EQ(x.columns[c].reals, y.columns[c].reals) << x.name << x.columns[c].name;
      EXPECT_EQ(x.columns[c].texts, y.columns[c].texts) << x.name << x.columns[c].name;
      EXPECT_EQ(x.columns[c].missing, y.columns[c].missing) << x.name << x.columns[c].name;
    }
  }
  ASSERT_EQ(a.record.figures.size(), b.record.figures.size());
  for (std::size_t f = 0; f < a.record.figures.size(); ++f)
    EXPECT_EQ(a.record.figures[f].value, b.record.figures[f].value) << a.record.figures[f].name;
}

TEST(Pipeline, DataReadAgainAreComputedAgainOnlyWhereTheySaySomethingElse) {
  const City before = town();
  Pipeline pipeline;
  pipeline.assess(before, settings(), Job());
  City again = town();
  ASSERT_NE(again.buildings, before.buildings);
  share_unchanged(again, before);
  EXPECT_EQ(again.buildings, before.buildings);
  EXPECT_EQ(again.network, before.network);
  pipeline.assess(again, settings(), Job());
  EXPECT_EQ(pipeline.computed(), 0U);

  City other = town();
  Table<Hydrant> hydrants = *other.hydrants;
  hydrants.rows[0].status = HydrantStatus::defective;
  other.hydrants = std::make_shared<const Table<Hydrant>>(hydrants);
  share_unchanged(other, before);
  EXPECT_NE(other.hydrants, before.hydrants);
  EXPECT_EQ(other.roads, before.roads);
  const Assessment shared = pipeline.assess(other, settings(), Job());
  EXPECT_GT(pipeline.computed(), 0U);
  EXPECT_LT(pipeline.computed(), 6U) << "lanes and districts read no hydrant";
  expect_equal(shared, assess(other, settings(), Job()));

  City moved = town();
  moved.origin = moved.origin + Xy{1000, 0};
  share_unchanged(moved, before);
  EXPECT_NE(moved.buildings, before.buildings);
}

TEST(Pipeline, ComputesOnlyWhatReadsAnEdit) {
  const City city = town();
  Pipeline pipeline;
  pipeline.assess(city, settings(), Job());
  EXPECT_EQ(pipeline.computed(), 6U);
  pipeline.assess(city, settings(), Job());
  EXPECT_EQ(pipeline.computed(), 0U);

  const City hydrant = apply(city, {"A", {AddHydrant{"new-1", {50, 50}}}}).city;
  pipeline.assess(hydrant, settings(), Job());
  EXPECT_EQ(pipeline.computed(), 5U)
      << "hydrants, their spacing, hose and water, and the districts";
  const City station = apply(city, {"A", {AddStation{"new-1", "", {50, 50}}}}).city;
  Pipeline other;
  other.assess(city, settings(), Job());
  other.assess(station, settings(), Job());
  EXPECT_EQ(other.computed(), 2U) << "lanes and districts";
}

TEST(Pipeline, AnyOrderOfEditsGivesWhatAFreshRunGives) {
  const City city = town();
  Pipeline pipeline;
  pipeline.assess(city, settings(), Job());
  std::vector<Edit> edits;
  for (const Edit& edit :
       {Edit(AddHydrant{"new-1", {40, 60}}),
        Edit(AddObstacle{"new-2", ObstacleKind::block, {{0, 0}}}),
        Edit(SwitchHydrant{std::string(city.hydrants->ids[0]), true}),
        Edit(AddStation{"new-3", "", {10, 10}}), Edit(MoveHydrant{"new-1", {90, 90}}),
        Edit(WidenLane{std::string(lane_ids(city)[0]), 9.0})}) {
    edits.push_back(edit);
    const City changed = apply(city, {"A", edits}).city;
    expect_equal(pipeline.assess(changed, settings(), Job()), assess(changed, settings(), Job()));
  }
  expect_equal(pipeline.assess(city, settings(), Job()), assess(city, settings(), Job()));
}

TEST(Pipeline, ALaneMadeWiderIsJudgedAnewAndAsBeforeWithoutIt) {
  const City city = town();
  Pipeline pipeline;
  const Assessment before = pipeline.assess(city, settings(), Job());
  const City wider = apply(city, {"A", {WidenLane{std::string(lane_ids(city)[0]), 9.0}}}).city;
  const Assessment after = pipeline.assess(wider, settings(), Job());
  EXPECT_GE(pipeline.computed(), 1U);
  expect_equal(after, assess(wider, settings(), Job()));
  const auto width = [](const Assessment& run) {
    for (const FeatureTable& table : run.tables)
      if (table.name == "fire_lanes") return table.column("clear_width_m")->reals[0];
    return -1.0;
  };
  EXPECT_NE(width(after), width(before));
  expect_equal(pipeline.assess(city, settings(), Job()), before);
}

TEST(Pipeline, OtherParametersAreComputedAnew) {
  const City city = town();
  Pipeline pipeline;
  pipeline.assess(city, settings(), Job());
  AssessSettings changed = settings();
  changed.profile.values["hydrants.radius_m"].value = 60.0;
  expect_equal(pipeline.assess(city, changed, Job()), assess(city, changed, Job()));
  EXPECT_EQ(pipeline.computed(), 3U);
  changed.engine = io::vehicle_named("aerial");
  expect_equal(pipeline.assess(city, changed, Job()), assess(city, changed, Job()));
  changed.ignore_accuracy = true;
  expect_equal(pipeline.assess(city, changed, Job()), assess(city, changed, Job()));
}

TEST(Pipeline, PartsCarryWhatTheEndCarries) {
  const City city = town();
  std::vector<std::string> order;
  std::map<std::string, FeatureTable> parts;
  const Assessment whole =
      Pipeline().assess(city, settings(), Job(),
                        [&](std::string_view analysis, const std::vector<FeatureTable>& tables) {
                          order.emplace_back(analysis);
                          for (const FeatureTable& table : tables) parts[table.name] = table;
                        });
  EXPECT_THAT(order, testing::ElementsAre("hydrants", "water", "hose_lay", "hydrant_spacing",
                                          "lanes", "districts"));
  for (const FeatureTable& table : whole.tables) {
    if (!parts.contains(table.name)) continue;
    EXPECT_EQ(parts[table.name].columns.size(), table.columns.size()) << table.name;
    EXPECT_EQ(parts[table.name].rows(), table.rows()) << table.name;
  }
  EXPECT_TRUE(parts.contains("building_risk"));
}

TEST(Pipeline, SpacingAlongStreetsNeedsNoBuildings) {
  test::CityBuilder builder;
  builder.road({{0, 0}, {500, 0}});
  builder.hydrant(0, 3);
  const auto with_network = [](const test::CityBuilder& of) {
    City city = of.build();
    std::vector<Issue> issues;
    city.network = std::make_shared<const RoadNetwork>(build_network(*city.roads, issues, Job()));
    return city;
  };
  AssessSettings only = settings();
  only.only = {"hydrants"};
  const Assessment out = Pipeline().assess(with_network(builder), only, Job());
  EXPECT_THAT(out.kinds_judged, testing::ElementsAre("hydrant_spacing"));
  EXPECT_THAT(out.record.skipped,
              testing::ElementsAre(testing::Pair("hydrants", "There are no buildings.")));
  ASSERT_EQ(out.findings.size(), 1U);
  EXPECT_EQ(out.findings[0].kind, "hydrant_spacing");
  EXPECT_NEAR(out.findings[0].measured.value(), 500, 1e-9);
  const auto used = [&](std::string_view key) {
    for (const UsedParameter& parameter : out.record.parameters)
      if (parameter.key == key) return parameter.value.clause;
    return std::string("not used");
  };
  EXPECT_EQ(used("hydrants.spacing_m"), "GB 50974-2014 7.2.5");
  EXPECT_EQ(used("hydrants.radius_m"), "not used");

  // Without roads there is no street; without hydrants no spacing: the reason is told.
  test::CityBuilder houses;
  houses.rectangle(0, 0, 10, 10);
  houses.hydrant(20, 20);
  EXPECT_THAT(Pipeline().assess(with_network(houses), only, Job()).record.skipped,
              testing::ElementsAre(testing::Pair("hydrant_spacing", "There are no roads."),
                                   testing::Pair("hose_lay", "There are no roads.")));
  test::CityBuilder dry;
  dry.rectangle(0, 0, 10, 10);
  dry.road({{0, -5}, {100, -5}});
  EXPECT_THAT(Pipeline().assess(with_network(dry), settings(), Job()).record.skipped,
              testing::Contains(testing::Pair("hydrants", "There are no hydrants.")));
}

TEST(Pipeline, HydrantsTellTheWayToTheNextOne) {
  const Assessment out = assess(town(), settings(), Job());
  for (const FeatureTable& table : out.tables) {
    if (table.name != "hydrant_reach") continue;
    const Column* next = table.column("spacing_m");
    ASSERT_NE(next, nullptr);
    EXPECT_EQ(next->unit, "m");
    EXPECT_TRUE(std::any_of(next->missing.begin(), next->missing.end(),
                            [](std::uint8_t missing) { return missing == 0; }));
    return;
  }
  FAIL() << "no layer hydrant_reach";
}

TEST(FindingPlaces, AFindingWithoutPlaceIsNearTheNearestNamedStreet) {
  test::CityBuilder builder;
  builder.road({{0, 0}, {100, 0}});
  builder.road({{0, 40}, {100, 40}});
  City city = builder.build();
  auto roads = std::make_shared<Table<Road>>(*city.roads);
  roads->names = Texts();
  roads->names.push_back("Marktstraße");
  roads->names.push_back("");  // nearer, but nameless
  city.roads = roads;
  std::vector<Issue> issues;
  city.network = std::make_shared<const RoadNetwork>(build_network(*roads, issues, Job()));
  const auto at = [](Xy p, std::string place) {
    Finding finding;
    finding.place = std::move(place);
    finding.shape.add(PartKind::point, std::span(&p, 1));
    return finding;
  };
  std::vector<Finding> findings{at({50, 45}, ""), at({50, 45}, "Old town"), at({50, 900}, "")};
  fill_places(city, findings, Job());
  EXPECT_EQ(findings[0].place, "near Marktstraße");
  EXPECT_EQ(findings[1].place, "Old town");
  EXPECT_EQ(findings[2].place, "") << "no street is near";
}

}  // namespace
}  // namespace firebreak
