#pragma once

#include <QApplication>
#include <string>

namespace firebreak::gui {

/// Colours and letters of the whole window: "light" or "dark"; `large` for meeting rooms.
void apply_theme(QApplication& application, const std::string& theme, bool large);

/// Colours with a meaning, readable on the theme's ground and told apart without hue (a sign always
/// stands beside them): fail, marginal, unknown, pass.
QColor meaning_colour(std::string_view verdict, const std::string& theme);

}  // namespace firebreak::gui
