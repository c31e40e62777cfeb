#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/job.hpp"
#include "core/io/read.hpp"
#include "core/normalise/cad.hpp"

namespace firebreak::io {

/// A text of a drawing with its escapes decoded: \U+ and exactly four hex digits, %% and three
/// decimal digits (bytes of the Chinese code page).
std::string decode_cad_text(std::string_view text);

/// The objects of a DXF drawing: symbols stay one point with their block and attributes. The
/// encoding is found from header and content, `options.encoding` overrides it. Throws as
/// `read_source`.
CadDrawing read_drawing(const std::filesystem::path& path, const std::filesystem::path& shown,
                        const ReadOptions& options, const Job& job);

/// The layers of a drawing (`cad_layers`) by the rules shipped. Throws as `read_source`.
std::vector<RawLayer> read_dxf(const std::filesystem::path& path,
                               const std::filesystem::path& shown, const ReadOptions& options,
                               const Job& job);

}  // namespace firebreak::io
