#pragma once

#include <QObject>
#include <QString>
#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>

#include "core/io/journal.hpp"

namespace firebreak::gui {

/// Puts the states of a project into its journal on a thread of its own, so that the window never
/// waits for the disk. Of states that come faster than the disk takes them only the newest is
/// written: a crash loses at most what was done during one write.
class JournalKeeper : public QObject {
  Q_OBJECT
 public:
  /// Throws as `io::Journal`.
  explicit JournalKeeper(const std::filesystem::path& folder);
  /// Writes what still waits.
  ~JournalKeeper() override;

  /// Returns at once.
  void keep(io::Project project);
  /// Nothing is unsaved any more. Returns at once.
  void clear() { keep({}); }
  /// Waits until what was last given is written; false if the disk did not take it.
  bool finish();

 signals:
  /// The journal cannot be written; told once until it can again.
  void failed(const QString& words);

 private:
  void work(const std::stop_token& stop);
  void write(const io::Project& project);

  io::Journal journal_;
  std::atomic<bool> failed_ = false;  ///< the last write
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::optional<io::Project> waiting_;
  bool writing_ = false;
  std::jthread worker_;
};

}  // namespace firebreak::gui
