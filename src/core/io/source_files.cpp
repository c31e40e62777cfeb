#include "core/io/source_files.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>
#include <utility>

#include "core/base/error.hpp"

namespace firebreak::io {

namespace fs = std::filesystem;

ScratchFolder::ScratchFolder() {
  std::error_code error;
  const fs::path parent = fs::temp_directory_path(error);
  std::string pattern = (parent / "firebreak-XXXXXX").string();
  if (error || mkdtemp(pattern.data()) == nullptr)
    throw Error(ErrorKind::file,
                "{}: no temporary folder can be made here. Free some space or set TMPDIR.",
                parent.string());
  path_ = pattern;
}

ScratchFolder::ScratchFolder(ScratchFolder&& other) noexcept
    : path_(std::exchange(other.path_, fs::path())) {}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string ending_of(const fs::path& path) {
  fs::path name = path;
  if (name.filename().empty()) name = name.parent_path();
  const std::string lower = lower_case(name.filename().string());
  for (const std::string_view whole : {".osm.pbf", ".osm.bz2", ".osm.gz", ".gdb.zip"})
    if (lower.ends_with(whole)) return std::string(whole);
  return lower_case(name.extension().string());
}

std::string first_bytes(const fs::path& path, std::size_t count) {
  std::ifstream in(path, std::ios::binary);
  if (!in)
    throw Error(ErrorKind::file, "{}: the file cannot be opened. Check that you may read it.",
                path.string());
  std::string bytes(count, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(count));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return bytes;
}

std::string QuietDatabase::uri() const {
  std::string out = "file:";
  for (const char c : fs::absolute(path).string()) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= 'a' && byte <= 'z') || c == '/' || c == '.' || c == '-' || c == '_';
    if (plain)
      out += c;
    else
      out += fmt::format("%{:02X}", byte);
  }
  return immutable ? out + "?immutable=1" : out;
}

QuietDatabase quiet_database(const fs::path& path) {
  static constexpr std::array<std::string_view, 3> beside{"-wal", "-journal", "-shm"};
  const auto sibling = [&](std::string_view suffix) {
    return fs::path(path.string() + std::string(suffix));
  };
  const auto size = [&](std::string_view suffix) -> std::uintmax_t {
    std::error_code error;
    const auto bytes = fs::file_size(sibling(suffix), error);
    return error ? 0 : bytes;
  };
  QuietDatabase database;
  database.path = path;
  if (size("-wal") == 0 && size("-journal") == 0) return database;

  database.copy.emplace();
  database.immutable = false;
  database.path = database.copy->path() / path.filename();
  std::error_code error;
  fs::copy_file(path, database.path, error);
  for (const std::string_view suffix : beside)
    // The index of the log (-shm) is made anew from the log if it is missing or of no use.
    if (!error && size(suffix) > 0)
      fs::copy_file(sibling(suffix), fs::path(database.path.string() + std::string(suffix)), error);
  if (error)
    throw Error(ErrorKind::file,
                "{}: another program is writing to it, and a copy to read cannot be made in {} "
                "({}). Close that program, or free some space.",
                path.string(), database.copy->path().string(), error.message());
  for (const auto& entry : fs::directory_iterator(database.copy->path()))
    fs::permissions(entry.path(), fs::perms::owner_read | fs::perms::owner_write, error);
  return database;
}

namespace {

bool is_data_file(const fs::directory_entry& entry) {
  static constexpr std::array<std::string_view, 33> endings{
      ".shp",     ".gpkg",    ".geojson", ".json", ".topojson", ".geojsonl", ".geojsons",
      ".ndjson",  ".fgb",     ".dxf",     ".dwg",  ".kml",      ".kmz",      ".gml",
      ".csv",     ".tsv",     ".xlsx",    ".xls",  ".ods",      ".osm",      ".pbf",
      ".osm.pbf", ".osm.bz2", ".osm.gz",  ".zip",  ".gdb.zip",  ".tab",      ".mif",
      ".sqlite",  ".db",      ".gpx",     ".jml",  ".dgn"};
  const std::string name = entry.path().filename().string();
  if (name.starts_with(".") || name.starts_with("~")) return false;
  const std::string ending = ending_of(entry.path());
  if (entry.is_directory()) return ending == ".gdb";
  if (!entry.is_regular_file()) return false;
  if (ending == ".dbf") {
    // A table of its own only if no shapefile owns it.
    for (const char* shp : {".shp", ".SHP", ".Shp"})
      if (fs::exists(fs::path(entry.path()).replace_extension(shp))) return false;
    return true;
  }
  return std::ranges::count(endings, ending) > 0;
}

}  // namespace

std::vector<fs::path> data_files(const fs::path& folder) {
  std::vector<fs::path> files;
  try {
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (is_data_file(entry)) {
        files.push_back(entry.path());
      } else if (entry.is_directory() && !entry.path().filename().string().starts_with(".")) {
        for (const auto& inner : fs::directory_iterator(entry.path()))
          if (is_data_file(inner)) files.push_back(inner.path());
      }
    }
  } catch (const fs::filesystem_error& error) {
    throw Error(ErrorKind::file,
                "{}: the folder cannot be listed ({}). Check that it exists and that you may read "
                "it.",
                folder.string(), error.code().message());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace firebreak::io
