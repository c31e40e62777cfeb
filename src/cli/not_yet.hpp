#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace firebreak::cli {

/// The first command or option of the call that is described but not built yet ("site",
/// "--occasion", "response" of --only); empty if there is none. The parser would only say that it
/// does not know it.
std::optional<std::string_view> not_yet(int argc, const char* const* argv);

/// "site is not in this version yet.", with what there is instead, in the present language.
std::string not_yet_sentence(std::string_view name);

}  // namespace firebreak::cli
