#pragma once

#include <QLabel>
#include <QTreeWidget>
#include <array>
#include <string>
#include <vector>

#include "gui/document.hpp"

namespace firebreak::gui {

/// The encodings that a layer can be given.
inline constexpr std::array<const char*, 6> encodings{"UTF-8",     "GB18030",    "Big5",
                                                      "Shift_JIS", "ISO-8859-1", "windows-1252"};

/// Texts of a layer as bytes, read in each encoding: what a person judges an encoding by, before it
/// is applied. Hidden for formats that have but one, and for texts of plain letters, which read the
/// same in all.
class EncodingBox : public QWidget {
  Q_OBJECT
 public:
  explicit EncodingBox(Document& document);
  void show_layer(const IntakeRow& row);

 signals:
  /// The user has chosen how the layer is to be read.
  void chosen(const std::string& encoding);

 private:
  void fill(const std::vector<std::string>& bytes);
  void fill_headings();

  QLabel* title_;
  QTreeWidget* list_;
  IntakeRow row_;      ///< that is shown
  bool read_ = false;  ///< its bytes are
  Task reading_;
};

}  // namespace firebreak::gui
