#pragma once

#include <QCheckBox>
#include <QLineEdit>
#include <QWidget>

#include "gui/document.hpp"
#include "gui/path_field.hpp"

namespace firebreak::gui {

/// What the project says of the whole city rather than of one source: its CRS, the area that is
/// reported on, the files it leans on, the edition. What cannot be used is refused with a sentence,
/// and what was there before stays.
class CityBox : public QWidget {
  Q_OBJECT
 public:
  explicit CityBox(Document& document);

 private:
  using Check = std::function<void(const std::filesystem::path&, const Job&)>;
  /// A file of the project: `check` throws `Error` for one that cannot be used.
  void add_file(const char* name, const char* label, const char* tip, const char* undo,
                std::filesystem::path io::Project::*member, Check check);
  void add_row(const char* label, QWidget* field);
  void fill();

  Document& document_;
  QLineEdit* name_;
  QLineEdit* crs_;
  QCheckBox* public_;
  std::vector<std::pair<PathField*, std::filesystem::path io::Project::*>> files_;
  Task checking_;
};

}  // namespace firebreak::gui
