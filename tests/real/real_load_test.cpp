#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/geo/measure.hpp"
#include "core/io/load.hpp"

namespace firebreak {
namespace {

City load(const std::string& file, const std::string& crs = {}) {
  io::Project project = io::project_of_dataset(std::string(FIREBREAK_TEST_DATA) + "/" + file);
  project.crs = crs;
  return io::load(project, Job{});
}

const Source& source(const City& city, Role role) {
  for (const Source& s : city.sources)
    if (s.role == role) return s;
  throw std::runtime_error("no such source");
}

std::uint64_t records(const City& city, IssueKind kind) {
  std::uint64_t count = 0;
  for (const Issue& issue : city.issues)
    if (issue.kind == kind) count += issue.records;
  return count;
}

void expect_whole(const City& city) {
  const auto counted = [&](Role role, std::size_t rows) {
    const Source& s = source(city, role);
    EXPECT_EQ(s.read - s.set_aside, rows) << role_name(role);
  };
  counted(Role::buildings, city.buildings->size());
  counted(Role::hydrants, city.hydrants->size());
  // A road that the extract cut in two is one record in several stretches.
  std::set<std::int64_t> roads;
  for (const Road& road : city.roads->rows) roads.insert(road.origin.fid);
  counted(Role::roads, roads.size());
  std::set<std::string_view> ids;
  for (std::size_t b = 0; b < city.buildings->size(); ++b) ids.insert(city.buildings->ids[b]);
  EXPECT_EQ(ids.size(), city.buildings->size());
}

TEST(RealLoad, Lauf) {
  const City city = load("osm/lauf-200115.osm.pbf", "EPSG:25832");
  EXPECT_EQ(city.crs.epsg(), 25832);
  EXPECT_EQ(city.origin, (Xy{665000, 5487000}));
  EXPECT_LT(city.scale_error, 1e-4);
  EXPECT_EQ(city.buildings->size(), 6492U);
  EXPECT_EQ(city.hydrants->size(), 479U);
  // 2,803 whole ones and 88 as far as they go, less 76 bus stops and platforms.
  EXPECT_EQ(city.roads->size(), 2803U + 88U - 76U);
  EXPECT_EQ(city.stations->size(), 4U);
  EXPECT_EQ(city.obstacles->size(), 120U + 3U);  // nodes, and gates drawn as ways
  expect_whole(city);
  EXPECT_EQ(source(city, Role::buildings).accuracy_m, 2.5);
  EXPECT_EQ(source(city, Role::buildings).relative_accuracy_m, 0.7);
  EXPECT_EQ(source(city, Role::buildings).sha256.size(), 64U);
  EXPECT_NE(city.attribution.find("OpenStreetMap"), std::string::npos);

  double area = 0;
  int storeys = 0;
  for (std::size_t b = 0; b < city.buildings->size(); ++b) {
    area += area_m2(city.buildings->shapes, b);
    storeys += (*city.buildings)[b].storeys ? 1 : 0;
    EXPECT_TRUE(city.buildings->ids[b][0] == 'w' || city.buildings->ids[b][0] == 'r');
  }
  EXPECT_NEAR(area / 1e4, 119.1, 0.3);  // hectares, as counted by other means
  EXPECT_EQ(storeys, 53);
  const auto& hydrants = city.hydrants->rows;
  EXPECT_EQ(std::count_if(hydrants.begin(), hydrants.end(),
                          [](const Hydrant& h) { return h.below_ground.value_or(false); }),
            327);
  EXPECT_EQ(std::count_if(hydrants.begin(), hydrants.end(),
                          [](const Hydrant& h) { return h.main_mm.has_value(); }),
            440);  // 441 are tagged, one without saying a number
  EXPECT_EQ(records(city, IssueKind::duplicate_hydrant), 1U);
  EXPECT_EQ(records(city, IssueKind::coordinate_offset), 0U);
  EXPECT_FALSE(city.network->segments.empty());
}

TEST(RealLoad, HelsinkiReadsYearsAndFindsDuplicates) {
  const City city = load("osm/helsinki-190421.osm.pbf", "EPSG:3067");
  EXPECT_EQ(source(city, Role::buildings).read, 1412U + 90U) << "90 are mapped as points";
  EXPECT_EQ(source(city, Role::buildings).set_aside, 4U + 90U);
  EXPECT_EQ(records(city, IssueKind::duplicate_building), 4U);
  EXPECT_EQ(city.hydrants->size(), 102U);
  EXPECT_EQ(city.stations->size(), 1U);  // a multipolygon relation
  expect_whole(city);
  int years = 0;
  for (const Building& b : city.buildings->rows) years += b.year_built || b.year_built_to ? 1 : 0;
  EXPECT_GE(years, 160);
}

TEST(RealLoad, ReferenceCitiesKeepTheirCounts) {
  struct Expected {
    const char* file;
    int epsg;
    std::size_t buildings, set_aside, roads, hydrants, stations;
  };
  for (const Expected& e : {Expected{"reference/monaco.gpkg", 32632, 1207, 0, 1396, 101, 2},
                            {"reference/helsinki.gpkg", 32635, 446, 1, 1144, 82, 1},
                            {"reference/liechtenstein.gpkg", 32632, 8993, 1, 5736, 594, 6}}) {
    const City city = load(e.file);
    EXPECT_EQ(city.crs.epsg(), e.epsg) << e.file;
    EXPECT_EQ(source(city, Role::buildings).read, e.buildings) << e.file;
    EXPECT_EQ(source(city, Role::buildings).set_aside, e.set_aside) << e.file;
    EXPECT_EQ(city.roads->size(), e.roads) << e.file;
    EXPECT_EQ(city.hydrants->size(), e.hydrants) << e.file;
    EXPECT_EQ(city.stations->size(), e.stations) << e.file;
    expect_whole(city);
  }
}

/// A second way to the same grid: the city measured in another CRS has the same areas.
TEST(RealLoad, AreasDoNotDependOnTheCrsChosen) {
  const City utm = load("osm/lauf-200115.osm.pbf", "EPSG:25832");
  const City gauss = load("osm/lauf-200115.osm.pbf", "EPSG:31468");
  ASSERT_EQ(utm.buildings->size(), gauss.buildings->size());
  const auto total = [](const City& city) {
    double area = 0;
    for (std::size_t b = 0; b < city.buildings->size(); ++b)
      area += area_m2(city.buildings->shapes, b) / std::pow(1 + city.scale_error, 2);
    return area;
  };
  EXPECT_NEAR(total(utm) / total(gauss), 1, 1e-3);
}

}  // namespace
}  // namespace firebreak
