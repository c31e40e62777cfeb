#pragma once

#include <QComboBox>
#include <QLabel>
#include <QTreeWidget>
#include <QWidget>
#include <functional>

#include "gui/document.hpp"

namespace firebreak::gui {

/// Which engine every lane must let through: a shipped one, or one of a file of the brigade's own;
/// with every value of it and what that rests on.
class EngineBox : public QWidget {
  Q_OBJECT
 public:
  explicit EngineBox(Document& document);

  /// Asks for a file of engines; replaced by tests.
  std::function<QString()> ask_engine_file;
  void refresh();

 signals:
  /// What was chosen cannot be used, and why.
  void refused(const QString& why);

 private:
  void choose(int at);
  void add_engines(const std::filesystem::path& file);
  void show_values(const Vehicle& engine, bool shipped);

  Document& document_;
  QComboBox* engines_;
  QLabel* facts_;
  QTreeWidget* values_;
};

}  // namespace firebreak::gui
