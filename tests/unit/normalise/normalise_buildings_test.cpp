#include "core/normalise/normalise.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "normalised_city.hpp"

namespace firebreak {
namespace {

using test::city_of;
using test::issues_of;
using test::LayerBuilder;
using test::street;

TEST(Normalise, SlivesBecomeObstacles) {
  LayerBuilder layer(Role::buildings, "b.gpkg");
  layer.rectangle(0, 0, 10, 10).rectangle(20, 0, 21.9, 2).rectangle(30, 0, 130, 0.5);
  layer.rectangle(20, 10, 22.1, 12);
  const City city = city_of(layer);
  ASSERT_EQ(city.buildings->size(), 4U);
  const auto obstacles = std::count_if(city.buildings->rows.begin(), city.buildings->rows.end(),
                                       [](const Building& b) { return b.obstacle_only; });
  EXPECT_EQ(obstacles, 2);  // 3.8 m2; 100 m x 0.5 m: 4 pi 50 / 201^2 = 0.0156
  EXPECT_EQ(issues_of(city, IssueKind::sliver).size(), 2U);
}

/// What the reader made no row of was read and set aside; objects cut by the edge of an extract and
/// rows that are no records are told for themselves.
TEST(Normalise, RecordsThatTheReaderLeftOutCountAsReadAndSetAside) {
  LayerBuilder builder(Role::buildings, "b.gpkg");
  builder.rectangle(0, 0, 10, 10).rectangle(20, 0, 30, 10);
  SourceLayer layer = builder.build();
  const auto left_out = [&](IssueKind kind, std::int64_t fid, Action action = Action::set_aside) {
    Issue issue;
    issue.kind = kind;
    issue.severity = Severity::serious;
    issue.action = action;
    issue.origin.fid = fid;
    issue.detail = "left out";
    layer.raw.issues.push_back(issue);
  };
  left_out(IssueKind::wrong_geometry, 77);
  left_out(IssueKind::doubtful_value, 77);
  left_out(IssueKind::missing_nodes, 78);
  left_out(IssueKind::left_out_row, 79);
  left_out(IssueKind::wrong_geometry, 80, Action::kept);
  left_out(IssueKind::wrong_geometry, layer.raw.fids[0]);
  std::vector<SourceLayer> layers;
  layers.push_back(std::move(layer));
  const City city = normalise(std::move(layers), {}, Job{});
  EXPECT_EQ(city.buildings->size(), 2U);
  EXPECT_EQ(city.sources[0].read, 3U);
  EXPECT_EQ(city.sources[0].set_aside, 1U);
}

TEST(Normalise, DuplicateBuildingKeepsTheRecordWithMoreAttributes) {
  LayerBuilder layer(Role::buildings, "b.gpkg");
  layer.text_column("id").real_column("storeys").text_column("structure");
  layer.rectangle(0, 0, 20, 10).cells({"plain", "", ""});
  layer.rectangle(0.2, 0, 20.2, 10).cells({"known", "3", "砖混"});  // IoU 198/202 = 0.98
  layer.rectangle(5, 5, 15, 20).cells({"other", "", ""});           // overlaps by 50 m2
  const City city = city_of(layer);
  ASSERT_EQ(city.buildings->size(), 2U);
  std::set<std::string> ids;
  for (std::size_t b = 0; b < 2; ++b) ids.emplace(city.buildings->ids[b]);
  EXPECT_EQ(ids, (std::set<std::string>{"known", "other"}));
  EXPECT_EQ(city.sources[0].read, 3U);
  EXPECT_EQ(city.sources[0].set_aside, 1U);
  EXPECT_EQ(issues_of(city, IssueKind::duplicate_building).size(), 1U);
  const auto overlaps = issues_of(city, IssueKind::overlapping_buildings);
  ASSERT_EQ(overlaps.size(), 1U);
  EXPECT_THAT(overlaps[0].detail, testing::HasSubstr("50.0 m2"));
}

TEST(Normalise, ReadsAttributesAndSaysWhatItCannotRead) {
  LayerBuilder layer(Role::buildings, "b.gpkg");
  layer.text_column("storeys").text_column("year").text_column("structure").text_column("height_m");
  layer.rectangle(0, 0, 10, 10).cells({"6/-1", "1908..1939", "砖木", "12,5"});
  layer.rectangle(20, 0, 30, 10).cells({"many", "before 1939", "unknown", "-3"});
  const City city = city_of(layer);
  std::map<std::int64_t, Building> by_fid;
  for (const Building& b : city.buildings->rows) by_fid[b.origin.fid] = b;
  EXPECT_EQ(by_fid[1].storeys, 6.0F);
  EXPECT_EQ(by_fid[1].year_built, 1908);
  EXPECT_EQ(by_fid[1].year_built_to, 1939);
  EXPECT_EQ(by_fid[1].structure, Structure::brick_timber);
  EXPECT_EQ(by_fid[1].height_m, 12.5F);
  EXPECT_FALSE(by_fid[2].storeys);
  EXPECT_FALSE(by_fid[2].year_built);
  EXPECT_EQ(by_fid[2].year_built_to, 1939);
  EXPECT_FALSE(by_fid[2].height_m);
  const auto unreadable = issues_of(city, IssueKind::unreadable_value);
  ASSERT_EQ(unreadable.size(), 1U);
  EXPECT_EQ(unreadable[0].origin.fid, 2);
  EXPECT_TRUE(unreadable[0].at);
  EXPECT_EQ(issues_of(city, IssueKind::impossible_value).size(), 1U);
}

TEST(Normalise, BuildingOverRoadIsReported) {
  const City city =
      city_of(LayerBuilder(Role::buildings, "b.gpkg").rectangle(40, -5, 52.5, 5), street());
  const auto found = issues_of(city, IssueKind::building_over_road);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].detail, testing::HasSubstr("12.5 m"));
  EXPECT_NEAR(found[0].at->x_m, 40, 1e-6);
}

}  // namespace
}  // namespace firebreak
