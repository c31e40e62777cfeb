#include "gui/cell_words.hpp"

#include <algorithm>
#include <cmath>

#include "core/model/cells.hpp"
#include "core/model/code_words.hpp"
#include "core/model/place_steps.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

char small(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & '\x80') == 0; });
}

std::string_view shown_unit(std::string_view unit) {
  return unit == "m2" ? "m²" : unit == "m3" ? "m³" : unit == "km2" ? "km²" : unit;
}

/// Two figures behind the point are a kilometre there.
bool holds_degrees(const Column& column) {
  static constexpr std::string_view parts[] = {"lon", "lat", "lng", "经", "纬"};
  return column.unit.empty() &&
         std::any_of(std::begin(parts), std::end(parts), [&](std::string_view part) {
           return column.name.find(part) != std::string::npos;
         });
}

/// 1 and 0 that mean yes and no.
bool is_yes_or_no(const Column& column) {
  return column.name == "confirmed" || column.name == "width_at_least";
}

}  // namespace

QString column_title(const Column& column) {
  // The name that a file gives a column stays as it is written there.
  QString title =
      column.title.empty() ? to_qt(column.name) : capital(to_qt(translate(column.title)));
  if (!column.unit.empty()) title += " (" + to_qt(shown_unit(column.unit)) + ")";
  return title;
}

QString table_title(const FeatureTable& table) {
  return title_words(table.title.empty() ? std::string_view(table.name) : table.title);
}

bool holds_words(const Column& column) {
  static constexpr std::string_view names[] = {"name",    "source",      "id",      "reason",
                                               "address", "responsible", "file",    "layer",
                                               "value",   "clause",      "feature", "rule_key"};
  const std::string_view name = column.name;
  return column.type == ColumnType::text && !name.ends_with("_id") &&
         !name.ends_with("_recorded") && !name.starts_with("name") &&
         std::find(std::begin(names), std::end(names), name) == std::end(names);
}

std::string shown_number(double value, int digits) {
  if (!std::isfinite(value)) return fmt::format("{}", value);
  if (digits < 0) digits = std::abs(value) >= 1000 ? 1 : std::abs(value) >= 1 ? 2 : 4;
  std::string text = fmt::format("{:.{}f}", value, digits);
  if (text.find('.') == std::string::npos) return text;
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string shown_cell(const Column& column, std::size_t row) {
  if (!column.has(row)) return {};
  if (column.type == ColumnType::real)
    return shown_number(column.reals[row], holds_degrees(column) ? 7 : -1);
  if (column.type == ColumnType::integer && is_yes_or_no(column))
    return text(column.integers[row] != 0 ? tr_key("yes") : tr_key("no"));
  if (column.type == ColumnType::integer) return fmt::format("{}", column.integers[row]);
  return shown_text(column, column.texts[row]);
}

std::string shown_text(const Column& column, std::string_view text) {
  if (column.name == "place_basis") return place_words(place_steps_from(text), language());
  if (!holds_words(column)) return std::string(text);
  if (text.find(';') != std::string_view::npos) return word_of(column.name, text).toStdString();
  return std::string(code_word(column.name, text, language()));
}

std::string reason_words(const FeatureTable& table, std::uint32_t row, const RunRecord* record) {
  const auto reason = word_in(table, "reason", row);
  const auto code = word_in(table, "reason_code", row);
  const bool in_language =
      record == nullptr || (record->language == "zh") == (language() == Language::zh);
  if (reason && (in_language || !code)) return std::string(*reason);
  return code ? word_of("reason_code", *code).toStdString() : std::string();
}

std::string exact_cell(const Column& column, std::size_t row) {
  return column.has(row) && column.type == ColumnType::real ? fmt::format("{}", column.reals[row])
                                                            : shown_cell(column, row);
}

bool contains_text(std::string_view text, std::string_view needle) {
  if (!is_ascii(needle)) {
    if (text.find(needle) != std::string_view::npos) return true;
    return !is_ascii(text) && to_qt(text).contains(to_qt(needle), Qt::CaseInsensitive);
  }
  return std::search(text.begin(), text.end(), needle.begin(), needle.end(),
                     [](char a, char b) { return small(a) == small(b); }) != text.end();
}

}  // namespace firebreak::gui
