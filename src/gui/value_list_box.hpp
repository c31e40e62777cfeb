#pragma once

#include <QFormLayout>
#include <QWidget>
#include <functional>
#include <string>

#include "gui/document.hpp"

namespace firebreak::gui {

/// The values of one layer that are not understood, and those the user has given a meaning: each
/// with a box that says what it means. Hidden when there are none.
class ValueListBox : public QWidget {
  Q_OBJECT
 public:
  ValueListBox();
  void show_layer(const IntakeRow& row);

 signals:
  /// The cells that hold `cell` mean `meaning`; empty: what is recognised.
  void meaning_chosen(const std::string& field, const std::string& cell,
                      const std::string& meaning);
  /// `typed` means nothing in the field.
  void not_understood(const QString& typed);

 private:
  void add(const IntakeRow& row, const ColumnView& column, const std::string& cell,
           const QString& shown, const std::string& meaning);

  QFormLayout* form_;
  std::size_t listed_ = 0;
};

/// Every code that a field of a role can hold, in the order of the codes; none for numbers and
/// free texts.
std::vector<std::string> codes_of(Role role, std::string_view field);

}  // namespace firebreak::gui
