#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/io/project.hpp"
#include "core/model/raw.hpp"

namespace firebreak::io {

/// True for a file that is there and holds no byte.
bool has_no_bytes(const std::filesystem::path& path);

/// The word about a layer in which there is nothing.
Issue nothing_in_it(std::string detail);

// What stands for layers that were not read: no records, and a word about it.

/// For a file without any bytes.
RawLayer layer_of_empty_file(const std::filesystem::path& path);
/// For a source that the project leaves out: one for each layer that it names, else one.
std::vector<RawLayer> layers_left_out(const SourceSpec& spec);
/// For a source that could not be read, and why.
RawLayer layer_unreadable(const SourceSpec& spec, const Error& why);
/// Why it was not; of what the project leaves out in the present language.
std::string why_not_read(const RawLayer& layer);

}  // namespace firebreak::io
