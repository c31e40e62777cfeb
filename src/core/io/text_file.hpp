#pragma once

#include <filesystem>
#include <string>

#include "core/model/raw.hpp"

namespace firebreak::io {

/// The text of the file in UTF-8, by the encoding forced, by its byte order mark or by its content;
/// `layer` gets the encoding, and an issue if some bytes did not decode. Messages name the file
/// `shown`. Throws `Error` (file) if it cannot be read or holds binary data.
std::string decoded_text(const std::filesystem::path& path, const std::filesystem::path& shown,
                         const std::string& forced, RawLayer& layer);

}  // namespace firebreak::io
