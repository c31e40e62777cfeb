#include "core/model/code_words.hpp"

#include <fmt/format.h>

namespace firebreak {

std::string_view code_word(std::string_view column, std::string_view code, Language in) {
  const std::string by_column = fmt::format("{}={}", column, code);
  const std::string_view word = translate(by_column, in);
  return word == by_column ? translate(code, in) : word;
}

}  // namespace firebreak
