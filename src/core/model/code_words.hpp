#pragma once

#include <string>
#include <string_view>

#include "core/base/text.hpp"

namespace firebreak {

/// What people call a code that stands in a column or field: "ring" of `main_layout` is 环状. A
/// code that means something else elsewhere has a word by its column ("public" is an owner here, an
/// edition there); any other one is translated as it is. The code itself where there is no word.
std::string_view code_word(std::string_view column, std::string_view code, Language in);

/// What stands beside a narrow place, as `pinch_points` names it ("building b17", "bollard o3"):
/// the kind in words, the id as it is; "—" for nothing.
std::string thing_words(std::string_view thing, Language in);

}  // namespace firebreak
