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

TEST(Text, LatinNamesStandApartFromTheChineseAroundThem) {
  const auto filled = [](const char* sentence, const auto& figure) {
    return fill_in(sentence, fmt::make_format_args(figure));
  };
  const std::string street = "Iso Roobertinkatu", chinese = "人民路", accents = "Äyräsporttitie é",
                    number = "12", id = "w123";
  EXPECT_EQ(filled("能否通过{}尚不确定", street), "能否通过 Iso Roobertinkatu 尚不确定");
  EXPECT_EQ(filled("能否通过{}尚不确定", chinese), "能否通过人民路尚不确定");
  EXPECT_EQ(filled("通过{}吗", accents), "通过 Äyräsporttitie é 吗");
  EXPECT_EQ(filled("通过 {}：", street), "通过 Iso Roobertinkatu：")
      << "one space, none before a sign";
  EXPECT_EQ(filled("{}旁", id), "w123 旁");
  EXPECT_EQ(filled("共{}具", number), "共12具") << "numbers stand as the sentence has them";
  EXPECT_EQ(filled("键{{}}和{}名", street), "键{}和 Iso Roobertinkatu 名");
  EXPECT_EQ(filled("through {}.", street), "through Iso Roobertinkatu.");
  const int width = 2;
  const double metres = 3.14159;
  EXPECT_EQ(fill_in("宽{:.{}f}米", fmt::make_format_args(metres, width)), "宽3.14米");
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
