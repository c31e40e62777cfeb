#include "core/analysis/exposure.hpp"

#include <gtest/gtest.h>

#include "support/city_builder.hpp"

namespace firebreak {
namespace {

TEST(Exposure, DeclaredFiguresComeFirst) {
  test::CityBuilder builder;
  Building shop;
  shop.use = Use::retail;
  shop.floor_area_m2 = 500.0F;
  shop.people = 7.0F;
  shop.storeys = 9.0F;
  builder.rectangle(0, 0, 10, 20, shop);
  const auto all = exposure(builder.build(), Job{});
  EXPECT_DOUBLE_EQ(all[0].footprint_m2, 200);
  EXPECT_DOUBLE_EQ(all[0].floor_area_m2.value(), 500);
  EXPECT_EQ(all[0].floor_basis, Basis::declared);
  EXPECT_DOUBLE_EQ(all[0].people.value(), 7);
  EXPECT_EQ(all[0].people_basis, Basis::declared);
  EXPECT_DOUBLE_EQ(all[0].weight, 0.5 + 0.7);
}

TEST(Exposure, StoreysAndUseGivePeople) {
  test::CityBuilder builder;
  Building house;
  house.use = Use::house;
  house.storeys = 3.0F;
  builder.rectangle(0, 0, 10, 20, house);
  Building tall;
  tall.use = Use::office;
  tall.height_m = 12.5F;
  builder.rectangle(50, 0, 60, 20, tall);
  Building silent;
  silent.use = Use::apartments;
  builder.rectangle(100, 0, 110, 20, silent);
  const auto all = exposure(builder.build(), Job{});
  EXPECT_DOUBLE_EQ(all[0].floor_area_m2.value(), 600);
  EXPECT_EQ(all[0].floor_basis, Basis::imputed);
  EXPECT_DOUBLE_EQ(all[0].people.value(), 20);
  EXPECT_EQ(all[0].people_basis, Basis::default_value);
  EXPECT_DOUBLE_EQ(all[0].weight, 0.6 + 2);
  EXPECT_DOUBLE_EQ(all[1].floor_area_m2.value(), 800);
  EXPECT_DOUBLE_EQ(all[1].people.value(), 800.0 / 12);
  EXPECT_DOUBLE_EQ(all[2].floor_area_m2.value(), 800);
  EXPECT_EQ(all[2].floor_basis, Basis::default_value);
}

TEST(Exposure, WithoutFloorsAnywhereNothingIsSaidAboutThem) {
  test::CityBuilder builder;
  Building house;
  house.use = Use::house;
  builder.rectangle(0, 0, 10, 30, house);
  builder.rectangle(50, 0, 60, 30);
  const auto all = exposure(builder.build(), Job{});
  EXPECT_FALSE(all[0].floor_area_m2);
  EXPECT_FALSE(all[0].people);
  EXPECT_EQ(all[0].floor_basis, Basis::missing);
  EXPECT_DOUBLE_EQ(all[0].weight, 0.3 + 1);
}

TEST(Exposure, AnUnknownUseIsWeighedLikeAHomeButHasNoPeople) {
  test::CityBuilder builder;
  Building house;
  house.storeys = 1.0F;
  house.use = Use::house;
  builder.rectangle(0, 0, 10, 30, house);
  house.use = Use::unknown;
  builder.rectangle(50, 0, 60, 30, house);
  house.use = Use::garage;
  builder.rectangle(90, 0, 100, 30, house);
  house.obstacle_only = true;
  builder.rectangle(150, 0, 151, 2, house);
  const auto all = exposure(builder.build(), Job{});
  EXPECT_FALSE(all[1].people);
  EXPECT_DOUBLE_EQ(all[1].weight, all[0].weight);
  EXPECT_DOUBLE_EQ(all[2].people.value(), 0);
  EXPECT_DOUBLE_EQ(all[2].weight, 0.3);
  EXPECT_EQ(all[3].weight, 0);
}

TEST(Exposure, AKeySiteWeighsOnceHoweverManyItHolds) {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 10, 30);
  builder.rectangle(50, 0, 60, 30);
  City city = builder.build();
  Layer sites;
  sites.role = Role::key_sites;
  sites.shapes.add(PartKind::point, std::vector<Xy>{{5, 5}});
  sites.shapes.add(PartKind::point, std::vector<Xy>{{6, 5}});
  sites.shapes.add(PartKind::point, std::vector<Xy>{{30, 5}});
  city.others = std::make_shared<std::vector<Layer>>(std::vector<Layer>{sites});
  const auto all = exposure(city, Job{});
  EXPECT_EQ(all[0].key_sites, 2U);
  EXPECT_EQ(all[1].key_sites, 0U);
  EXPECT_DOUBLE_EQ(all[0].weight, all[1].weight + 10);
}

TEST(Exposure, AKeySiteJustOutsideAWallStandsForTheNearestBuilding) {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 10, 30);
  builder.rectangle(20, 0, 30, 30);
  Building sliver;
  sliver.obstacle_only = true;
  builder.rectangle(11, 0, 11.2, 30, sliver);
  City city = builder.build();
  city.sources.resize(2);
  city.sources[0].role = Role::buildings;
  city.sources[0].accuracy_m = 3;
  city.sources[1].accuracy_m = 4;  // 1.5 sigma of a distance between the two: 7.5 m
  Layer sites;
  sites.role = Role::key_sites;
  for (const Xy at : {Xy{11, 5}, Xy{15.5, 5}, Xy{5, -7.5}, Xy{5, -7.6}})
    sites.shapes.add(PartKind::point, std::vector<Xy>{at}), sites.origins.push_back({1, 0});
  city.others = std::make_shared<std::vector<Layer>>(std::vector<Layer>{sites});
  const auto all = exposure(city, Job{});
  EXPECT_EQ(all[0].key_sites, 2U);
  EXPECT_EQ(all[1].key_sites, 1U);
  EXPECT_EQ(all[2].key_sites, 0U);
}

