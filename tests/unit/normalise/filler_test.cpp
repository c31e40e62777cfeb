#include "core/normalise/place_proposals.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "layer_builder.hpp"

namespace firebreak {
namespace {

using test::issues_of;
using test::LayerBuilder;

/// A ledger of degrees; every `each`-th row gets the place of `filled`.
City ledger_city(std::size_t rows, std::size_t filled, Xy at, Role role = Role::hydrants,
                 const std::vector<std::string>& addresses = {}) {
  LayerBuilder layer(role, "l.csv", "", "CSV");
  if (!addresses.empty()) layer.text_column("address");
  for (std::size_t i = 0; i < rows; ++i) {
    const double n = static_cast<double>(i);
    if (i < filled)
      layer.point(at.x_m, at.y_m);
    else
      layer.point(115.3812347 + 1.1e-5 * n, 24.0412349 + 1.3e-5 * n);
    if (!addresses.empty()) layer.cells({addresses[i % addresses.size()]});
  }
  return normalise({layer.build()}, {}, Job{});
}

TEST(Filler, SixRowsAtOnePlaceAreNoPlace) {
  const Xy place{115.3812341, 24.0412342};
  const City six = ledger_city(20, 6, place);
  EXPECT_EQ(six.hydrants->size(), 14U);
  EXPECT_EQ(six.sources[0].read, 20U);
  EXPECT_EQ(six.sources[0].set_aside, 6U);
  EXPECT_EQ(issues_of(six, IssueKind::bad_coordinates).size(), 6U);
  EXPECT_EQ(ledger_city(20, 5, place).sources[0].set_aside, 0U);
}

TEST(Filler, AlarmsOfOneHouseStay) {
  const Xy place{115.3812341, 24.0412342};
  EXPECT_EQ(ledger_city(20, 8, place, Role::incidents, {"A 1"}).sources[0].set_aside, 0U);
  EXPECT_EQ(ledger_city(20, 8, place, Role::incidents, {"A 1", "B 2"}).sources[0].set_aside, 8U);
  EXPECT_EQ(ledger_city(20, 8, place, Role::key_sites, {"A 1"}).sources[0].set_aside, 0U);
  EXPECT_EQ(ledger_city(20, 8, place, Role::hydrants, {"A 1"}).sources[0].set_aside, 8U)
      << "a ledger that names the town for all";
}

TEST(Filler, ThreeDecimalsNameATown) {
  EXPECT_EQ(ledger_city(20, 2, {115.381, 24.041}).sources[0].set_aside, 2U);
  EXPECT_EQ(ledger_city(20, 2, {115.3811, 24.041}).sources[0].set_aside, 0U) << "four decimals";
  EXPECT_EQ(ledger_city(9, 2, {115.381, 24.041}).sources[0].set_aside, 0U) << "too few rows to say";
}

TEST(Filler, DegreesAndMinutesNameATown) {
  LayerBuilder layer(Role::hydrants, "l.csv", "", "CSV");
  layer.text_column("lon").text_column("lat");
  for (int i = 0; i < 20; ++i) {
    const double seconds = 10.25 + i;
    if (i < 2)
      layer.point(115.5, 24.1).cells({"115°30′", "24°06′"});
    else
      layer.point(115.5 + seconds / 3600, 24.1 + seconds / 3600)
          .cells({fmt::format("115°30′{:.2f}″", seconds), fmt::format("24°06′{:.2f}″", seconds)});
  }
  const City city = normalise({layer.build()}, {}, Job{});
  EXPECT_EQ(city.sources[0].set_aside, 2U);
  const auto told = issues_of(city, IssueKind::bad_coordinates);
  ASSERT_EQ(told.size(), 2U);
  EXPECT_THAT(told[0].detail, testing::HasSubstr("degrees and minutes only"));
}

}  // namespace
}  // namespace firebreak
