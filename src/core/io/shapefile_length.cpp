#include "core/io/shapefile_length.hpp"

#include <cpl_vsi.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/error.hpp"

namespace firebreak::io {

namespace fs = std::filesystem;

namespace {

struct CloseFile {
  void operator()(VSILFILE* file) const noexcept { VSIFCloseL(file); }
};

/// The whole of a file, or what a limit lets through; empty if it cannot be read.
std::vector<std::uint8_t> bytes_of(const std::string& name, std::size_t limit) {
  const std::unique_ptr<VSILFILE, CloseFile> file(VSIFOpenL(name.c_str(), "rb"));
  if (!file) return {};
  std::vector<std::uint8_t> bytes;
  VSIStatBufL stat{};
  if (VSIStatL(name.c_str(), &stat) != 0) return {};
  bytes.resize(std::min(limit, static_cast<std::size_t>(stat.st_size)));
  bytes.resize(VSIFReadL(bytes.data(), 1, bytes.size(), file.get()));
  return bytes;
}

/// A number of 32 bits, its highest byte first; a shapefile counts in words of two bytes.
std::uint64_t words_at(const std::vector<std::uint8_t>& bytes, std::size_t at) {
  std::uint32_t words = 0;
  for (std::size_t i = 0; i < 4; ++i) words = (words << 8U) | bytes[at + i];
  return std::uint64_t{words} * 2;
}

constexpr std::size_t header_bytes = 100;
constexpr std::size_t length_at = 24;
constexpr std::size_t entry_bytes = 8;

/// The .shx beside a .shp, in either case of its letters.
std::vector<std::uint8_t> index_of(const std::string& name) {
  for (const char* ending : {"shx", "SHX"}) {
    auto bytes = bytes_of(name.substr(0, name.size() - 3) + ending, std::size_t{1} << 30U);
    if (bytes.size() > header_bytes) return bytes;
  }
  return {};
}

}  // namespace

void require_whole_shapes(const std::string& name, const fs::path& shown) {
  VSIStatBufL stat{};
  if (VSIStatL(name.c_str(), &stat) != 0) return;
  const auto size = static_cast<std::uint64_t>(stat.st_size);
  const std::string file = fs::path(name).filename().string();
  const std::vector<std::uint8_t> index = index_of(name);
  std::size_t whole = 0;
  std::size_t lost = 0;
  std::uint64_t needed = 0;
  for (std::size_t at = header_bytes; at + entry_bytes <= index.size(); at += entry_bytes) {
    const std::uint64_t offset = words_at(index, at);
    const std::uint64_t end = offset + entry_bytes + words_at(index, at + 4);
    if (offset == 0) continue;  // GDAL writes so for a record that was taken out
    needed = std::max(needed, end);
    ++(end <= size ? whole : lost);
  }
  if (lost > 0)
    throw Error(ErrorKind::file,
                "{}: the shapefile is cut short: {} has {} of {} bytes, {} of its {} records are "
                "not in it. Copy or export it again.",
                shown.string(), file, size, needed, lost, whole + lost);
  if (!index.empty()) return;
  const std::vector<std::uint8_t> header = bytes_of(name, header_bytes);
  if (header.size() == header_bytes && words_at(header, length_at) > size)
    throw Error(ErrorKind::file,
                "{}: the shapefile is cut short: {} has {} of {} bytes. Copy or export it again.",
                shown.string(), file, size, words_at(header, length_at));
}

}  // namespace firebreak::io
