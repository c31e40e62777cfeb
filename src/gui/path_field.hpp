#pragma once

#include <QLineEdit>
#include <QWidget>
#include <filesystem>
#include <functional>

namespace firebreak::gui {

/// The name of a file, typed or chosen; empty: none.
class PathField : public QWidget {
  Q_OBJECT
 public:
  /// `name` becomes the object name of the line, `name` + "_choose" that of the button; `filter`
  /// is one of file dialogs ("*.toml").
  PathField(const char* name, const QString& filter);

  /// Shows it, unless something else is being typed: that stays until it is finished.
  void show_path(const std::filesystem::path& path);
  /// What is being typed is void.
  void forget_typing();
  /// The line that takes the keys.
  QLineEdit* line() const { return line_; }
  /// Asks for a file; replaced by tests.
  std::function<QString()> ask;

 signals:
  /// The user has named another file than the one shown; empty: none.
  void path_wanted(const std::filesystem::path& path);

 private:
  void finish(const QString& typed);

  QLineEdit* line_;
  QString shown_;
};

}  // namespace firebreak::gui
