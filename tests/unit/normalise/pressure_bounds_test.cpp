#include <gtest/gtest.h>

#include "core/normalise/values.hpp"

/// Where a bare number of pressure changes its unit (planner.md 5.4).
namespace firebreak {
namespace {

constexpr double kgf_cm2 = 0.0980665;

TEST(PressureBounds, ABareNumberBelow16TenthsIsMegapascal) {
  const Parsed p = parse_pressure_mpa("1.59");
  ASSERT_TRUE(p.value);
  EXPECT_NEAR(*p.value, 1.59, 1e-12);
  EXPECT_FALSE(p.assumed) << "the unit of the rule";
}

TEST(PressureBounds, UpToSixteenItIsProposedAsKilogramForce) {
  for (const auto& [text, number] : {std::pair{"1.6", 1.6}, std::pair{"16", 16.0}}) {
    const Parsed p = parse_pressure_mpa(text);
    ASSERT_TRUE(p.value) << text;
    EXPECT_NEAR(*p.value, number * kgf_cm2, 1e-9) << text;
    EXPECT_TRUE(p.assumed) << text;
  }
}

TEST(PressureBounds, BetweenSixteenAndFiftyNobodyKnows) {
  for (const char* text : {"16.1", "30", "50"}) {
    EXPECT_TRUE(parse_pressure_mpa(text).unreadable) << text;
    EXPECT_FALSE(parse_pressure_mpa(text).value) << text;
  }
}

TEST(PressureBounds, AboveFiftyItIsProposedAsKilopascal) {
  const Parsed p = parse_pressure_mpa("51");
  ASSERT_TRUE(p.value);
  EXPECT_NEAR(*p.value, 0.051, 1e-12);
  EXPECT_TRUE(p.assumed);
}

TEST(PressureBounds, AUnitThatIsWrittenHolds) {
  EXPECT_NEAR(*parse_pressure_mpa("2 MPa").value, 2, 1e-12);
  EXPECT_FALSE(parse_pressure_mpa("2 MPa").assumed);
  EXPECT_NEAR(*parse_pressure_mpa("30 kPa").value, 0.03, 1e-12);
}

}  // namespace
}  // namespace firebreak
