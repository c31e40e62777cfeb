#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "normalised_city.hpp"

/// Several layers with the buildings of one place: survey, census, OpenStreetMap.
namespace firebreak {
namespace {

using test::city_of;
using test::issues_of;
using test::LayerBuilder;
using testing::HasSubstr;

LayerBuilder survey() {
  LayerBuilder layer(Role::buildings, "survey.dxf", "EPSG:25832", "DXF");
  layer.text_column("id").text_column("structure");
  return layer;
}

LayerBuilder census(const std::string& file = "census.gpkg") {
  LayerBuilder layer(Role::buildings, file);
  layer.text_column("id").text_column("name").text_column("structure").text_column("storeys");
  layer.text_column("year").real_column("people");
  return layer;
}

std::map<std::string, std::size_t> by_id(const City& city) {
  std::map<std::string, std::size_t> rows;
  for (std::size_t b = 0; b < city.buildings->size(); ++b) rows.emplace(city.buildings->ids[b], b);
  return rows;
}

std::string fact(const City& city, std::string_view name, std::size_t row) {
  for (const Column& column : city.buildings->facts)
    if (column.name == name) return std::string(column.has(row) ? column.texts[row] : "");
  return "no such fact";
}

TEST(BuildingSources, TheSurveyLeadsAndTheCensusAddsWhatItLacks) {
  LayerBuilder drawn = survey();
  drawn.rectangle(0, 0, 10, 10).cells({"s1", "砖木"});
  drawn.rectangle(30, 0, 40, 10).cells({"s2", ""});
  LayerBuilder counted = census();
  counted.rectangle(1, 0, 11, 10).cells({"c1", "East House", "砖混", "2", "1975", "6"});
  counted.rectangle(60, 0, 70, 10).cells({"c2", "", "砖混", "3", "", ""});
  for (const City& city : {city_of(drawn, counted), city_of(counted, drawn)}) {
    const auto rows = by_id(city);
    ASSERT_EQ(rows.size(), 3U);
    ASSERT_TRUE(rows.contains("s1") && rows.contains("s2") && rows.contains("c2"));
    const std::size_t s1 = rows.at("s1");
    const Building& building = (*city.buildings)[s1];
    EXPECT_EQ(city.sources[building.origin.source].path, "survey.dxf");
    EXPECT_EQ(building.structure, Structure::brick_timber) << "its own word stays";
    EXPECT_EQ(building.storeys, 2.0F);
    EXPECT_EQ(building.year_built, 1975);
    EXPECT_EQ(building.people, 6.0F);
    EXPECT_EQ(city.buildings->names[s1], "East House");
    EXPECT_EQ(fact(city, "outline_source", s1), "survey.dxf, buildings");
    EXPECT_EQ(fact(city, "told_by", s1), "census.gpkg, buildings c1: storeys, year, people, name");
    EXPECT_EQ(fact(city, "outline_source", rows.at("c2")), "census.gpkg, buildings");
    EXPECT_EQ(fact(city, "told_by", rows.at("c2")), "");
    EXPECT_EQ(fact(city, "told_by", rows.at("s2")), "") << "nobody tells anything of it";
    for (const Source& source : city.sources) {
      EXPECT_EQ(source.read, 2U);
      EXPECT_EQ(source.set_aside, source.path == "census.gpkg" ? 1U : 0U);
    }
    const auto told = issues_of(city, IssueKind::duplicate_building);
    ASSERT_EQ(told.size(), 2U);
    EXPECT_THAT(told[0].detail, HasSubstr("building s1 of survey.dxf"));
    EXPECT_EQ(told[0].action, Action::set_aside);
    EXPECT_EQ(told[0].origin.fid, 1);
    EXPECT_THAT(told[1].detail, HasSubstr("has some: 1 of 2."));
    EXPECT_THAT(told[1].detail, HasSubstr("values from here: 1;"));
    EXPECT_THAT(told[1].detail, HasSubstr("structure or storeys: 1,"));
  }
}

/// A row of houses that the census drew as one: what it is like holds for each, its people for
/// none.
TEST(BuildingSources, WhatARecordOfSeveralBuildingsCountsIsToldToNone) {
  LayerBuilder drawn = survey();
  for (int k = 0; k < 3; ++k)
    drawn.rectangle(10 * k, 0, 10 * k + 10, 10).cells({"s" + std::to_string(k), ""});
  LayerBuilder counted = census();
  counted.rectangle(0, 0, 30, 10).cells({"c1", "Row", "砖木", "2", "1960", "12"});
  const City city = city_of(drawn, counted);
  ASSERT_EQ(city.buildings->size(), 3U);
  for (std::size_t b = 0; b < 3; ++b) {
    EXPECT_EQ((*city.buildings)[b].structure, Structure::brick_timber);
    EXPECT_EQ((*city.buildings)[b].storeys, 2.0F);
    EXPECT_FALSE((*city.buildings)[b].people);
    EXPECT_EQ(city.buildings->names[b], "");
  }
}

/// Neighbours, and footprints that share less than half of their ground, are no duplicates; what
/// is told of one is not told of its neighbour.
TEST(BuildingSources, WhatSharesLittleGroundStays) {
  LayerBuilder drawn = survey();
  drawn.rectangle(6, 0, 16, 10).cells({"s1", ""});    // 40 of 100 m2 of c1
  drawn.rectangle(50, 0, 60, 10).cells({"s2", ""});   // 90 of 120 m2 of c2
  drawn.rectangle(60, 0, 100, 10).cells({"s3", ""});  // 30 of 120 m2 of c2
  LayerBuilder counted = census();
  counted.rectangle(0, 0, 10, 10).cells({"c1", "", "砖混", "3", "", ""});
  counted.rectangle(51, 0, 63, 10).cells({"c2", "", "砖木", "1", "", ""});
  const City city = city_of(drawn, counted);
  const auto rows = by_id(city);
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_FALSE((*city.buildings)[rows.at("s1")].storeys);
  EXPECT_EQ((*city.buildings)[rows.at("s2")].storeys, 1.0F);
  EXPECT_FALSE((*city.buildings)[rows.at("s3")].storeys);
  const auto overlaps = issues_of(city, IssueKind::overlapping_buildings);
  ASSERT_EQ(overlaps.size(), 1U);
  EXPECT_THAT(overlaps[0].detail, HasSubstr("40.0 m2"));
}

TEST(BuildingSources, AnotherAccuracyMakesAnotherSourceLead) {
  LayerBuilder drawn = survey();
  drawn.rectangle(0, 0, 10, 10).cells({"s1", "砖木"});
  LayerBuilder counted = census();
  counted.rectangle(1, 0, 11, 10).cells({"c1", "", "", "2", "", ""});
  std::vector<SourceLayer> layers;
  layers.push_back(drawn.build());
  layers.push_back(counted.build());
  layers[1].accuracy_m = 0.1;
  const City city = normalise(std::move(layers), {}, Job{});
  ASSERT_EQ(city.buildings->size(), 1U);
  EXPECT_EQ(city.buildings->ids[0], "c1");
  EXPECT_EQ((*city.buildings)[0].structure, Structure::brick_timber);
  EXPECT_EQ((*city.buildings)[0].storeys, 2.0F);
}

/// Of three the middle one gives way, and the last gives way to the first alone.
TEST(BuildingSources, WhatGaveWayItselfSendsNobodyAway) {
  LayerBuilder drawn = survey();
  drawn.rectangle(0, 0, 10, 10).cells({"s1", ""});
  LayerBuilder counted = census();
  counted.rectangle(4, 0, 14, 10).cells({"c1", "", "", "2", "", ""});  // 60 of 100 m2
  LayerBuilder mapped(Role::buildings, "osm.pbf", "EPSG:25832", "OSM");
  mapped.text_column("structure");
  mapped.rectangle(8, 0, 18, 10).cells({"砖木"});  // 60 m2 of c1, 20 m2 of s1
  const City city = city_of(drawn, counted, mapped);
  ASSERT_EQ(city.buildings->size(), 2U);
  EXPECT_EQ(city.sources[1].set_aside, 1U);
  EXPECT_EQ(city.sources[2].set_aside, 0U);
}

/// A podium and the tower on it are two records of one source: the ground below both counts once.
TEST(BuildingSources, GroundThatSeveralLeadersCoverCountsOnce) {
  const auto mapped_beside = [](double right) {
    LayerBuilder counted = census();
    counted.rectangle(-20, 0, right, 10).cells({"podium", "", "", "", "", ""});
    counted.rectangle(-10, 0, right, 10).cells({"tower", "", "", "", "", ""});
    LayerBuilder mapped(Role::buildings, "osm.pbf", "EPSG:25832", "OSM");
    mapped.text_column("structure");
    mapped.rectangle(0, 0, 10, 10).cells({"砖木"});
    return city_of(counted, mapped);
  };
  EXPECT_EQ(mapped_beside(3).buildings->size(), 3U) << "30 of 100 m2, twice";
  EXPECT_EQ(mapped_beside(6).buildings->size(), 2U) << "60 of 100 m2";
}

/// What one record has told, the next one does not give.
TEST(BuildingSources, AValueIsCountedForTheSourceThatGaveIt) {
  LayerBuilder drawn = survey();
  drawn.rectangle(0, 0, 10, 10).cells({"s1", ""});
  LayerBuilder counted = census();
  counted.rectangle(0, 0, 10, 10).cells({"c1", "", "砖木", "", "", ""});
  LayerBuilder mapped(Role::buildings, "osm.pbf", "EPSG:25832", "OSM");
  mapped.text_column("structure");
  mapped.rectangle(0, 0, 10, 10).cells({"砖木"});
  const City city = city_of(drawn, counted, mapped);
  ASSERT_EQ(city.buildings->size(), 1U);
  std::map<std::string, std::string> told;
  for (const Issue& issue : issues_of(city, IssueKind::duplicate_building))
    if (issue.origin.fid < 0) told[city.sources[issue.origin.source].path] = issue.detail;
  EXPECT_THAT(told["census.gpkg"], HasSubstr("values from here: 1;"));
  EXPECT_THAT(told["osm.pbf"], HasSubstr("values from here: 0;"));
}

TEST(BuildingSources, TheLayersOfOneDrawingAreOneSurvey) {
  LayerBuilder houses = survey();
  houses.rectangle(0, 0, 10, 10).cells({"s1", "砖木"});
  LayerBuilder parts = survey();
  parts.rectangle(4, 0, 14, 10).cells({"p1", ""});  // 60 of 100 m2
  const City city = city_of(houses, parts);
  EXPECT_EQ(city.buildings->size(), 2U);
  EXPECT_EQ(issues_of(city, IssueKind::overlapping_buildings).size(), 1U);
  EXPECT_EQ(fact(city, "outline_source", 0), "no such fact");
}

}  // namespace
}  // namespace firebreak
