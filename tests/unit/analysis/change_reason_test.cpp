#include "core/analysis/change_reason.hpp"

#include <gmock/gmock.h>

#include "core/analysis/idle_edits.hpp"
#include "core/model/scenario.hpp"
#include "support/city_builder.hpp"

/// Why the state of a building changes, by hand: one house, one lane, figures made up.
namespace firebreak {
namespace {

using testing::HasSubstr;
using testing::Not;

struct HandMade {
  const char* hydrant = "h1";
  double hydrant_m = 184;
  const char* hydrant_verdict = "fail";
  double lane_m = 2.1;
  const char* lane_verdict = "fail";
  const char* cut_off = "yes";
  const char* water = "G1";
  double available_lps = 10, available_most_lps = 15, remaining_lps = 0;
  double sources = 1;
  const char* coverage = "partly";
  double hydrants_in_reach = 1, covered_share = 0.5;
};

Column text_column(const char* name, const char* value) {
  Column column(name, ColumnType::text);
  if (value == nullptr)
    column.push_missing();
  else
    column.push(std::string_view(value));
  return column;
}

Column real_column(const char* name, double value) {
  Column column(name, ColumnType::real);
  column.push(value);
  return column;
}

/// A house at (0, 0), its lane w12 along x = 50.
Assessment hand_made(const HandMade& facts) {
  Assessment run;
  FeatureTable risk;
  risk.name = "building_risk";
  const std::vector<Xy> ring{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}};
  risk.shapes.add(PartKind::outer, ring);
  risk.columns = {text_column("building_id", "b1"),
                  text_column("nearest_hydrant_id", facts.hydrant),
                  real_column("nearest_hydrant_m", facts.hydrant_m),
                  text_column("hydrant_verdict", facts.hydrant_verdict),
                  text_column("coverage", facts.coverage),
                  real_column("hydrants_in_reach", facts.hydrants_in_reach),
                  real_column("covered_share", facts.covered_share),
                  text_column("water_verdict", facts.water),
                  real_column("available_lps", facts.available_lps),
                  real_column("available_most_lps", facts.available_most_lps),
                  real_column("remaining_lps", facts.remaining_lps),
                  real_column("water_sources", facts.sources),
                  real_column("required_lps", 25),
                  text_column("cut_off", facts.cut_off),
                  text_column("way_in_lane_id", "w12"),
                  text_column("front_lane_id", "w12"),
                  text_column("lane_verdict", facts.lane_verdict)};
  FeatureTable lanes;
  lanes.name = "fire_lanes";
  const std::vector<Xy> line{{50, 0}, {50, 100}};
  lanes.shapes.add(PartKind::line, line);
  lanes.columns = {text_column("lane_id", "w12"), text_column("name", "Mill Street"),
                   text_column("verdict", facts.lane_verdict),
                   real_column("clear_width_m", facts.lane_m)};
  run.tables = {std::move(risk), std::move(lanes)};
  UsedParameter radius;
  radius.key = "hydrants.radius_m";
  radius.value.value = 150.0;
  run.record.parameters.push_back(radius);
  return run;
}

City one_lane_town() {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 10, 10);
  builder.hydrant(194, 5);
  builder.obstacle_point(51, 50);
  builder.obstacle_point(400, 400);
  builder.station(300, 0);
  return builder.build();
}

/// The reason of the first row in which `what` changes.
std::string reason(const FeatureTable& table, std::string_view what) {
  for (std::size_t r = 0; r < table.rows(); ++r)
    if (table.column("changed")->texts[r] == what)
      return std::string(table.column("reason")->texts[r]);
  return {};
}

FeatureTable reasons_of(const HandMade& before, const HandMade& after, const Scenario& plan,
                        Language in = Language::en, const Scenario* against = nullptr) {
  const City city = one_lane_town();
  const City was = against == nullptr ? city : apply(city, *against).city;
  const City is = apply(city, plan).city;
  const Assessment base = hand_made(before);
  const Assessment run = hand_made(after);
  return changed_buildings({base, &was, against}, {run, &is, &plan}, in, Job());
}

TEST(ChangeReason, ANearerHydrantIsNamedWithBothDistancesTheLimitAndTheEdit) {
  HandMade after;
  after.hydrant = "new-1";
  after.hydrant_m = 62;
  after.hydrant_verdict = "pass";
  const Scenario plan{"Plan A", {AddHydrant{"new-2", {500, 500}}, AddHydrant{"new-1", {72, 5}}}};
  EXPECT_EQ(
      reason(reasons_of({}, after, plan), "hydrant rule"),
      "Hydrant new-1 now stands 62 m away; before, the nearest working one, h1, was 184 m off "
      "(limit 150 m). Edit of the plan: 2. Hydrant added (new-1).");
  EXPECT_EQ(reason(reasons_of({}, after, plan, Language::zh), "hydrant rule"),
            "现在消火栓 new-1 距离 62 米；此前最近的可用消火栓 h1 距离 184 米（限值 150 "
            "米）。对应修改：2. 新增消火栓（new-1）。");
  EXPECT_EQ(reasons_of({}, after, plan).column("edited")->texts[0], "new-1");
}

