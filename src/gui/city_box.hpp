#pragma once

#include <QCheckBox>
#include <QLineEdit>
#include <QWidget>
#include <memory>
#include <vector>

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
  /// Shows what the project says, where nothing is being typed or checked.
  void fill();
  void forget_typing();
  /// Brings the field of the CRS into sight, for typing.
  void ask_crs();

  Document& document_;
  QLineEdit* name_;
  QLineEdit* crs_;
  QCheckBox* public_;
  /// One of the project's files, with the check of what was last named there.
  struct File {
    PathField* field;
    std::filesystem::path io::Project::*member;
    Task checking;
  };
  std::vector<std::unique_ptr<File>> files_;
};

}  // namespace firebreak::gui
