#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/geo/measure.hpp"
#include "core/io/data_folder.hpp"
#include "core/io/load.hpp"
#include "unit/io/county_fixture.hpp"

/// What comes in after the folder of the demo county, against the truth beside it: walls in a local
/// grid, gates, an export with places of two kinds, OpenStreetMap.
namespace firebreak {
namespace {

using test::text_of;
using test::trapped;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

/// The zone stands in front of the truth's eastings, not of those of the city.
constexpr Xy zone_prefix{38'000'000, 0};

class CountySupplement : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    io::Project project = io::open_project(io::sample_folder() / "demo-county" / "complete.toml");
    city_ = io::load(project, Job{});
    for (io::SourceSpec& spec : project.sources) {
      if (spec.path.parent_path().filename() != "后补资料") continue;
      spec.row_shifts.clear();
      spec.control_points.clear();
      spec.crs.clear();
    }
    NormaliseOptions options = io::normalise_options(project);
    options.refuse_unplaced = false;
    asked_ = normalise(io::read_and_recognise(project, Job{}), options, Job{});
    for (RawLayer& layer : io::read_source(test::demo_county / "truth" / "truth.gpkg", {}, Job{})) {
      const std::string name = layer.layer;
      truth_.emplace(name, std::move(layer));
    }
  }
  static const RawLayer& truth(const std::string& name) { return truth_.at(name); }
  static Xy in_city(Xy true_place) { return true_place - zone_prefix - city_.origin; }
  static bool from(const City& city, Origin origin, std::string_view file) {
    return city.sources[origin.source].path.find(file) != std::string::npos;
  }
  static std::vector<Issue> told(const City& city, IssueKind kind, std::string_view file) {
    std::vector<Issue> out;
    for (const Issue& issue : city.issues)
      if (issue.kind == kind && issue.origin.source < city.sources.size() &&
          from(city, issue.origin, file))
        out.push_back(issue);
    return out;
  }
  static std::pair<std::uint64_t, std::uint64_t> read_and_aside(const City& city,
                                                                std::string_view file) {
    std::pair<std::uint64_t, std::uint64_t> sum{0, 0};
    for (const Source& source : city.sources)
      if (source.path.find(file) != std::string::npos)
        sum.first += source.read, sum.second += source.set_aside;
    return sum;
  }
  static inline City asked_, city_;
  static inline std::map<std::string, RawLayer> truth_;
};

TEST_F(CountySupplement, ALocalGridIsRefusedUntilControlPointsMoveIt) {
  EXPECT_EQ(read_and_aside(asked_, "围墙"), (std::pair<std::uint64_t, std::uint64_t>{6, 6}));
  const auto refused = told(asked_, IssueKind::bad_coordinates, "围墙");
  ASSERT_EQ(refused.size(), 1U);
  EXPECT_THAT(refused[0].detail, HasSubstr("The layer has no place"));
  for (const Proposal& proposal : asked_.proposals)
    EXPECT_THAT(proposal.path, testing::Not(HasSubstr("围墙")));

  EXPECT_EQ(read_and_aside(city_, "围墙"), (std::pair<std::uint64_t, std::uint64_t>{6, 0}));
  std::vector<std::size_t> walls;
  for (std::size_t b = 0; b < city_.barriers->size(); ++b)
    if (from(city_, (*city_.barriers)[b].origin, "围墙")) walls.push_back(b);
  ASSERT_EQ(walls.size(), 6U);
  ASSERT_EQ(truth("walls").size(), 6U);
  for (const std::size_t b : walls) {
    EXPECT_EQ((*city_.barriers)[b].kind, BarrierKind::wall);
    EXPECT_THAT(place_codes(place_steps(city_, (*city_.barriers)[b].origin)),
                HasSubstr("control_points"));
  }
  for (const Xy corner : truth("walls").shapes.points) {
    double apart = 1e9;
    for (const std::size_t b : walls)
      apart = std::min(apart, distance_m(city_.barriers->shapes, b, in_city(corner)));
    EXPECT_LT(apart, 0.01);
  }
}

