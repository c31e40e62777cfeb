#include "core/analysis/data_notices.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/city_builder.hpp"

namespace firebreak {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::StartsWith;

test::CityBuilder hydrants(int recorded, int unrecorded) {
  test::CityBuilder builder;
  Hydrant known;
  known.status_basis = Basis::declared;
  Hydrant taken;
  taken.status_basis = Basis::default_value;
  for (int i = 0; i < recorded; ++i) builder.hydrant(50.0 * i, 0, known);
  for (int i = 0; i < unrecorded; ++i) builder.hydrant(50.0 * i, 100, taken);
  return builder;
}

TEST(DataNotices, MostHydrantsWithoutARecordedStateAreTold) {
  EXPECT_THAT(data_notices(hydrants(2, 3).build()), Contains(StartsWith("Most hydrants have no")));
  EXPECT_THAT(data_notices(hydrants(3, 3).build()), IsEmpty());
  EXPECT_THAT(data_notices(test::CityBuilder().build()), IsEmpty());
}

TEST(DataNotices, RecordsSetAsideAreToldOnce) {
  City city = hydrants(2, 0).build();
  Source ledger;
  ledger.role = Role::hydrants;
  ledger.set_aside = 3;
  city.sources = {ledger, ledger};
  EXPECT_EQ(hydrants_set_aside(city), 6U);
  EXPECT_THAT(data_notices(city), testing::ElementsAre(StartsWith("Hydrant records were set")));
}

}  // namespace
}  // namespace firebreak
