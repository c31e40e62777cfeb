#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"

namespace firebreak::io {

/// The whole text of a file. Throws `Error` (file) if there is none.
std::string text_of_file(const std::filesystem::path& file);

/// What every reader of a TOML file shares: each refusal names file, line and what should stand
/// there. `Node` is toml::node, which only the readers know.
class TomlReading {
 protected:
  /// `kind` is what a refusal is.
  TomlReading(const std::filesystem::path& file, ErrorKind kind) : file_(file), kind_(kind) {}

  /// `wanted` is English, the key of its translation.
  template <class Node>
  [[noreturn]] void refuse(const Node& at, std::string_view key, std::string_view wanted) const {
    refuse_line(at.source().begin.line, key, wanted);
  }
  template <class Node>
  [[noreturn]] void unknown(const Node& at, std::string_view word, std::string_view nearest) const {
    unknown_line(at.source().begin.line, word, nearest);
  }
  /// What `parse` makes of the text; what is no TOML is refused. `ParseError` is toml::parse_error.
  template <class ParseError, class Parse>
  auto parsed_by(const Parse& parse) const {
    try {
      return parse();
    } catch (const ParseError& e) {
      refuse_syntax(e.source().begin.line, e.description());
    }
  }
  template <class Node>
  std::string text_of(const Node& node, std::string_view key) const {
    const auto value = node.template value<std::string>();
    if (!node.is_string() || !value) refuse(node, key, "a text in quotes");
    return *value;
  }
  template <class Node>
  std::vector<std::string> texts_of(const Node& node, std::string_view key) const {
    if (!node.is_array()) refuse(node, key, "a list of texts");
    std::vector<std::string> out;
    for (const Node& item : *node.as_array()) out.push_back(text_of(item, key));
    return out;
  }

  const std::filesystem::path& file_;

 private:
  [[noreturn]] void refuse_syntax(std::size_t line, std::string_view why) const;
  [[noreturn]] void refuse_line(std::size_t line, std::string_view key,
                                std::string_view wanted) const;
  [[noreturn]] void unknown_line(std::size_t line, std::string_view word,
                                 std::string_view nearest) const;

  ErrorKind kind_;
};

}  // namespace firebreak::io
