#include "core/base/text.hpp"

#include <gtest/gtest.h>

#include "core/base/grouped.hpp"
#include "core/base/hash.hpp"

namespace firebreak {
namespace {

TEST(Text, FillsFiguresInBothLanguages) {
  EXPECT_EQ(text_in(Language::en, "{} = {} is outside {} to {}: {}.", "x", 5, 10, 20, "help"),
            "x = 5 is outside 10 to 20: help.");
  EXPECT_EQ(text_in(Language::zh, "{} = {} is outside {} to {}: {}.", "x", 5, 10, 20, "help"),
            "x = 5 超出范围 10 至 20：help。");
}

TEST(Text, FallsBackToEnglish) {
  EXPECT_EQ(translate("no such sentence", Language::zh), "no such sentence");
}

TEST(Text, CatalogueIsSortedSoThatSearchFindsEverySentence) {
  const Translations all = translations();
  ASSERT_GT(all.count, 10U);
  for (std::size_t i = 0; i < all.count; ++i)
    EXPECT_EQ(translate(all.first[i].english, Language::zh), all.first[i].chinese);
}

TEST(Grouped, ThousandsStandApartAndNothingElse) {
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1234567), "1,234,567");
  EXPECT_EQ(grouped(-1234.4), "-1,234");
  EXPECT_EQ(grouped("-2527.5678"), "-2,527.5678");
  EXPECT_EQ(grouped("nan"), "nan");
}

TEST(StableHash, IsTheSameEverywhere) {
  EXPECT_EQ(StableHash().add("a").add(std::int64_t{7}).id("g"),
            StableHash().add("a").add(std::int64_t{7}).id("g"));
  EXPECT_NE(StableHash().add("ab").add("c").value(), StableHash().add("a").add("bc").value());
  EXPECT_EQ(StableHash().id("x").size(), 13U);
}

}  // namespace
}  // namespace firebreak
