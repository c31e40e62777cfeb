#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/job.hpp"
#include "core/io/layer_tools.hpp"
#include "core/io/read.hpp"

namespace firebreak::io {

/// The layers of what GDAL opens under `name` (a path, /vsizip/…), feature by feature on this
/// thread. `shown` stands in messages and layers. Open options and drivers as in
/// `try_open_vector`. Texts are decoded by content, the attribute filter is applied. Throws as
/// `read_source`.
std::vector<RawLayer> read_ogr(const std::string& name, const std::filesystem::path& shown,
                               const ReadOptions& options,
                               const std::vector<std::string>& open_options,
                               const std::vector<std::string>& drivers, const Job& job);

/// As `list_layers`, for what GDAL opens.
std::vector<LayerInfo> list_ogr_layers(const std::string& name, const std::filesystem::path& shown);

}  // namespace firebreak::io
