#include "core/io/atomic_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <system_error>

#include "core/base/error.hpp"
#include "core/base/hash.hpp"

namespace firebreak::io {

namespace fs = std::filesystem;

namespace {

std::string reason(int error) {
  return std::generic_category().message(error);
}

fs::path folder_of(const fs::path& file) {
  return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

/// The file a name finally means: a link is followed, so that it survives the rename.
fs::path resolved(const fs::path& path) {
  std::error_code failed;
  if (!fs::is_symlink(fs::symlink_status(path, failed))) return path;
  const fs::path followed = fs::weakly_canonical(path, failed);
  return failed ? path : followed;
}

/// Files of a running SQLite program: renaming over an open database would let the old journal be
/// applied to the new file.
void refuse_if_open_elsewhere(const fs::path& shown, const fs::path& target) {
  for (const char* ending : {"-wal", "-journal", "-shm"}) {
    const fs::path beside = target.string() + ending;
    std::error_code failed;
    if (!fs::exists(beside, failed)) continue;
    const bool holds_data = fs::file_size(beside, failed) > 0 && !failed;
    if (holds_data || std::string_view(ending) == "-shm")
      throw Error(ErrorKind::file,
                  "{}: another program has this file open ({} lies beside it). Close it there, or "
                  "choose another output.",
                  shown.string(), beside.filename().string());
  }
}

void check_target(const fs::path& shown, const fs::path& target, Existing existing) {
  std::error_code failed;
  const fs::path folder = folder_of(target);
  if (shown.filename().empty() || fs::is_directory(target, failed))
    throw Error(ErrorKind::file, "{}: is a folder. Name a file to write.", shown.string());
  if (fs::is_regular_file(folder, failed))
    throw Error(ErrorKind::file, "{}: {} is a file, not a folder. Choose another output.",
                shown.string(), folder.string());
  if (!fs::is_directory(folder, failed))
    throw Error(ErrorKind::file, "{}: the folder {} does not exist. Make it first.", shown.string(),
                folder.string());
  if (!fs::exists(target, failed)) return;
  if (!fs::is_regular_file(target, failed))
    throw Error(ErrorKind::file, "{}: is not an ordinary file. Choose another output.",
                shown.string());
  if (existing == Existing::refuse)
    throw Error(ErrorKind::file, "{} exists. Use --overwrite to replace it.", shown.string());
  refuse_if_open_elsewhere(shown, target);
}

std::string temporary_prefix(const fs::path& target) {
  return "." + StableHash{}.add(target.filename().string()).id("firebreak-") + "-";
}

/// Removes temporary files of writers to the same target that were killed: old ones that nobody
/// holds the lock of.
void clear_leftovers(const fs::path& target) {
  const std::string prefix = temporary_prefix(target);
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder_of(target), failed)) {
    if (!entry.path().filename().string().starts_with(prefix)) continue;
    const int file = ::open(entry.path().c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0) continue;
    struct stat about {};
    // A minute's grace: its writer may stand between creating and locking it.
    if (::fstat(file, &about) == 0 && about.st_mtime + 60 < ::time(nullptr) &&
        ::flock(file, LOCK_EX | LOCK_NB) == 0)
      ::unlink(entry.path().c_str());
    ::close(file);
  }
}

void flush_to_disk(const fs::path& path, int flags) {
  const int file = ::open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) throw std::system_error(errno, std::generic_category());
  const int result = ::fsync(file);
  const int error = errno;
  ::close(file);
  // Some network file systems cannot sync a folder; that is no reason to fail.
  if (result != 0 && error != EINVAL && error != EROFS)
    throw std::system_error(error, std::generic_category());
}

/// Renames without replacing anything that appeared meanwhile.
int rename_new(const fs::path& from, const fs::path& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  std::error_code failed;  // the file system does not know the flag
  if (fs::exists(to, failed)) return EEXIST;
  return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

}  // namespace

void check_writable(const fs::path& output, Existing existing, std::span<const fs::path> inputs) {
  for (const fs::path& input : inputs) {
    std::error_code failed;
    if (fs::equivalent(output, input, failed) && !failed)
      throw Error(ErrorKind::file,
                  "{}: is also an input, and inputs are never altered. Choose another output.",
                  output.string());
  }
  const AtomicFile trial(output, existing);
}

AtomicFile::AtomicFile(const fs::path& target, Existing existing)
    : shown_(target), target_(resolved(target)), existing_(existing) {
  check_target(shown_, target_, existing_);
  clear_leftovers(target_);
  const fs::path folder = folder_of(target_);
  std::string name = (folder / (temporary_prefix(target_) + "XXXXXX")).string();
  lock_ = ::mkostemp(name.data(), O_CLOEXEC);
  if (lock_ < 0)
    throw Error(ErrorKind::file,
                "{}: the folder {} cannot be written to ({}). Choose another folder.",
                shown_.string(), folder.string(), reason(errno));
  temporary_ = name;
  ::flock(lock_, LOCK_EX | LOCK_NB);
  // A temporary file is private; the result has the rights of the file it replaces or of a new one.
  struct stat old {};
  const mode_t mask = ::umask(0);
  ::umask(mask);
  const mode_t rights = ::stat(target_.c_str(), &old) == 0 ? old.st_mode & 0777U : 0666U & ~mask;
  ::fchmod(lock_, rights | S_IRUSR | S_IWUSR);
}

AtomicFile::~AtomicFile() {
  if (!done_) {
    for (const char* ending : {"", "-journal", "-wal", "-shm"})
      ::unlink((temporary_.string() + ending).c_str());
  }
  if (lock_ >= 0) ::close(lock_);
}

void AtomicFile::commit() {
  check_target(shown_, target_, existing_);
  try {
    flush_to_disk(temporary_, O_RDWR);
  } catch (const std::system_error& failure) {
    throw Error(ErrorKind::file, "{}: cannot be brought to disk ({}). Nothing was changed.",
                shown_.string(), failure.code().message());
  }
  const int error = existing_ == Existing::refuse
                        ? rename_new(temporary_, target_)
                        : (::rename(temporary_.c_str(), target_.c_str()) == 0 ? 0 : errno);
  if (error == EEXIST)
    throw Error(ErrorKind::file, "{} exists. Use --overwrite to replace it.", shown_.string());
  if (error != 0)
    throw Error(ErrorKind::file, "{}: cannot be put in place ({}). Nothing was changed.",
                shown_.string(), reason(error));
  done_ = true;
  try {
    flush_to_disk(folder_of(target_), O_RDONLY | O_DIRECTORY);
  } catch (const std::system_error&) {
    // The file is in place and whole; only the moment its name reaches the disk is open.
  }
}

}  // namespace firebreak::io