TEST_F(CountySupplement, AnOldDatumIsToldUntilControlPointsMoveIt) {
  const char* const file = "北京54.shp";
  EXPECT_EQ(read_and_aside(asked_, file), (std::pair<std::uint64_t, std::uint64_t>{40, 0}))
      << "the zone in front of its eastings says where it lies, to a hundred metres";
  const auto offset = told(asked_, IssueKind::coordinate_offset, file);
  ASSERT_EQ(offset.size(), 1U);
  EXPECT_EQ(offset[0].severity, Severity::serious);
  EXPECT_THAT(offset[0].detail, AllOf(StartsWith("The layer seems to lie"), HasSubstr("old datum"),
                                      HasSubstr("control_points")));

  const RawLayer points =
      test::read_one(io::sample_folder() / "demo-county" / "后补资料" / "老消火栓_北京54.shp");
  std::map<std::int64_t, std::string> id_of;
  for (std::size_t row = 0; row < points.size(); ++row)
    id_of[points.fids[row]] = text_of(points, "编号", row);
  std::map<std::string, Xy> true_place;
  for (std::size_t row = 0; row < truth("hydrants").size(); ++row)
    true_place[text_of(truth("hydrants"), "id", row)] =
        in_city(truth("hydrants").shapes.points[row]);
  std::size_t placed = 0;
  for (const Hydrant& hydrant : city_.hydrants->rows) {
    if (!from(city_, hydrant.origin, file)) continue;
    ++placed;
    const std::string& id = id_of.at(hydrant.origin.fid);
    EXPECT_LT(length_m(hydrant.at - true_place.at(id)), 0.01) << id;
    EXPECT_TRUE(place_steps(city_, hydrant.origin).has(PlaceStep::control_points)) << id;
    EXPECT_TRUE(hydrant.duplicate_of) << id << " stands in the ledger, which tells more";
  }
  EXPECT_EQ(placed, 40U);
}

TEST_F(CountySupplement, GatesStandInPlaceWithTheirWidthsAndLocks) {
  const RawLayer& all = truth("gates");
  ASSERT_EQ(all.size(), 16U);
  const std::map<std::string, Opening> openings{
      {"open", Opening::open}, {"key", Opening::key}, {"locked", Opening::locked}};
  const auto figure = [&](const char* column, std::size_t row) {
    const std::string text = text_of(all, column, row);
    return text.empty() ? std::optional<float>() : std::optional(std::stof(text));
  };
  for (std::size_t row = 0; row < all.size(); ++row) {
    const std::string id = text_of(all, "id", row);
    std::size_t gate = SIZE_MAX;
    for (std::size_t o = 0; o < city_.obstacles->size(); ++o)
      if (city_.obstacles->ids[o] == id) gate = o;
    ASSERT_NE(gate, SIZE_MAX) << id;
    const Obstacle& found = (*city_.obstacles)[gate];
    EXPECT_LT(
        length_m(city_.obstacles->shapes.boxes[gate].centre() - in_city(all.shapes.points[row])),
        0.02)
        << id;
    EXPECT_EQ(found.kind, ObstacleKind::gate) << id;
    EXPECT_EQ(found.opening, openings.at(text_of(all, "opening", row))) << id;
    EXPECT_EQ(found.clear_width_m, figure("width_m", row)) << id;
    EXPECT_EQ(found.width_below_m, figure("below_m", row)) << id;
  }
}

TEST_F(CountySupplement, PhonePositionsOfAnExportAreShiftedByTheirRows) {
  const auto by_phone = trapped("export-bd09-");
  ASSERT_EQ(by_phone.size(), 12U);
  std::vector<Proposal> asked;
  for (const Proposal& proposal : asked_.proposals)
    if (proposal.path.find("导出") != std::string::npos) asked.push_back(proposal);
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].key, "shift_rows");
  EXPECT_THAT(asked[0].value, StartsWith("bd09: 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23 ("));
  EXPECT_TRUE(asked[0].only_one);
  EXPECT_TRUE(city_.proposals.empty());

  const RawLayer file =
      test::read_one(io::sample_folder() / "demo-county" / "后补资料" / "消防水源系统导出.csv");
  std::map<std::int64_t, std::string> id_of;
  for (std::size_t row = 0; row < file.size(); ++row)
    id_of[file.fids[row]] = text_of(file, "XHSBH", row);
  std::map<std::string, Xy> true_place;
  for (std::size_t row = 0; row < truth("hydrants").size(); ++row)
    true_place[text_of(truth("hydrants"), "id", row)] =
        in_city(truth("hydrants").shapes.points[row]);
  std::set<std::size_t> doubled;
  for (const Hydrant& hydrant : city_.hydrants->rows)
    if (hydrant.duplicate_of) doubled.insert(hydrant.duplicate_of->value);
  std::size_t placed = 0;
  for (std::size_t h = 0; h < city_.hydrants->size(); ++h) {
    const Hydrant& hydrant = (*city_.hydrants)[h];
    if (!from(city_, hydrant.origin, "导出")) continue;
    ++placed;
    const std::string& id = id_of.at(hydrant.origin.fid);
    EXPECT_LT(length_m(hydrant.at - true_place.at(id)), 0.2) << id;
    EXPECT_EQ(place_steps(city_, hydrant.origin).has(PlaceStep::bd09), by_phone.contains(id)) << id;
    EXPECT_TRUE(hydrant.duplicate_of || doubled.contains(h)) << id << " stands in the ledger too";
  }
  EXPECT_EQ(placed, 24U);
  EXPECT_EQ(trapped("export-filled-").size(), 6U);
  EXPECT_EQ(read_and_aside(city_, "导出"), (std::pair<std::uint64_t, std::uint64_t>{30, 6}))
      << "six rows with one place have none";
}

