#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace firebreak::io {

/// SHA-256 (FIPS 180-4) of the bytes, as 64 lower-case hex digits.
std::string sha256_of_bytes(std::string_view bytes);

/// The same without the processor's SHA instructions: the slow twin for tests.
std::string sha256_of_bytes_portably(std::string_view bytes);

/// SHA-256 of what is read from `path`, as hex. Of a shapefile: of its .shp, .shx, .dbf, .prj and
/// .cpg one after the other in order of their names; of a folder (FileGDB): of its files in order
/// of their names, folders within included. Throws `Error` (file) if a file cannot be read.
std::string sha256_of(const std::filesystem::path& path);

}  // namespace firebreak::io
