#include "core/io/toml_reading.hpp"

#include <fstream>
#include <iterator>

namespace firebreak::io {

std::string text_of_file(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error))
    throw Error(ErrorKind::file, "{}: no such file.", file.string());
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void TomlReading::refuse_syntax(std::size_t line, std::string_view why) const {
  throw Error(ErrorKind::file, "{}, line {}: this is not valid TOML ({}).", file_.string(), line,
              why);
}

void TomlReading::refuse_line(std::size_t line, std::string_view key,
                              std::string_view wanted) const {
  throw Error(kind_, "{}, line {}: {} should be {}.", file_.string(), line, key, translate(wanted));
}

void TomlReading::unknown_line(std::size_t line, std::string_view word,
                               std::string_view nearest) const {
  throw Error(kind_, "{}, line {}: {} is not known here; did you mean {}?", file_.string(), line,
              word, nearest);
}

}  // namespace firebreak::io
