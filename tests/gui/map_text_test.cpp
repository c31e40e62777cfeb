#include "gui/map_text.hpp"

#include <gtest/gtest.h>

/// Where the words beside a line stand on the map.
namespace firebreak::gui {
namespace {

constexpr QRectF seen{0, 0, 20, 20};

TEST(MapText, WordsStandHalfWayAlongWhatIsSeenOfTheLine) {
  EXPECT_EQ(middle_seen({{{-100, 10}, {20, 10}}}, seen), QPointF(10, 10)) << "not at its middle";
  // 10 units to the bend and 15 down to the edge are seen: half of it is 12.5 from the left.
  EXPECT_EQ(middle_seen({{{-50, 5}, {10, 5}, {10, 30}}}, seen), QPointF(10, 7.5));
  EXPECT_EQ(middle_seen({{{2, 4}, {6, 4}}}, seen), QPointF(4, 4)) << "all of it is seen";
}

TEST(MapText, ALineOutsideHasNoWords) {
  EXPECT_FALSE(middle_seen({{{-9, -9}, {-1, 30}}}, seen));
  EXPECT_FALSE(middle_seen({{{30, -5}, {30, 25}}}, seen)) << "upright, beside it";
  EXPECT_FALSE(middle_seen({}, seen));
}

}  // namespace
}  // namespace firebreak::gui
