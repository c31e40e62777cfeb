#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace firebreak::cli {

/// The JSON as text. Bytes that are no UTF-8 (names of files unpacked from old archives) become
/// the replacement character instead of an error.
inline std::string json_text(const nlohmann::json& json) {
  return json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace firebreak::cli
