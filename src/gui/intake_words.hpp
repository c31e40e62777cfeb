#pragma once

#include <QString>
#include <string>
#include <string_view>
#include <vector>

#include "core/normalise/cell_meaning.hpp"

namespace firebreak::gui {

// How the import page says what it shows.

QString joined(const std::vector<std::string>& texts, const char* between);
/// What a field is called. "status" is also a word of the output, with another meaning there.
QString field_words(std::string_view field);
QString file_name(const std::string& path);
/// What a layer of a file is called: by its own name, or as people read it where it was named by
/// the program, as the layers of an OpenStreetMap file are ("obstacles": 障碍物).
QString layer_name(const std::string& layer, const std::string& path);
/// "94 read, 6 not understood".
QString counts_of(const ColumnReport& report);
/// Examples of what was read, and what was not.
QString not_read_of(const ColumnReport& report);

}  // namespace firebreak::gui
