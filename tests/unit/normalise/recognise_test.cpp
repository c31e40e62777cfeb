#include "core/normalise/recognise.hpp"

#include <gmock/gmock.h>

#include "core/io/mapping_file.hpp"

namespace firebreak {
namespace {

using testing::HasSubstr;

const FieldDictionary& dictionary() {
  static const FieldDictionary shipped = io::shipped_dictionary();
  return shipped;
}

RawLayer layer(std::string name, PartKind kind, std::initializer_list<Xy> places,
               std::initializer_list<std::string> columns = {}) {
  RawLayer out;
  out.path = "/data/town.gpkg";
  out.layer = std::move(name);
  for (const Xy p : places) {
    if (kind == PartKind::point) {
      out.shapes.add(kind, std::array{p});
    } else if (kind == PartKind::line) {
      out.shapes.add(kind, std::array{p, p + Xy{1e-4, 0}});
    } else {
      out.shapes.add(kind, std::array{p, p + Xy{1e-4, 0}, p + Xy{0, 1e-4}, p});
    }
    out.fids.push_back(static_cast<std::int64_t>(out.fids.size()));
  }
  for (const std::string& column : columns) {
    out.columns.emplace_back(column, ColumnType::text);
    for (std::size_t row = 0; row < places.size(); ++row)
      out.columns.back().push(std::string_view("v"));
  }
  return out;
}

Role role_of(std::string name, PartKind kind, std::initializer_list<std::string> columns = {}) {
  return recognise(layer(std::move(name), kind, {{11, 49}}, columns), dictionary()).role;
}

TEST(Recognise, RolesByNameAndGeometry) {
  EXPECT_EQ(role_of("buildings", PartKind::outer), Role::buildings);
  EXPECT_EQ(role_of("房屋面", PartKind::outer), Role::buildings);
  EXPECT_EQ(role_of("INFRA_Hydrants", PartKind::point), Role::hydrants);
  EXPECT_EQ(role_of("消火栓台账", PartKind::point), Role::hydrants);
  EXPECT_EQ(role_of("TRANS_Centerlines", PartKind::line), Role::roads);
  EXPECT_EQ(role_of("道路中心线", PartKind::line), Role::roads);
  EXPECT_EQ(role_of("BASEMAP_Roads", PartKind::outer), Role::carriageway);
  EXPECT_EQ(role_of("PUBLICSAFETY_FireStations", PartKind::point), Role::stations);
  EXPECT_EQ(role_of("消防站", PartKind::point), Role::stations);
  EXPECT_EQ(role_of("网格", PartKind::outer), Role::management_units);
  EXPECT_EQ(role_of("DLTB", PartKind::outer), Role::land_use);
  EXPECT_EQ(role_of("重点单位", PartKind::point), Role::key_sites);
  EXPECT_EQ(role_of("parcels_fy2014_yearbuilt", PartKind::outer), Role::reference);
  EXPECT_EQ(role_of("宗地", PartKind::outer), Role::reference);
  EXPECT_EQ(role_of("parcel_buildings", PartKind::outer), Role::buildings);
  EXPECT_EQ(role_of("宗地房屋", PartKind::outer), Role::buildings);
  EXPECT_EQ(role_of("parcels", PartKind::outer, {"year_built", "storeys", "use"}), Role::reference);
  EXPECT_EQ(role_of("parcel_bldg", PartKind::outer), Role::buildings);
  EXPECT_EQ(role_of("cadastre_road", PartKind::line), Role::roads);
  EXPECT_EQ(role_of("地籍_jzw", PartKind::outer), Role::buildings);
  EXPECT_EQ(role_of("parcels", PartKind::outer, {"building:levels"}), Role::buildings);
  EXPECT_EQ(role_of("cadastre_stadt", PartKind::point, {"fire_hydrant:type"}), Role::hydrants);
  EXPECT_EQ(role_of("给水管网", PartKind::line), Role::water_mains);
  EXPECT_EQ(role_of("FW", PartKind::outer), Role::buildings);
  EXPECT_EQ(role_of("swfw2", PartKind::outer), Role::reference) << "short words stand alone";
  EXPECT_EQ(role_of("buildings", PartKind::point), Role::reference) << "points are no buildings";
}

TEST(Recognise, LayersAsOfficesCallThem) {
  EXPECT_EQ(role_of("消防救援站", PartKind::point), Role::stations) << "what they are called today";
  EXPECT_EQ(role_of("微型站", PartKind::point), Role::stations);
  EXPECT_EQ(role_of("河道", PartKind::line), Role::water);
  EXPECT_EQ(role_of("坑塘水面", PartKind::outer), Role::water);
  EXPECT_EQ(role_of("铁道", PartKind::line), Role::barriers);
  EXPECT_EQ(role_of("轨道交通线网", PartKind::line), Role::reference) << "a metro bars nobody";
  EXPECT_EQ(role_of("行政村", PartKind::outer), Role::management_units);
  EXPECT_EQ(role_of("2025接处警", PartKind::point), Role::incidents);
  EXPECT_EQ(role_of("河道路", PartKind::line), Role::roads) << "a road layer is no river";
  EXPECT_EQ(role_of("河道取水点", PartKind::point), Role::hydrants);
  EXPECT_EQ(role_of("水面", PartKind::point), Role::reference) << "points are no water";
  EXPECT_EQ(role_of("救援物资", PartKind::point), Role::reference);
}

TEST(Recognise, RolesByColumns) {
  EXPECT_EQ(role_of("layer1", PartKind::line, {"highway"}), Role::roads);
  EXPECT_EQ(role_of("图层1", PartKind::outer, {"DLBM", "DLMC"}), Role::land_use);
  EXPECT_EQ(role_of("layer1", PartKind::outer, {"结构类型", "层数", "建成年份"}), Role::buildings);
  EXPECT_EQ(role_of("layer1", PartKind::outer, {"alpha", "beta"}), Role::reference);
  EXPECT_EQ(role_of("Sheet1", PartKind::point, {"管径", "压力", "状态"}), Role::hydrants);
  EXPECT_EQ(role_of("Sheet1", PartKind::point, {"管径", "状态", "检查日期"}), Role::hydrants);
  EXPECT_EQ(role_of("隐患台账", PartKind::point, {"位置", "责任单位", "检查日期", "现状"}),
            Role::reference)
      << "every register has these";
}

TEST(Recognise, HintsAreCertain) {
  RawLayer raw = layer("roads", PartKind::line, {{11, 49}});
  raw.role_hint = Role::obstacles;
  const Recognition got = recognise(raw, dictionary());
  EXPECT_EQ(got.role, Role::obstacles);
  EXPECT_EQ(got.confidence, 1);
  EXPECT_EQ(recognise(layer("x", PartKind::point, {{1, 1}}), dictionary()).confidence, 0);
}

TEST(Recognise, ColumnsWithFieldUnitAndSamples) {
  RawLayer raw = layer("hydrants", PartKind::point, {{11, 49}, {11, 49}, {11, 49}});
  Column flow("HYDRANT_GPM", ColumnType::integer);
  flow.push(std::int64_t{1475});
  flow.push(std::int64_t{1475});
  flow.push_missing();
  raw.columns.push_back(flow);
  raw.columns.emplace_back("remark2", ColumnType::text);
  for (const std::string_view text : {"a", "", "b"}) raw.columns.back().push(text);
  const Recognition got = recognise(raw, dictionary());
  ASSERT_EQ(got.columns.size(), 2U);
  EXPECT_EQ(got.columns[0].field, "flow_lps");
  EXPECT_EQ(got.columns[0].unit, Unit::us_gpm);
  EXPECT_EQ(got.columns[0].filled, 2U);
  EXPECT_THAT(got.columns[0].samples, testing::ElementsAre("1475"));
  EXPECT_EQ(got.columns[1].field, "");
  EXPECT_THAT(got.columns[1].samples, testing::ElementsAre("a", "b"));
  ASSERT_NE(got.field("flow_lps"), nullptr);
  EXPECT_EQ(got.field("flow_lps")->column, 0U);
  EXPECT_EQ(got.field("status"), nullptr);
}

TEST(Recognise, ARoleThatIsGivenIsNotGuessed) {
  const Recognition got = recognise_as(
      Role::roads, layer("anything", PartKind::line, {{11, 49}}, {"宽度(cm)"}), dictionary());
  EXPECT_EQ(got.role, Role::roads);
  ASSERT_NE(got.field("width_m"), nullptr);
  EXPECT_EQ(got.field("width_m")->unit, Unit::cm);
}

CrsProposal proposal(std::vector<Xy> points) {
  return propose_crs(points);
}

TEST(Recognise, DegreesInChinaAreCgcs2000) {
  const auto got = proposal({{113.1, 23.4}, {113.2, 23.5}});
  ASSERT_TRUE(got.crs);
  EXPECT_EQ(got.crs->epsg(), 4490);
  EXPECT_TRUE(got.certain);
  EXPECT_FALSE(got.swap_xy);
  const auto turned = proposal({{23.4, 113.1}, {23.5, 113.2}});
  EXPECT_EQ(turned.crs->epsg(), 4490);
  EXPECT_TRUE(turned.swap_xy);
  EXPECT_TRUE(turned.certain);
}

TEST(Recognise, DegreesElsewhereAreWgs84) {
  const auto got = proposal({{11.2, 49.5}, {11.3, 49.6}});
  EXPECT_EQ(got.crs->epsg(), 4326);
  EXPECT_TRUE(got.certain);
  EXPECT_FALSE(proposal({{0, 0.1}, {80, 60}}).certain) << "no city spans 80 degrees";
}

TEST(Recognise, ZonePrefixesGiveTheEpsgCode) {
  const auto epsg = [](double east, double north) {
    const auto got = proposal({{east, north}, {east + 500, north + 500}});
    return got.crs ? got.crs->epsg() : 0;
  };
  EXPECT_EQ(epsg(13500000, 4300000), 4491);
  EXPECT_EQ(epsg(23500000, 4300000), 4501);
  EXPECT_EQ(epsg(25500000, 4300000), 4513);
  EXPECT_EQ(epsg(38500000, 2500000), 4526);
  EXPECT_EQ(epsg(45400000, 4300000), 4533);
  const auto turned = proposal({{2500000, 38500000}, {2500500, 38500500}});
  EXPECT_EQ(turned.crs->epsg(), 4526);
  EXPECT_TRUE(turned.swap_xy);
}

TEST(Recognise, MetresWithoutPrefixNeedACrs) {
  const auto got = proposal({{500000, 2500000}, {500500, 2500500}});
  EXPECT_FALSE(got.crs);
  EXPECT_FALSE(got.certain);
  EXPECT_THAT(got.remedy, HasSubstr("central meridian"));
  const auto turned = proposal({{2500000, 500000}, {2500500, 500500}});
  EXPECT_TRUE(turned.swap_xy);
}

TEST(Recognise, LocalGridsAreRefusedWithTheRemedy) {
  const auto got = proposal({{20345, 38120}, {20399, 38200}});
  EXPECT_FALSE(got.crs);
  EXPECT_THAT(got.reason, HasSubstr("20345 to 20399, 38120 to 38200"));
  EXPECT_THAT(got.remedy, HasSubstr("Give crs"));
  EXPECT_FALSE(proposal({}).crs);
}

TEST(Recognise, OneWildPointChangesNothing) {
  std::vector<Xy> points;
  for (int i = 0; i < 500; ++i) points.push_back({11.2 + i * 1e-4, 49.5});
  points.push_back({5000000, 49.5});
  EXPECT_EQ(propose_crs(points).crs->epsg(), 4326);
}

TEST(Recognise, PackedAnglesAreProposedOnly) {
  std::vector<Xy> points;
  for (int i = 0; i < 40; ++i)
    points.push_back({113.2300 + (i % 60) / 10000.0, 23.1400 + (i * 7 % 60) / 10000.0});
  const auto got = propose_crs(points);
  EXPECT_TRUE(got.packed_angles);
  EXPECT_EQ(got.crs->epsg(), 4490);
}

TEST(Recognise, WhatIsAppliedIsSaid) {
  const RawLayer raw = layer("hydrants", PartKind::point, {{23.4, 113.1}, {23.5, 113.2}});
  const Recognition got = recognise(raw, dictionary());
  ASSERT_TRUE(got.crs);
  EXPECT_EQ(got.assumed.size(), 2U);
  RawLayer known = raw;
  known.crs = Crs("EPSG:4326");
  EXPECT_FALSE(recognise(known, dictionary()).crs);
}

}  // namespace
}  // namespace firebreak
