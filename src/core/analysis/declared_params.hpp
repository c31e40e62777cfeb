#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/params.hpp"

namespace firebreak {

/// One parameter of an analysis without its type: what a form or a list needs to show and to check
/// it. Made from the analysis' own schema.
struct DeclaredParam {
  enum class Kind { number, whole, truth, choice, words };

  std::string analysis;  ///< "hydrants"
  std::string key;       ///< in full: "hydrants.radius_m"
  std::string help;      ///< English, the key of its translation
  Kind kind = Kind::number;
  double min = 0, max = 0;           ///< numbers only
  std::vector<std::string> choices;  ///< choice only
  ParamValue fallback;               ///< where no profile names it
};

/// Every parameter that an analysis declares, in the order of the analyses and their schemas; last
/// those of the run as a whole.
const std::vector<DeclaredParam>& declared_params();

/// What a group of parameters is about: English, the key of its translation.
const char* analysis_title(std::string_view analysis);

/// A choice in words: English, the key of its translation.
std::string choice_title(std::string_view key, const std::string& choice);

/// Throws `Error` (usage) if the value does not fit: the same words as for `--set`.
void check_value(const DeclaredParam& param, const ParamValue& value);

/// The unit that the name of a key carries: "m", "m²", "s" …; empty: none.
std::string_view unit_of_key(std::string_view key);

}  // namespace firebreak
