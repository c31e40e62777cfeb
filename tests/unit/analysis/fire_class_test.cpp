#include "core/analysis/fire_class.hpp"

#include <gmock/gmock.h>

#include "support/city_builder.hpp"

namespace firebreak {
namespace {

TEST(FireClass, OfGrade) {
  EXPECT_EQ(class_of_grade(1), 1);
  EXPECT_EQ(class_of_grade(2), 1);
  EXPECT_EQ(class_of_grade(3), 3);
  EXPECT_EQ(class_of_grade(4), 4);
  EXPECT_EQ(class_of_grade(5), std::nullopt);
  EXPECT_EQ(class_of_grade(std::nullopt), std::nullopt);
}

TEST(FireClass, OfStructure) {
  EXPECT_EQ(class_of_structure(Structure::rc, {}), 1);
  EXPECT_EQ(class_of_structure(Structure::brick_concrete, 1995), 1);
  EXPECT_EQ(class_of_structure(Structure::brick_concrete, 1975), 2);
  EXPECT_EQ(class_of_structure(Structure::brick_concrete, {}), 2);
  EXPECT_EQ(class_of_structure(Structure::brick_timber, {}), 3);
  EXPECT_EQ(class_of_structure(Structure::shack, {}), 4);
  EXPECT_EQ(class_of_structure(Structure::steel, {}), std::nullopt);
}

TEST(FireClass, ByRule) {
  EXPECT_EQ(class_by_rule(7.0F, {}), 1);
  EXPECT_EQ(class_by_rule({}, 20.0F), 1);
  EXPECT_EQ(class_by_rule(4.0F, {}), 2);
  EXPECT_EQ(class_by_rule(3.0F, {}), 3);
  EXPECT_EQ(class_by_rule({}, {}), 3);
}

/// `known` timber houses in block 0 and as many of concrete in block 1, then one unknown in each.
City town_of(int known) {
  test::CityBuilder town;
  Building timber;
  timber.structure = Structure::timber;
  timber.storeys = 2.0F;
  Building concrete;
  concrete.structure = Structure::rc;
  concrete.storeys = 2.0F;
  Building unknown;
  unknown.storeys = 2.0F;
  for (int i = 0; i < known; ++i) town.rectangle(20 * i, 0, 20 * i + 10, 10, timber);
  for (int i = 0; i < known; ++i) town.rectangle(20 * i, 50, 20 * i + 10, 60, concrete);
  town.rectangle(1000, 0, 1010, 10, unknown);
  town.rectangle(1000, 50, 1010, 60, unknown);
  return town.build();
}

std::vector<std::uint32_t> blocks_of(int known) {
  const auto n = static_cast<std::size_t>(known);
  std::vector<std::uint32_t> blocks(2 * n + 2, 0);
  std::fill(blocks.begin() + known, blocks.begin() + 2 * known, 1U);
  blocks[2 * n + 1] = 1;
  return blocks;
}

TEST(FireClass, DonorsOfTheBlockComeFirst) {
  const auto classes = fire_classes(town_of(10), blocks_of(10), 10, Job{});
  EXPECT_EQ(classes[0], (FireClass{4, ClassSource::structure}));
  EXPECT_EQ(classes[20], (FireClass{4, ClassSource::block}));
  EXPECT_EQ(classes[21], (FireClass{1, ClassSource::block}));
  EXPECT_EQ(class_basis(classes[21].source), Basis::imputed);
}

TEST(FireClass, TooFewInTheBlockThenTheCityTheMoreDangerousOfEquals) {
  const auto classes = fire_classes(town_of(9), blocks_of(9), 10, Job{});
  EXPECT_EQ(classes[18], (FireClass{4, ClassSource::city}));
  EXPECT_EQ(classes[19], (FireClass{4, ClassSource::city}));
}

TEST(FireClass, TooFewAnywhereThenTheRule) {
  const auto classes = fire_classes(town_of(4), blocks_of(4), 10, Job{});
  EXPECT_EQ(classes[8], (FireClass{3, ClassSource::rule}));
  EXPECT_EQ(class_basis(classes[8].source), Basis::default_value);
}

}  // namespace
}  // namespace firebreak
