#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/sheet_header.hpp"

namespace firebreak::io {

namespace {

using Characters = std::vector<std::string_view>;

/// The runs of Chinese characters of a text; anything else parts them.
std::vector<Characters> chinese_runs(std::string_view text) {
  std::vector<Characters> runs(1);
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t bytes = lead < 0x80U ? 1 : lead < 0xE0U ? 2 : lead < 0xF0U ? 3 : 4;
    // U+4E00 to U+9FFF
    if (bytes == 3 && at + 3 <= text.size() && lead >= 0xE4U && lead <= 0xE9U) {
      runs.back().push_back(text.substr(at, 3));
    } else if (!runs.back().empty()) {
      runs.emplace_back();
    }
    at += bytes;
  }
  return runs;
}

bool one_of(std::string_view c, std::string_view characters) {
  return characters.find(c) != std::string_view::npos;
}

std::string text_of(const Characters& run, std::size_t from, std::size_t to) {
  std::string out;
  for (std::size_t i = from; i < to; ++i) out += run[i];
  return out;
}

/// How many characters at `at` end the name of a town or community; 0 for none.
std::size_t ending_at(const Characters& run, std::size_t at) {
  const std::string_view next = at + 1 < run.size() ? run[at + 1] : std::string_view();
  if (run[at] == "街" && next == "道") return 2;
  if (run[at] == "社" && next == "区") return 2;
  if (run[at] == "镇") return next == "街" ? 0 : 1;
  if (run[at] == "乡") return one_of(next, "镇村") && !next.empty() ? 0 : 1;
  if (run[at] == "村") return next == "镇" ? 0 : 1;
  return 0;
}

/// Where the name that ends before `end` begins: behind the last word for a larger place or a time
/// that leaves two characters ("番禺区市桥" -> "市桥", not "桥").
std::size_t start_of(const Characters& run, std::size_t from, std::size_t end) {
  for (std::size_t cut = end; cut > from; --cut) {
    if (end - cut < 2) continue;
    if (one_of(run[cut - 1], "省市县区州旗年度月的位")) return cut;
  }
  return from;
}

/// Words in front of 镇, 村 … that make a kind of place, not a name.
bool says_a_kind(std::string_view head) {
  static constexpr std::array<std::string_view, 20> kinds{
      "各",   "全",   "本",     "该",   "所属", "所在",   "行政", "自然", "城中", "新农",
      "美丽", "特色", "特色小", "传统", "历史", "中心城", "所辖", "街",   "分",   "按"};
  if (std::ranges::find(kinds, head) != kinds.end()) return true;
  bool generic = true;
  // "美丽乡村": the last two characters are the kind.
  if (head.size() >= 3 && one_of(head.substr(head.size() - 3), "乡镇村")) return true;
  for (std::size_t at = 0; at + 3 <= head.size(); at += 3) {
    if (one_of(head.substr(at, 3), "消栓台账表及和与汇")) return true;
    generic = generic && one_of(head.substr(at, 3), "乡镇村街道社区城集各全本古农");
  }
  return generic;
}

}  // namespace

std::string town_in(std::string_view text) {
  for (const Characters& run : chinese_runs(text)) {
    std::string found;
    std::size_t from = 0;
    for (std::size_t at = 0; at < run.size(); ++at) {
      const std::size_t bytes = ending_at(run, at);
      if (bytes == 0) continue;
      const std::size_t start = start_of(run, from, at);
      const std::string head = text_of(run, start, at);
      // A community stands right behind its town: "城关镇东关社区".
      if (at - start <= 8 && !says_a_kind(head)) {
        if (!found.empty() && (run[at] == "镇" || run[at] == "乡" || run[at] == "街")) break;
        found += text_of(run, start, at + bytes);
      }
      at += bytes - 1;
      from = at + 1;
    }
    if (!found.empty()) return found;
  }
  return {};
}

}  // namespace firebreak::io
