#pragma once

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/text.hpp"

namespace firebreak::gui {

/// What the window remembers between runs, for this user: never part of a project.
class AppSettings {
 public:
  /// Empty path: the user's own place; a file for tests.
  explicit AppSettings(const std::filesystem::path& file = {});

  Language language() const;  ///< without a choice: that of the system
  void set_language(Language language);
  std::string theme() const;
  void set_theme(const std::string& theme);
  bool large() const;  ///< letters a fifth larger, for meeting rooms
  void set_large(bool large);

  /// Who confirmed a clause or set a verdict last, proposed next time.
  QString person() const;
  void set_person(const QString& name);

  /// Newest first, at most ten, those that exist.
  std::vector<std::filesystem::path> recent() const;
  void add_recent(const std::filesystem::path& path);
  void clear_recent();

  QByteArray bytes(const char* key) const { return store_.value(key).toByteArray(); }
  void set_bytes(const char* key, const QByteArray& value) { store_.setValue(key, value); }
  QVariant value(const char* key) const { return store_.value(key); }
  void set_value(const char* key, const QVariant& value) { store_.setValue(key, value); }

  /// Where journals and remembered import choices are kept.
  std::filesystem::path data_folder() const;

 private:
  QSettings store_;
  std::filesystem::path folder_;
};

}  // namespace firebreak::gui
