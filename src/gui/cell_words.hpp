#pragma once

#include <QString>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/model/column.hpp"
#include "core/model/feature_table.hpp"

namespace firebreak::gui {

/// "height (m)", in the user's language; the plain name of a column without a title.
QString column_title(const Column& column);
/// The title of a table, or its name.
QString table_title(const FeatureTable& table);

/// True if the texts of a column are words of ours ("fail", "residential"), which are shown in the
/// user's language; false for names and ids.
bool holds_words(const Column& column);

/// The number as a list shows it: "12", "3.25", "1234567.9"; with at most `digits` behind the
/// point.
std::string shown_number(double value, int digits = -1);
/// What a text of a text column reads in the user's language: a code by its word there.
std::string shown_text(const Column& column, std::string_view text);
/// The cell as a list shows it; empty if the value is missing.
std::string shown_cell(const Column& column, std::size_t row);
/// The cell with all its figures, for other programs; empty if the value is missing.
std::string exact_cell(const Column& column, std::size_t row);

/// Why a row is judged as it is. Reasons stand in a result in the language of its run: in another
/// one, what their code is called.
std::string reason_words(const FeatureTable& table, std::uint32_t row, const RunRecord* record);

/// True if `text` holds `needle`, capitals or not.
bool contains_text(std::string_view text, std::string_view needle);

}  // namespace firebreak::gui
