#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace firebreak::io {

/// A folder of our own under the system's temporary folder; it goes away with the object.
class ScratchFolder {
 public:
  /// Throws `Error` (file) if none can be made.
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(ScratchFolder&& other) noexcept;
  ScratchFolder& operator=(ScratchFolder&&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// The name's ending in lower case with its dot; ".osm.pbf", ".osm.bz2", ".osm.gz" and ".gdb.zip"
/// count as one.
std::string ending_of(const std::filesystem::path& path);

/// Lower case of ASCII letters.
std::string lower_case(std::string_view text);

/// The first bytes of a file, at most `count`. Throws `Error` (file) if it cannot be opened.
std::string first_bytes(const std::filesystem::path& path, std::size_t count);

/// Where an SQLite database can be read without touching it or anything beside it.
struct QuietDatabase {
  std::filesystem::path path;  ///< the source, or a copy of it in `copy`
  bool immutable = true;       ///< false for a copy: its log must be replayed
  std::optional<ScratchFolder> copy;

  /// The name for sqlite3_open_v2 with SQLITE_OPEN_URI.
  std::string uri() const;
};

/// A non-empty -wal or -journal beside the file holds rows or undo records that only a writing
/// reader could use: then file, -wal, -shm and -journal are copied and the copy is read; otherwise
/// the source itself is, opened immutable. Throws `Error` (file) if the copy cannot be made.
QuietDatabase quiet_database(const std::filesystem::path& path);

/// The data files a folder holds, with those of its direct subfolders, sorted by name: a shapefile
/// is one entry (its .shp), a .gdb folder is one; styles, projections, project files and hidden
/// files are left out. Throws `Error` (file) if the folder cannot be listed.
std::vector<std::filesystem::path> data_files(const std::filesystem::path& folder);

}  // namespace firebreak::io
