#pragma once

#include <filesystem>
#include <span>

namespace firebreak::io {

/// What to do when the output is there already.
enum class Existing { refuse, replace };

/// Tries, before the work, whether `output` can be written afterwards: its folder exists and takes
/// a file, it is none of the `inputs`, it is no folder, it is absent unless `replace`, and no other
/// program has it open. Throws `Error` (file) with the remedy. Leaves nothing behind.
void check_writable(const std::filesystem::path& output, Existing existing,
                    std::span<const std::filesystem::path> inputs = {});

/// A file that appears all at once or not at all: written under a temporary name in the folder of
/// its target, brought to disk, then renamed. Without `commit` the temporary file goes away with
/// the object. What a killed program left behind is cleared by the next writer to the same target.
class AtomicFile {
 public:
  /// Creates the empty temporary file. Throws `Error` (file).
  AtomicFile(const std::filesystem::path& target, Existing existing);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Where to write.
  const std::filesystem::path& path() const { return temporary_; }
  /// Puts the finished file in the target's place. Throws `Error` (file) if that fails; then an
  /// older target is still whole.
  void commit();

 private:
  std::filesystem::path shown_;   ///< as the user named it
  std::filesystem::path target_;  ///< links resolved
  std::filesystem::path temporary_;
  Existing existing_;
  int lock_ = -1;  ///< held open and locked: a living writer's file is never taken for a leftover
  bool done_ = false;
};

}  // namespace firebreak::io