TEST(ChangeReason, AMovedHydrantAndOneThatIsGone) {
  HandMade after;
  after.hydrant_m = 90;
  after.hydrant_verdict = "pass";
  const City city = one_lane_town();
  const std::string h(city.hydrants->ids[0]);
  HandMade before;
  before.hydrant = h.c_str();
  after.hydrant = h.c_str();
  const std::string moved =
      reason(reasons_of(before, after, {"Plan A", {MoveHydrant{h, {100, 5}}}}), "hydrant rule");
  EXPECT_THAT(moved,
              HasSubstr("the nearest working one, now stands 90 m away; before, it was 184"));
  EXPECT_THAT(moved, HasSubstr("1. Hydrant moved (" + h + ")"));

  HandMade none;
  none.hydrant = nullptr;
  none.hydrant_verdict = "unknown";
  const std::string gone =
      reason(reasons_of(before, none, {"Plan A", {SwitchHydrant{h, true}}}), "hydrant rule");
  EXPECT_THAT(gone, HasSubstr("No working hydrant is on record near it now; before, " + h));
  EXPECT_THAT(gone, HasSubstr("1. Hydrant switched off (" + h + ")"));
}

TEST(ChangeReason, AWiderLaneIsNamedWithItsStreetAndTheObstacleBesideIt) {
  const City city = one_lane_town();
  const std::string beside(city.obstacles->ids[0]);
  const std::string far(city.obstacles->ids[1]);
  HandMade after;
  after.lane_m = 4.1;
  after.lane_verdict = "pass";
  after.cut_off = "no";
  const Scenario plan{"Plan A", {ClearObstacle{far}, ClearObstacle{beside}}};
  const FeatureTable table = reasons_of({}, after, plan);
  for (const char* what : {"cut off", "lane in front"}) {
    EXPECT_EQ(reason(table, what),
              "Lane Mill Street is now 4.1 m wide; before, it was 2.1 m wide. Edit of the "
              "plan: 2. Obstacle cleared (" +
                  beside + ").")
        << what;
  }
  EXPECT_THAT(reason(reasons_of({}, after, plan, Language::zh), "cut off"),
              HasSubstr("通道 Mill Street 现在宽 4.1 米；此前宽 2.1 米"));

  const std::string widened =
      reason(reasons_of({}, after, {"Plan A", {WidenLane{"w12", 4.1}}}), "lane in front");
  EXPECT_THAT(widened, HasSubstr("1. Lane widened (Mill Street)"));
}

TEST(ChangeReason, ALaneMadeWiderForNothingIsToldSo) {
  const City city = one_lane_town();
  const Scenario plan{"Plan A", {WidenLane{"w12", 6}}};
  const auto idle = [&](const HandMade& after, Language in = Language::en) {
    const Assessment base = hand_made({});
    const Assessment run = hand_made(after);
    const ComparedRun before{base, &city, nullptr};
    const ComparedRun with{run, &city, &plan};
    return idle_widenings(before, with, changed_buildings(before, with, in, Job()), in);
  };
  EXPECT_THAT(idle({}), testing::ElementsAre(
                            "Edit 1 changes no verdict: lane Mill Street, made 6 m wide, is judged "
                            "as before: below the value."));
  EXPECT_THAT(idle({}, Language::zh), testing::ElementsAre(HasSubstr("未改变任何判定")));
  HandMade helped;
  helped.lane_m = 6;
  helped.cut_off = "no";
  EXPECT_THAT(idle(helped), testing::IsEmpty()) << "a building is reached by it";
}

TEST(ChangeReason, AStationTellsForAWayThatNoLaneEditExplains) {
  HandMade after;
  after.cut_off = "no";
  const std::string told =
      reason(reasons_of({}, after, {"Plan A", {AddStation{"new-1", "South", {60, 0}}}}), "cut off");
  EXPECT_EQ(told,
            "The engine comes to it by another way now. Edit of the plan: 1. Station placed "
            "(new-1).");
}

