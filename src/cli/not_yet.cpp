#include "cli/not_yet.hpp"

#include <algorithm>
#include <span>

#include "core/base/text.hpp"

namespace firebreak::cli {

namespace {

constexpr std::string_view commands[] = {"site", "compare", "brief"};
constexpr std::string_view options[] = {"--detail", "--occasion"};
constexpr std::string_view analyses[] = {"response"};

bool one_of(std::span<const std::string_view> names, std::string_view word) {
  return std::find(names.begin(), names.end(), word) != names.end();
}

/// An analysis of the list "hydrants,response".
std::optional<std::string_view> missing_analysis(std::string_view list) {
  while (!list.empty()) {
    const auto comma = list.find(',');
    const std::string_view name = list.substr(0, comma);
    for (const std::string_view known : analyses)
      if (name == known) return known;
    if (comma == std::string_view::npos) break;
    list.remove_prefix(comma + 1);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string_view> not_yet(int argc, const char* const* argv) {
  bool command_seen = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    const std::string_view name = word.substr(0, word.find('='));
    if (one_of(options, name)) return name;
    if (word.starts_with("--only="))
      if (const auto missing = missing_analysis(word.substr(7))) return missing;
    if (word == "--only" && i + 1 < argc)
      if (const auto missing = missing_analysis(argv[i + 1])) return missing;
    // The command is the first word; values of the common options come after their own.
    if (word == "--lang" || word == "--threads") ++i;
    if (command_seen || word.starts_with('-')) continue;
    command_seen = true;
    if (one_of(commands, word)) return word;
  }
  return std::nullopt;
}

std::string not_yet_sentence(std::string_view name) {
  return text("{} is not in this version yet. --help shows what there is.", name);
}

}  // namespace firebreak::cli