TEST(Exposure, AKeySiteStandsForOneBuildingOnly) {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 100, 100);
  builder.rectangle(10, 10, 20, 20);  // drawn inside the first
  builder.rectangle(200, 0, 210, 10);
  builder.rectangle(200, 20, 210, 50);
  City city = builder.build();
  Layer sites;
  sites.role = Role::key_sites;
  sites.shapes.add(PartKind::point, std::vector<Xy>{{15, 15}});
  // Premises over both of the others: the larger share of ground decides.
  sites.shapes.add(PartKind::outer,
                   std::vector<Xy>{{195, -5}, {215, -5}, {215, 40}, {195, 40}, {195, -5}});
  sites.origins.resize(2);
  city.others = std::make_shared<std::vector<Layer>>(std::vector<Layer>{sites});
  const auto all = exposure(city, Job{});
  EXPECT_EQ(all[0].key_sites, 0U);
  EXPECT_EQ(all[1].key_sites, 1U);
  EXPECT_EQ(all[2].key_sites, 0U);
  EXPECT_EQ(all[3].key_sites, 1U);
}

TEST(Exposure, PremisesThatGrazeANeighbourStandForTheirOwnBuilding) {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 10, 10);       // the neighbour, over the outline by a centimetre
  builder.rectangle(30.1, 0, 40.1, 10);  // the own house, just outside the outline
  City city = builder.build();
  city.sources.resize(2);
  city.sources[0].role = Role::buildings;
  Layer sites;
  sites.role = Role::key_sites;
  sites.shapes.add(PartKind::outer,
                   std::vector<Xy>{{9.99, 0}, {30, 0}, {30, 0.2}, {30, 10}, {9.99, 10}, {9.99, 0}});
  sites.origins.push_back({1, 0});
  city.others = std::make_shared<std::vector<Layer>>(std::vector<Layer>{sites});
  const auto all = exposure(city, Job{});
  EXPECT_EQ(all[0].key_sites, 0U);
  EXPECT_EQ(all[1].key_sites, 0U) << "10 m from the inner point, beyond 1.5 sigma: data health";
}

TEST(Exposure, ASumIsOfTheBuildingsThatKnowTheirs) {
  ExposureSum sum;
  EXPECT_FALSE(sum.floor_area_m2);
  Exposure house;
  house.floor_area_m2 = 120;
  house.people = 4;
  house.key_sites = 1;
  Exposure shed;
  shed.floor_area_m2 = 30;
  shed.people = 0;
  Exposure unknown;
  sum.add(shed);
  EXPECT_EQ(sum.floor_area_m2, 30);
  EXPECT_FALSE(sum.people) << "nobody in a shed says nothing";
  sum.add(unknown);
  sum.add(house);
  EXPECT_EQ(sum.floor_area_m2, 150);
  EXPECT_EQ(sum.people, 4);
  EXPECT_EQ(sum.key_sites, 1U);
}

}  // namespace
}  // namespace firebreak
