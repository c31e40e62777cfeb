#include "core/io/journal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <vector>

#include "core/base/error.hpp"
#include "core/io/atomic_file.hpp"

namespace firebreak::io {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view ending = ".journal.toml";
constexpr std::string_view first_line = "# firebreak journal of ";

fs::path lock_of(const fs::path& journal) {
  return journal.string() + ".lock";
}

/// True if a living program holds the journal.
bool in_use(const fs::path& journal) {
  const int lock = ::open(lock_of(journal).c_str(), O_RDWR | O_CLOEXEC);
  if (lock < 0) return false;
  const bool free = ::flock(lock, LOCK_EX | LOCK_NB) == 0;
  ::close(lock);
  return !free;
}

Recovered read(const fs::path& journal) {
  std::ifstream in(journal, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!text.starts_with(first_line))
    throw Error(ErrorKind::file, "{}: this is not a journal.", journal.string());
  const auto end = std::min(text.find('\n'), text.size());
  Recovered recovered;
  recovered.journal = journal;
  recovered.project = read_project_text(text, journal);
  recovered.project.path = text.substr(first_line.size(), end - first_line.size());
  return recovered;
}

}  // namespace

Journal::Journal(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error)
    throw Error(ErrorKind::file, "{}: the folder for journals cannot be made ({}).",
                folder.string(), error.message());
  for (int n = 0; lock_ < 0; ++n) {
    file_ = folder / fmt::format("{}-{}{}", ::getpid(), n, ending);
    lock_ = ::open(lock_of(file_).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock_ < 0)
      throw Error(ErrorKind::file, "{}: no journal can be kept in this folder.", folder.string());
    if (::flock(lock_, LOCK_EX | LOCK_NB) != 0 || fs::exists(file_, error)) {
      ::close(lock_);
      lock_ = -1;
    }
  }
}

Journal::~Journal() {
  // What is unsaved stays for the next start, whatever ends this program.
  std::error_code ignored;
  if (!fs::exists(file_, ignored)) fs::remove(lock_of(file_), ignored);
  ::close(lock_);
}

void Journal::write(const Project& project) {
  if (project.sources.empty()) return clear();
  // Absolute paths: the journal stands elsewhere than the project.
  Project absolute = project;
  absolute.path.clear();
  AtomicFile target(file_, Existing::replace);
  std::ofstream out(target.path(), std::ios::binary | std::ios::trunc);
  const fs::path whole = project.path.empty() ? fs::path() : fs::absolute(project.path);
  out << first_line << whole.string() << '\n' << project_text(absolute, file_);
  out.close();
  if (!out)
    throw Error(ErrorKind::file, "{}: the journal could not be written. Is the disk full?",
                file_.string());
  target.commit();
}

void Journal::clear() {
  std::error_code ignored;
  fs::remove(file_, ignored);
}

std::optional<Recovered> Journal::find(const fs::path& folder, std::string* why_not) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error))
    if (entry.path().string().ends_with(ending) && !in_use(entry.path()))
      found.push_back(entry.path());
  const auto written = [](const fs::path& path) {
    std::error_code ignored;
    return fs::last_write_time(path, ignored);
  };
  std::sort(found.begin(), found.end(),
            [&](const fs::path& a, const fs::path& b) { return written(a) > written(b); });
  for (const fs::path& journal : found) {
    try {
      return read(journal);
    } catch (const Error& e) {
      if (why_not != nullptr) *why_not = e.what();
      fs::rename(journal, journal.string() + ".broken", error);
    }
  }
  return std::nullopt;
}

void Journal::set_aside(const Recovered& recovered) {
  std::error_code ignored;
  fs::rename(recovered.journal, recovered.journal.string() + ".declined", ignored);
  fs::remove(lock_of(recovered.journal), ignored);
}

void Journal::forget(const Recovered& recovered) {
  std::error_code ignored;
  fs::remove(recovered.journal, ignored);
  fs::remove(lock_of(recovered.journal), ignored);
}

}  // namespace firebreak::io
