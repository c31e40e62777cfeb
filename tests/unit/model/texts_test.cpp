#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "core/model/column.hpp"

namespace firebreak {
namespace {

/// Words that repeat, numbers that do not, empty ones, and sentences alike but in the middle.
std::vector<std::string> some_texts(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string number = std::to_string(random() % 3000);
    switch (random() % 5) {
      case 0:
        texts.push_back("pass");
        break;
      case 1:
        texts.emplace_back();
        break;
      case 2:
        texts.push_back(number);
        break;
      case 3:
        texts.push_back("最近消火栓 " + number + " m,超出保护半径");
        break;
      default:
        texts.push_back(std::string(1 + random() % 30, static_cast<char>('a' + random() % 3)));
    }
  }
  return texts;
}

Texts of(const std::vector<std::string>& list) {
  Texts texts;
  for (const std::string& text : list) texts.push_back(text);
  return texts;
}

TEST(Texts, ComeBackAsTheyWerePutIn) {
  const auto list = some_texts(20000, 1);
  const Texts texts = of(list);
  ASSERT_EQ(texts.size(), list.size());
  for (std::size_t i = 0; i < list.size(); ++i) ASSERT_EQ(texts[i], list[i]) << i;
}

TEST(Texts, ARepeatedTextIsKeptOnce) {
  Texts texts;
  for (int i = 0; i < 1000; ++i) {
    texts.push_back("fail");
    texts.push_back("GB 50974-2014 7.2.5");
  }
  EXPECT_EQ(texts.bytes(), "failGB 50974-2014 7.2.5");
  EXPECT_EQ(texts[1998], "fail");
}

TEST(Texts, AppendedOnesFollow) {
  auto list = some_texts(5000, 2);
  const auto more = some_texts(7000, 3);
  Texts texts = of(list);
  texts.append(of(more));
  texts.append(Texts());
  texts.push_back("last");
  list.insert(list.end(), more.begin(), more.end());
  list.push_back("last");
  ASSERT_EQ(texts.size(), list.size());
  for (std::size_t i = 0; i < list.size(); ++i) ASSERT_EQ(texts[i], list[i]) << i;
}

TEST(Texts, AreEqualByWhatTheyHoldNotByHowItIsKept) {
  const auto first = some_texts(3000, 4);
  const auto second = some_texts(3000, 5);
  Texts joined = of(first);
  joined.append(of(second));
  auto list = first;
  list.insert(list.end(), second.begin(), second.end());
  EXPECT_EQ(joined, of(list));
  list.back() += 'x';
  EXPECT_NE(joined, of(list));
  list.pop_back();
  EXPECT_NE(joined, of(list));
}

TEST(Texts, OneOfItsOwnMayBePutInAgain) {
  Texts texts;
  texts.push_back("a text that is longer than what a string keeps in itself");
  for (int i = 0; i < 10; ++i) texts.push_back(texts[0].substr(static_cast<std::size_t>(i)));
  EXPECT_EQ(texts[10], "at is longer than what a string keeps in itself");
}

}  // namespace
}  // namespace firebreak
