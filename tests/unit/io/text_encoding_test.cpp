#include "core/io/text_encoding.hpp"

#include <gmock/gmock.h>
#include <iconv.h>

#include <vector>

#include "core/base/error.hpp"

namespace firebreak::io {
namespace {

/// UTF-8 text in another encoding, by the system's own converter.
std::string in_encoding(const std::string& utf8, const char* encoding) {
  const iconv_t to = iconv_open(encoding, "UTF-8");
  std::string out(utf8.size() * 4, '\0');
  std::string in = utf8;
  char* from = in.data();
  std::size_t left = in.size();
  char* at = out.data();
  std::size_t room = out.size();
  EXPECT_EQ(iconv(to, &from, &left, &at, &room), 0U) << utf8;
  iconv_close(to);
  out.resize(out.size() - room);
  return out;
}

std::string guess(const std::vector<std::string>& texts, const char* encoding) {
  std::vector<std::string> encoded;
  for (const auto& t : texts) encoded.push_back(in_encoding(t, encoding));
  const std::vector<std::string_view> views(encoded.begin(), encoded.end());
  return guess_encoding(views);
}

const std::vector<std::string> simplified{"结构类型", "建筑层数",       "砖木结构",  "人民路12号",
                                          "消火栓",   "解放街道办事处", "镇中心小学"};
const std::vector<std::string> traditional{"結構類型", "建築層數", "磚木結構",    "中正路12號",
                                           "消防栓",   "國民小學", "臺北市大安區"};
const std::vector<std::string> japanese{"消火栓", "ひばりが丘団地", "東京都新宿区西新宿",
                                        "コミュニティセンター", "木造二階建て"};
const std::vector<std::string> european{"Straße", "Müllerweg", "Lauf an der Pegnitz",
                                        "Café",   "Älvsjö",    "Große Gasse"};

TEST(Encoding, IsTakenFromTheContent) {
  EXPECT_EQ(guess(simplified, "UTF-8"), "UTF-8");
  EXPECT_EQ(guess(simplified, "GB18030"), "GB18030");
  EXPECT_EQ(guess(traditional, "BIG5"), "Big5");
  EXPECT_EQ(guess(japanese, "CP932"), "Shift_JIS");
  EXPECT_EQ(guess(european, "ISO-8859-1"), "ISO-8859-1");
  EXPECT_EQ(guess({"plain", "ascii"}, "UTF-8"), "UTF-8");
}

TEST(Encoding, OneShortNameIsEnoughForChinese) {
  for (const char* word : {"地上建筑层", "消火栓", "结构类型", "高度", "名称"})
    EXPECT_EQ(guess({word}, "GB18030"), "GB18030") << word;
}

TEST(Encoding, KatakanaIsNotTakenForLatin) {
  EXPECT_EQ(guess({"バス", "タクシー", "ポンプ"}, "CP932"), "Shift_JIS");
}

TEST(Encoding, TextCutByItsFieldStillCounts) {
  const std::string cut = in_encoding("建筑结构类型", "UTF-8").substr(0, 10);
  const std::vector<std::string_view> one{cut};
  EXPECT_EQ(guess_encoding(one), "UTF-8");
  Decoded how;
  EXPECT_EQ(to_utf8(cut, "UTF-8", how), "建筑结");
  EXPECT_TRUE(how.cut);
  EXPECT_EQ(how.undecodable, 0U);
}

TEST(Encoding, DecodesAndCountsWhatItCannot) {
  EXPECT_EQ(to_utf8(in_encoding("砖木结构", "GB18030"), "GBK"), "砖木结构");
  EXPECT_EQ(to_utf8(in_encoding("磚木結構", "BIG5"), "950"), "磚木結構");
  EXPECT_EQ(to_utf8(in_encoding("消火栓", "CP932"), "sjis"), "消火栓");
  Decoded how;
  EXPECT_EQ(to_utf8("a\xff"
                    "b",
                    "UTF-8", how),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(how.undecodable, 1U);
  EXPECT_THROW(to_utf8("\xff", "no such thing"), Error);
}

TEST(Encoding, AWrongNameLosesAgainstClearContent) {
  const std::string gbk = in_encoding("结构类型砖木混凝土", "GB18030");
  const std::string utf8 = "结构类型砖木混凝土";
  const std::string latin = in_encoding("Müllerweg", "ISO-8859-1");
  bool guessed = false;
  const auto choose = [&](const std::string& bytes, const char* named) {
    const std::vector<std::string_view> one{bytes};
    return choose_encoding(one, named, guessed);
  };
  EXPECT_EQ(choose(gbk, "UTF-8"), "GB18030");
  EXPECT_TRUE(guessed);
  EXPECT_EQ(choose(gbk, "ISO-8859-1"), "GB18030");
  EXPECT_EQ(choose(utf8, "GBK"), "UTF-8");
  EXPECT_EQ(choose(gbk, "936"), "GB18030");
  EXPECT_FALSE(guessed);
  EXPECT_EQ(choose(latin, "CP1252"), "CP1252");
  EXPECT_FALSE(guessed);
  EXPECT_EQ(choose(gbk, ""), "GB18030");
  EXPECT_TRUE(guessed);
}

}  // namespace
}  // namespace firebreak::io
