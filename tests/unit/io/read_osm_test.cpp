#include "core/io/read_osm.hpp"

#include <map>

#include "read_fixture.hpp"

namespace firebreak::test {
namespace {

using testing::HasSubstr;

std::map<std::string, RawLayer> by_name(std::vector<RawLayer> layers) {
  std::map<std::string, RawLayer> out;
  for (RawLayer& layer : layers) out.emplace(layer.layer, std::move(layer));
  return out;
}

std::map<std::string, RawLayer> town(const char* file) {
  return by_name(io::read_osm(std::filesystem::path(FIREBREAK_TEST_DATA) / "osm" / file, Job{}));
}

std::size_t row_of(const RawLayer& layer, const std::string& osm_id) {
  for (std::size_t row = 0; row < layer.size(); ++row)
    if (text_of(layer, "osm_id", row) == osm_id) return row;
  ADD_FAILURE() << osm_id << " is not in " << layer.layer;
  return 0;
}

constexpr const char* small_town = R"(<?xml version='1.0' encoding='UTF-8'?>
<osm version="0.6">
 <node id="1" lon="11.000" lat="49.000"/><node id="2" lon="11.001" lat="49.000"/>
 <node id="3" lon="11.001" lat="49.001"/><node id="4" lon="11.000" lat="49.001"/>
 <node id="5" lon="11.0004" lat="49.0004"/><node id="6" lon="11.0006" lat="49.0004"/>
 <node id="7" lon="11.0006" lat="49.0006"/><node id="8" lon="11.0004" lat="49.0006"/>
 <node id="9" lon="11.0005" lat="49.0005"><tag k="emergency" v="fire_hydrant"/>
  <tag k="fire_hydrant:diameter" v="100"/></node>
 <node id="10" lon="11.002" lat="49.002"><tag k="barrier" v="bollard"/></node>
 <node id="11" lon="11.003" lat="49.003"><tag k="building" v="yes"/></node>
 <node id="12" lon="11.004" lat="49.004"><tag k="amenity" v="school"/></node>
 <way id="20"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="1"/></way>
 <way id="21"><nd ref="5"/><nd ref="6"/><nd ref="7"/><nd ref="8"/><nd ref="5"/>
  <tag k="building" v="roof"/><tag k="addr:street" v="东街"/><tag k="addr:housenumber" v="7"/></way>
 <way id="22"><nd ref="1"/><nd ref="3"/><tag k="highway" v="residential"/>
  <tag k="width" v="3,5"/></way>
 <way id="23"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/><tag k="highway" v="pedestrian"/>
  <tag k="area" v="yes"/></way>
 <way id="24"><nd ref="1"/><nd ref="2"/><nd ref="99"/><nd ref="1"/><tag k="building" v="yes"/></way>
 <way id="25"><nd ref="97"/><nd ref="98"/><nd ref="99"/><nd ref="97"/><tag k="building" v="yes"/></way>
 <way id="26"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/><tag k="building" v="no"/></way>
 <way id="27"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="1"/>
  <tag k="emergency" v="water_tank"/></way>
 <way id="28"><nd ref="1"/><nd ref="2"/><tag k="railway" v="rail"/></way>
 <way id="29"><nd ref="3"/><nd ref="4"/><tag k="barrier" v="wall"/></way>
 <way id="30"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="building" v="yes"/></way>
 <way id="31"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/><tag k="landuse" v="grass"/></way>
 <way id="32"><nd ref="1"/><nd ref="4"/><tag k="waterway" v="stream"/></way>
 <way id="33"><nd ref="1"/><nd ref="3"/><tag k="barrier" v="swing_gate"/></way>
 <relation id="40"><member type="way" ref="20" role="outer"/><member type="way" ref="21" role="inner"/>
  <tag k="type" v="multipolygon"/><tag k="building" v="yes"/><tag k="building:levels" v="3"/></relation>
 <relation id="41"><member type="way" ref="20" role="outer"/><tag k="type" v="boundary"/>
  <tag k="boundary" v="administrative"/><tag k="admin_level" v="9"/><tag k="name" v="Nord"/></relation>
 <relation id="42"><member type="way" ref="20" role="outer"/><member type="way" ref="77" role="outer"/>
  <tag k="type" v="multipolygon"/><tag k="building" v="yes"/></relation>
 <relation id="43"><member type="way" ref="22" role="outer"/>
  <tag k="type" v="multipolygon"/><tag k="building" v="yes"/></relation>
 <relation id="44"><member type="way" ref="20" role="outer"/>
  <tag k="type" v="multipolygon"/><tag k="amenity" v="fire_station"/></relation>
</osm>)";

TEST(Osm, ObjectsGoToTheLayersOfTheirRoles) {
  const TempDir dir;
  const auto file = dir.write("small.osm", small_town);
  const auto layers = by_name(io::read_source(file, {}, Job{}));
  ASSERT_EQ(layers.size(), 11U);

  const RawLayer& buildings = layers.at("buildings");
  EXPECT_EQ(buildings.role_hint, Role::buildings);
  EXPECT_EQ(buildings.crs.epsg(), 4326);
  EXPECT_THAT(buildings.attribution, HasSubstr("OpenStreetMap contributors"));
  EXPECT_EQ(buildings.fids, (std::vector<std::int64_t>{4 * 21 + 1, 4 * 40 + 2}));
  EXPECT_EQ(text_of(buildings, "osm_id", 0), "w21");
  EXPECT_EQ(text_of(buildings, "address", 0), "东街 7");
  EXPECT_EQ(text_of(buildings, "building", 0), "roof");
  EXPECT_EQ(text_of(buildings, "building:levels", 1), "3");
  ASSERT_EQ(buildings.shapes.end_part(1) - buildings.shapes.first_part(1), 2U);
  EXPECT_EQ(buildings.shapes.part(buildings.shapes.first_part(1)).kind, PartKind::outer);
  EXPECT_EQ(buildings.shapes.part(buildings.shapes.first_part(1) + 1).kind, PartKind::hole);
  EXPECT_EQ(buildings.shapes.boxes[1], (Box{{11.000, 49.000}, {11.001, 49.001}}));

  const RawLayer& hydrants = layers.at("hydrants");
  ASSERT_EQ(hydrants.size(), 2U);
  EXPECT_EQ(hydrants.shapes.only_part(0)[0], (Xy{11.0005, 49.0005}));
  EXPECT_EQ(text_of(hydrants, "fire_hydrant:diameter", 0), "100");
  EXPECT_NEAR(hydrants.shapes.only_part(1)[0].x_m, 11.0005, 1e-9);
  EXPECT_NEAR(hydrants.shapes.only_part(1)[0].y_m, 49.0005, 1e-9);

  EXPECT_EQ(layers.at("roads").size(), 1U);
  EXPECT_EQ(text_of(layers.at("roads"), "width", 0), "3,5");
  const RawLayer& obstacles = layers.at("obstacles");
  ASSERT_EQ(obstacles.size(), 2U);
  EXPECT_EQ(text_of(obstacles, "barrier", row_of(obstacles, "w33")), "swing_gate")
      << "a gate drawn from post to post is passed through, it is no wall";
  EXPECT_EQ(obstacles.shapes.part_kind[obstacles.shapes.first_part(row_of(obstacles, "w33"))],
            PartKind::line);
  EXPECT_EQ(layers.at("barriers").size(), 2U);
  EXPECT_EQ(layers.at("water").size(), 1U);
  EXPECT_EQ(layers.at("open_land").size(), 1U);
  EXPECT_EQ(layers.at("land_use").size(), 1U);
  EXPECT_EQ(layers.at("key_sites").size(), 1U);
  EXPECT_EQ(text_of(layers.at("management_units"), "admin_level", 0), "9");
  ASSERT_EQ(layers.at("stations").size(), 1U);
  EXPECT_EQ(layers.at("stations").shapes.part_kind[0], PartKind::outer);
}

TEST(Osm, WhatIsCutOrBrokenIsListedWhereItLies) {
  const TempDir dir;
  const auto layers = by_name(io::read_osm(dir.write("small.osm", small_town), Job{}));
  const RawLayer& buildings = layers.at("buildings");
  std::map<std::int64_t, const Issue*> issues;
  for (const Issue& issue : buildings.issues) issues[issue.origin.fid] = &issue;
  ASSERT_TRUE(issues.contains(4 * 24 + 1));
  EXPECT_EQ(issues[4 * 24 + 1]->kind, IssueKind::missing_nodes);
  EXPECT_EQ(issues[4 * 24 + 1]->at, (Xy{11.000, 49.000}));
  ASSERT_TRUE(issues.contains(-1));  // w25: nothing of it is in the file
  EXPECT_EQ(issues[-1]->kind, IssueKind::missing_nodes);
  EXPECT_THAT(issues[-1]->detail, HasSubstr("1 object lies"));
  ASSERT_TRUE(issues.contains(4 * 11));
  EXPECT_EQ(issues[4 * 11]->kind, IssueKind::wrong_geometry);
  ASSERT_TRUE(issues.contains(4 * 30 + 1));
  EXPECT_EQ(issues[4 * 30 + 1]->kind, IssueKind::invalid_geometry);
  ASSERT_TRUE(issues.contains(4 * 42 + 2));
  EXPECT_EQ(issues[4 * 42 + 2]->kind, IssueKind::missing_nodes);
  EXPECT_EQ(issues[4 * 42 + 2]->at, (Xy{11.000, 49.000}));
  ASSERT_TRUE(issues.contains(4 * 43 + 2));
  EXPECT_EQ(issues[4 * 43 + 2]->kind, IssueKind::invalid_geometry);
  EXPECT_TRUE(issues[4 * 43 + 2]->at.has_value());
}

TEST(Osm, ALineThatTheExtractCutIsUsedAsFarAsItGoes) {
  const TempDir dir;
  const auto layers = by_name(io::read_osm(dir.write("cut.osm", R"(<osm version="0.6">
 <node id="1" lon="11.000" lat="49.000"/><node id="2" lon="11.001" lat="49.000"/>
 <node id="3" lon="11.002" lat="49.000"/><node id="4" lon="11.003" lat="49.000"/>
 <way id="50"><nd ref="1"/><nd ref="2"/><nd ref="99"/><nd ref="98"/><nd ref="3"/><nd ref="4"/>
  <nd ref="97"/><nd ref="1"/><nd ref="96"/><tag k="highway" v="residential"/></way>
 <way id="51"><nd ref="1"/><nd ref="99"/><nd ref="3"/><tag k="highway" v="residential"/></way>
 <way id="52"><nd ref="98"/><nd ref="99"/><tag k="highway" v="residential"/></way>
 <way id="53"><nd ref="1"/><nd ref="2"/><nd ref="99"/><nd ref="1"/><tag k="building" v="yes"/></way>
</osm>)"),
                                           Job{}));
  const RawLayer& roads = layers.at("roads");
  ASSERT_EQ(roads.size(), 1U) << "w51 has no two nodes in a row, w52 none at all";
  ASSERT_EQ(roads.shapes.part_kind.size(), 2U) << "two stretches, and no line over the hole";
  EXPECT_EQ(std::vector(roads.shapes.part(0).points.begin(), roads.shapes.part(0).points.end()),
            (std::vector<Xy>{{11.000, 49.000}, {11.001, 49.000}}));
  EXPECT_EQ(std::vector(roads.shapes.part(1).points.begin(), roads.shapes.part(1).points.end()),
            (std::vector<Xy>{{11.002, 49.000}, {11.003, 49.000}}));
  std::map<std::int64_t, const Issue*> issues;
  for (const Issue& issue : roads.issues) issues[issue.origin.fid] = &issue;
  ASSERT_TRUE(issues.contains(4 * 50 + 1));
  EXPECT_EQ(issues[4 * 50 + 1]->action, Action::kept);
  EXPECT_EQ(issues[4 * 50 + 1]->severity, Severity::doubtful);
  EXPECT_THAT(issues[4 * 50 + 1]->detail, HasSubstr("4 of its nodes are not in the file"));
  ASSERT_TRUE(issues.contains(4 * 51 + 1));
  EXPECT_EQ(issues[4 * 51 + 1]->action, Action::set_aside);
  ASSERT_TRUE(issues.contains(-1));
  EXPECT_FALSE(layers.contains("buildings") && layers.at("buildings").size() > 0)
      << "an area with a hole in its outline is no area";
}

TEST(Osm, LaufHasTheCountsOfOsmium) {
  const auto layers = town("lauf-200115.osm.pbf");
  const RawLayer& buildings = layers.at("buildings");
  EXPECT_EQ(buildings.size(), 6492U);  // of 6,493 polygons; w45360737 says building=no
  EXPECT_EQ(layers.at("hydrants").size(), 479U);
  // 2,803 whole ones and 88 as far as they go, less 76 bus stops and platforms.
  EXPECT_EQ(layers.at("roads").size(), 2803U + 88U - 76U);
  EXPECT_EQ(layers.at("stations").size(), 4U);
  EXPECT_EQ(layers.at("obstacles").size(), 120U + 3U);  // nodes, and gates drawn as ways
  // 2 nodes, 6,526 ways and 5 relations carry the key building; w45360737 and n2126338867 say no.
  // Each of the others is read or accounted for.
  std::size_t cut = 0;
  for (const Issue& issue : buildings.issues)
    if (issue.origin.fid >= 0) ++cut;
  std::size_t outside = 0;
  for (const Issue& issue : buildings.issues)
    if (issue.origin.fid < 0 && issue.kind == IssueKind::missing_nodes)
      outside = std::stoul(issue.detail);
  EXPECT_EQ(buildings.size() + cut + outside, 2U + 6526U + 5U - 2U);
  EXPECT_EQ(count_issues(buildings, IssueKind::wrong_geometry), 1U);
  const Box box = buildings.shapes.extent();
  EXPECT_TRUE((Box{{11.24, 49.49}, {11.31, 49.54}}).contains(box.min));
  EXPECT_TRUE((Box{{11.24, 49.49}, {11.31, 49.54}}).contains(box.max));
}

TEST(Osm, HelsinkiHasTheCountsOfOsmium) {
  const auto layers = town("helsinki-190421.osm.pbf");
  EXPECT_EQ(layers.at("buildings").size(), 1412U);
  EXPECT_EQ(layers.at("hydrants").size(), 102U);
  // 5,393 whole ones and 209 as far as they go, less 85 platforms, lifts and a crossing.
  EXPECT_EQ(layers.at("roads").size(), 5393U + 209U - 85U);
  EXPECT_EQ(layers.at("obstacles").size(), 411U + 1U);  // nodes, and a gate drawn as a way
  const RawLayer& stations = layers.at("stations");
  ASSERT_EQ(stations.size(), 1U);
  EXPECT_EQ(stations.fids[0] % 4, 2);
  EXPECT_EQ(stations.shapes.part_kind[0], PartKind::outer);
  const RawLayer& buildings = layers.at("buildings");
  const Column* years = buildings.column("start_date");
  ASSERT_NE(years, nullptr);
  EXPECT_EQ(text_of(buildings, "start_date", row_of(buildings, text_of(buildings, "osm_id", 0))),
            text_of(buildings, "start_date", 0));
  EXPECT_EQ(count_issues(buildings, IssueKind::wrong_geometry), 90U);
}

TEST(Osm, IsTheSameOnAnyNumberOfThreadsAndChangesNothing) {
  const TempDir dir;
  const auto file = dir / "lauf.osm.pbf";
  std::filesystem::copy_file(
      std::filesystem::path(FIREBREAK_TEST_DATA) / "osm" / "lauf-200115.osm.pbf", file);
  const auto before = checksums(dir.path());
  const auto one = io::read_osm(file, Job({}, {}, 1));
  const auto four = io::read_osm(file, Job({}, {}, 4));
  ASSERT_EQ(one.size(), four.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].fids, four[i].fids);
    EXPECT_EQ(one[i].shapes.points, four[i].shapes.points);
    EXPECT_EQ(one[i].issues.size(), four[i].issues.size());
  }
  EXPECT_EQ(checksums(dir.path()), before);
}

TEST(Osm, BadFilesAreRefusedAndAStopIsObeyed) {
  const TempDir dir;
  EXPECT_THAT(refusal(dir.write("a.osm.pbf", "not a pbf at all")), HasSubstr("a.osm.pbf"));
  EXPECT_THAT(refusal(dir.write("a.osm", "<osm version='0.6'><node id='1'")),
              HasSubstr("cannot be read"));
  const std::string whole =
      read_file(std::filesystem::path(FIREBREAK_TEST_DATA) / "osm" / "lauf-200115.osm.pbf");
  EXPECT_THAT(refusal(dir.write("half.osm.pbf", whole.substr(0, whole.size() / 2))),
              HasSubstr("cannot be read"));
  EXPECT_THAT(refusal(dir.write("order.osm",
                                "<osm version='0.6'><way id='1'><nd ref='1'/></way>"
                                "<node id='1' lon='1' lat='1'/></osm>")),
              HasSubstr("osmium sort"));
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(io::read_osm(dir.write("s.osm", small_town), Job(stop.get_token(), {}, 1)),
               Cancelled);
}

}  // namespace
}  // namespace firebreak::test