TEST(ChangeReason, WaterIsToldInLitres) {
  HandMade after;
  after.water = "G2";
  after.available_lps = 30;
  after.available_most_lps = 35;
  after.remaining_lps = 20;
  after.sources = 3;
  const std::string told =
      reason(reasons_of({}, after, {"Plan A", {AddHydrant{"new-1", {72, 5}}}}), "water supply");
  EXPECT_THAT(told,
              HasSubstr("3 sources now give 30 to 35 L/s, at worst 20 without the largest; before, "
                        "1 gave 10 to 15 L/s, at worst 0 without the largest; up to 25 L/s are "
                        "wanted."));
  EXPECT_THAT(told, HasSubstr("Hydrant added (new-1)"));
}

TEST(ChangeReason, AShareOfTheFacadeIsNeverRoundedToTheWhole) {
  HandMade before;
  before.coverage = "none";
  before.hydrants_in_reach = 0;
  before.covered_share = 0;
  HandMade after;
  after.covered_share = 0.9996;
  const auto told = [&] {
    return reason(reasons_of(before, after, {"Plan A", {}}), "hydrant coverage");
  };
  EXPECT_EQ(told(),
            "1 hydrant now reaches 99.9 % of its free facade; before, 0 reached 0.0 % (limit 150 "
            "m).");
  after.hydrants_in_reach = 2;
  EXPECT_THAT(told(), HasSubstr("2 hydrants now reach 99.9 %"));
}

TEST(ChangeReason, AllEditsAreOnRecordThoughTheSentenceNamesThree) {
  HandMade after;
  after.lane_m = 2.6;
  after.cut_off = "no";
  const std::vector<Edit> edits{AddObstacle{"a", ObstacleKind::pole, {{50, 10}}},
                                AddObstacle{"b, c", ObstacleKind::pole, {{50, 11}}},
                                AddObstacle{"d", ObstacleKind::pole, {{50, 12}}},
                                WidenLane{"w12", 2.6}};
  const Scenario plan{"Plan A", edits};
  const City was = one_lane_town();
  const City is = apply(was, plan).city;
  const Assessment base = hand_made({});
  const Assessment run = hand_made(after);
  const FeatureTable changed =
      changed_buildings({base, &was, nullptr}, {run, &is, &plan}, Language::en, Job());
  EXPECT_THAT(reason(changed, "cut off"), HasSubstr(" and 1 more"));
  EXPECT_THAT(std::string(changed.column("edited")->texts[0]), HasSubstr("w12"));
  EXPECT_THAT(idle_widenings({base, &was, nullptr}, {run, &is, &plan}, changed, Language::en),
              testing::IsEmpty())
      << "the lane is one of those that opened the way";
}

TEST(ChangeReason, ALaneThatIsNotJudgedMayHaveHelpedToOpenAWay) {
  const City city = one_lane_town();
  const Scenario plan{"Plan A",
                      {ClearObstacle{std::string(city.obstacles->ids[0])}, WidenLane{"w99", 3.5}}};
  const City cleared = apply(city, plan).city;
  const auto with_track = [](const HandMade& facts, double width_m) {
    Assessment run = hand_made(facts);
    FeatureTable& lanes = run.tables[1];
    const std::vector<Xy> track{{500, 0}, {500, 100}};
    lanes.shapes.add(PartKind::line, track);
    lanes.columns[0].push(std::string_view("w99"));
    lanes.columns[1].push(std::string_view("Track"));
    lanes.columns[2].push(std::string_view("not_applicable"));
    lanes.columns[3].push(width_m);
    return run;
  };
  const auto idle = [&](const HandMade& after) {
    const Assessment base = with_track({}, 2);
    const Assessment run = with_track(after, 3.5);
    const ComparedRun before{base, &city, nullptr};
    const ComparedRun with{run, &cleared, &plan};
    return idle_widenings(before, with, changed_buildings(before, with, Language::en, Job()),
                          Language::en);
  };
  EXPECT_THAT(idle({}), testing::ElementsAre(HasSubstr("lane Track, made 3.5 m wide")));
  HandMade opened;
  opened.lane_m = 4.1;
  opened.cut_off = "no";
  EXPECT_THAT(idle(opened), testing::IsEmpty());
}

TEST(ChangeReason, BetweenTwoPlansOnlyWhatTheyDoNotShareIsNamed) {
  HandMade after;
  after.hydrant = "h1";
  after.hydrant_m = 184;
  HandMade before;
  before.hydrant = "new-1";
  before.hydrant_m = 62;
  before.hydrant_verdict = "pass";
  const Edit shared = AddHydrant{"new-2", {30, 30}};
  const Scenario a{"Plan A", {shared, AddHydrant{"new-1", {72, 5}}}};
  const Scenario b{"Plan B", {shared}};
  const std::string told = reason(reasons_of(before, after, b, Language::en, &a), "hydrant rule");
  EXPECT_THAT(told, HasSubstr("without 2. Hydrant added (new-1)"));
  EXPECT_THAT(told, Not(HasSubstr("new-2")));
}

}  // namespace
}  // namespace firebreak
