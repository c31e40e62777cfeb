#pragma once

#include <QWidget>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace firebreak::gui {

/// One number that is asked for.
struct AskedNumber {
  QString label;
  std::optional<double> value;  ///< empty: none
  double least = 0, most = 0;
  int decimals = 2;
  QString none;  ///< what the least one means ("no limit"); empty: it is a number like others
};

/// Asks for some numbers in a small window that stops nothing; `take` gets them when the user
/// agrees, empty where `none` was left. Object name: "numbers"; its fields: "number_0" …
void ask_numbers(QWidget* parent, const QString& title, const std::vector<AskedNumber>& asked,
                 std::function<void(const std::vector<std::optional<double>>&)> take);

}  // namespace firebreak::gui
