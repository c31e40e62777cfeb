#include <algorithm>
#include <array>
#include <cctype>

#include "core/normalise/cad.hpp"
#include "core/normalise/text_clean.hpp"

namespace firebreak {

namespace {

constexpr std::array<std::string_view, cad_use_count> use_names{
    "annotation", "other",       "aside", "buildings", "centrelines",
    "hydrants",   "water_mains", "water", "road_edges"};

std::string capitals(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out;
}

bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

/// True if `word` stands in `name` with no Latin letter on either side.
bool stands_alone(std::string_view name, std::string_view word) {
  for (std::size_t at = name.find(word); at != std::string_view::npos;
       at = name.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_letter(name[at - 1])) && (end == name.size() || !is_letter(name[end])))
      return true;
  }
  return false;
}

/// How many bytes of the word the name holds; 0 for none.
std::size_t hit(std::string_view name, std::string_view word) {
  if (word.ends_with('*')) {
    word.remove_suffix(1);
    return name.starts_with(word) ? word.size() : 0;
  }
  const bool short_latin = word.size() <= 3 && std::all_of(word.begin(), word.end(), is_letter);
  const bool found =
      short_latin ? stands_alone(name, word) : name.find(word) != std::string_view::npos;
  return found ? word.size() : 0;
}

/// Words in front of the number; longer ones first.
constexpr std::string_view structure_words[] = {
    "砖混", "砖木", "框架", "钢混", "石木", "土木", "砼", "混", "砖", "木", "土",
    "石",   "铁",   "钢",   "坯",   "竹",   "简",   "棚", "破", "建", "空", "廊"};

/// Takes up to `most` digits off the front.
std::string take_digits(std::string_view& rest, std::size_t most) {
  std::size_t n = 0;
  while (n < rest.size() && n < most && std::isdigit(static_cast<unsigned char>(rest[n])) != 0) ++n;
  std::string digits(rest.substr(0, n));
  rest.remove_prefix(n);
  return digits;
}

}  // namespace

std::string_view cad_use_name(CadUse use) {
  return use_names[static_cast<std::size_t>(use)];
}

CadUse cad_layer_use(std::string_view layer, const CadRules& rules) {
  const std::string name = capitals(layer);
  CadUse best = CadUse::other;
  std::size_t best_hit = 0;
  for (const auto& [use, word] : rules.layer_words) {
    const std::size_t bytes = hit(name, word);
    // Of words equally long the use that is declared first wins: a layer of texts about roads.
    if (bytes > best_hit || (bytes == best_hit && bytes > 0 && use < best)) {
      best = use;
      best_hit = bytes;
    }
  }
  return best;
}

bool is_hydrant_block(std::string_view block, const CadRules& rules) {
  const std::string name = capitals(block);
  return std::any_of(rules.hydrant_blocks.begin(), rules.hydrant_blocks.end(),
                     [&](const std::string& word) { return hit(name, word) > 0; });
}

std::optional<OutlineText> parse_outline_text(std::string_view text, bool number_counts) {
  const std::string plain = tidy(text);
  std::string_view rest = plain;
  OutlineText out;
  for (const std::string_view word : structure_words)
    if (rest.starts_with(word)) {
      out.structure = word;
      rest.remove_prefix(word.size());
      break;
    }
  const std::string above = take_digits(rest, 3);
  std::string below;
  if (!above.empty() && (rest.starts_with('-') || rest.starts_with('/'))) {
    rest.remove_prefix(1);
    below = take_digits(rest, 2);
    if (below.empty()) return std::nullopt;
  }
  if (!above.empty() && (rest == "f" || rest == "层")) rest = {};
  if (!rest.empty() || (out.structure.empty() && above.empty())) return std::nullopt;
  const bool possible = above.empty() || (std::stoi(above) >= 1 && std::stoi(above) <= 200);
  if (!possible) return std::nullopt;
  if (out.structure.empty() && (!number_counts || std::stoi(above) > 40)) return std::nullopt;
  out.storeys = below.empty() ? above : above + "/-" + below;
  return out;
}

}  // namespace firebreak