TEST_F(CountySupplement, TheBuiltUpLandIsThatOfTheLandSurvey) {
  const RawLayer& all = truth("land");
  ASSERT_EQ(all.size(), 20U);
  double true_m2 = 0, found_m2 = 0;
  for (std::size_t row = 0; row < all.size(); ++row) {
    const std::string land = text_of(all, "land_class", row);
    if (land == "built_up" || land == "village") true_m2 += area_m2(all.shapes, row);
  }
  EXPECT_NEAR(true_m2, 3 * (400 * 450 + 320 * 200 + 320 * 250) + 230 * 170, 1);
  for (std::size_t f = 0; f < city_.built_up->size(); ++f) found_m2 += area_m2(*city_.built_up, f);
  EXPECT_NEAR(found_m2 / true_m2, 1, 1e-6);
  std::vector<std::string> said;
  for (const Issue& issue : told(city_, IssueKind::doubtful_value, "DLTB"))
    said.push_back(issue.detail);
  EXPECT_THAT(said, testing::UnorderedElementsAre(
                        HasSubstr("10 of 20 parcels, villages among them: 1."),
                        AllOf(StartsWith("Water"), HasSubstr("1 of 20"), EndsWith("left out: 1.")),
                        AllOf(StartsWith("Railways"), HasSubstr("1 of 20"), EndsWith(": 0."))));
  const auto layer = std::ranges::find(*city_.others, Role::land_use, &Layer::role);
  ASSERT_NE(layer, city_.others->end());
  const auto classes = std::ranges::find(layer->columns, "land_class", &Column::name);
  ASSERT_NE(classes, layer->columns.end());
  for (std::size_t row = 0; row < all.size(); ++row)
    EXPECT_EQ(classes->texts[row], text_of(all, "land_class", row)) << row;
}

TEST_F(CountySupplement, BuildingsOfTwoSourcesCountOnceAndTellWhatEachKnows) {
  const auto twice = trapped("osm-twice-");
  ASSERT_EQ(twice.size(), 40U);
  EXPECT_EQ(read_and_aside(city_, "osm_buildings"),
            (std::pair<std::uint64_t, std::uint64_t>{43, 40}));
  EXPECT_EQ(city_.buildings->size(), 1514U + 3U);
  std::map<std::string, std::size_t> row_of;
  for (std::size_t b = 0; b < city_.buildings->size(); ++b)
    row_of.emplace(city_.buildings->ids[b], b);
  const auto fact = [&](std::string_view name, std::size_t row) {
    for (const Column& column : city_.buildings->facts)
      if (column.name == name) return std::string(column.has(row) ? column.texts[row] : "");
    return std::string("no such fact");
  };
  const RawLayer& all = truth("buildings");
  std::size_t seen = 0;
  for (std::size_t row = 0; row < all.size(); ++row) {
    const std::string id = text_of(all, "id", row);
    if (text_of(all, "town", row) != "北岭镇") continue;
    const std::size_t b = row_of.at(id);
    EXPECT_EQ(fact("outline_source", b), "房屋_北岭镇.shp") << id;
    const Xy true_middle = in_city(all.shapes.boxes[row].centre());
    EXPECT_LT(length_m(city_.buildings->shapes.boxes[b].centre() - true_middle), 0.05) << id;
    if (!twice.contains(id)) {
      EXPECT_FALSE((*city_.buildings)[b].height_m) << id;
      EXPECT_EQ(fact("told_by", b), "") << id;
      continue;
    }
    ++seen;
    EXPECT_EQ((*city_.buildings)[b].height_m, 3 * std::stof(text_of(all, "storeys", row)) + 0.5F)
        << id;
    EXPECT_THAT(fact("told_by", b), StartsWith("osm_buildings.geojson 90")) << id;
    EXPECT_THAT(fact("told_by", b), HasSubstr(": height_m")) << id;
  }
  EXPECT_EQ(seen, 40U);
  for (const std::string& id : trapped("osm-more-"))
    EXPECT_EQ(fact("outline_source", row_of.at(id)), "osm_buildings.geojson") << id;
  EXPECT_EQ(told(city_, IssueKind::duplicate_building, "osm_buildings").size(), 41U)
      << "one for each, and one for all";
}

}  // namespace
}  // namespace firebreak
