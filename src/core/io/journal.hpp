#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/io/project.hpp"

namespace firebreak::io {

/// What a journal kept of a project that was never saved.
struct Recovered {
  Project project;                ///< its path is the one it was opened from; may be empty
  std::filesystem::path journal;  ///< the file it was read from
};

/// Every state of an unsaved project, on disk before it is shown: after a crash at most the last
/// edit is lost. One file per running program, named by its process; what a living program writes
/// is never taken for a leftover.
class Journal {
 public:
  /// Makes the folder if need be. Throws `Error` (file).
  explicit Journal(const std::filesystem::path& folder);
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  /// Puts the project down, all at once. Throws `Error` (file).
  void write(const Project& project);
  /// Nothing is unsaved any more.
  void clear();

  /// The newest journal of a program that lives no more. One that cannot be read is moved aside as
  /// `….broken` and told in `why_not`. Takes nothing away: that is `forget`.
  static std::optional<Recovered> find(const std::filesystem::path& folder, std::string* why_not);
  /// Renames it to `….declined`: it is not offered again, and not lost.
  static void set_aside(const Recovered& recovered);
  static void forget(const Recovered& recovered);

 private:
  std::filesystem::path file_;
  int lock_ = -1;
};

}  // namespace firebreak::io
