#include "core/model/code_words.hpp"

#include <fmt/format.h>

namespace firebreak {

std::string_view code_word(std::string_view column, std::string_view code, Language in) {
  const std::string by_column = fmt::format("{}={}", column, code);
  const std::string_view word = translate(by_column, in);
  return word == by_column ? translate(code, in) : word;
}

std::string thing_words(std::string_view thing, Language in) {
  const auto blank = thing.find(' ');
  const auto kind = thing.substr(0, blank);
  const auto id = blank == std::string_view::npos ? std::string_view{} : thing.substr(blank + 1);
  if (kind.empty()) return "—";
  if (kind == "building") return text_in(in, "building {}", id);
  if (kind == "barrier") return text_in(in, "wall or fence {}", id);
  if (kind == "kerb") return text_in(in, "the kerb");
  if (kind == "open") return text_in(in, "open ground");
  return text_in(in, "obstacle {} ({})", id, translate(kind, in));
}

}  // namespace firebreak
