#include "core/io/source_settings.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <sstream>

namespace firebreak::io {

namespace {

std::string line(std::string_view key, std::string_view value) {
  return fmt::format("{} = {}\n", key, value);
}

/// A key as it may stand before "=": bare where TOML allows that.
std::string key_text(std::string_view key) {
  const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
  if (bare) return std::string(key);
  std::string out = "\"";
  for (const char c : key) {
    if (c == '"' || c == '\\')
      out += {'\\', c};
    else if (static_cast<unsigned char>(c) < ' ' || c == '\x7f')
      out += fmt::format("\\u{:04X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    else
      out += c;
  }
  return out + '"';
}

}  // namespace

std::string quoted_toml(std::string_view text) {
  std::ostringstream out;
  const toml::value<std::string> value{std::string(text)};
  out << toml::toml_formatter(value, toml::format_flags::allow_unicode_strings);
  return out.str();
}

std::string single_settings_text(const SourceSettings& settings) {
  std::string out;
  const auto put = [&](std::string_view key, std::string_view value) { out += line(key, value); };
  const auto quote = [&](std::string_view key, std::string_view text) {
    if (!text.empty()) put(key, quoted_toml(text));
  };
  if (settings.role) quote("role", role_name(*settings.role));
  quote("crs", settings.crs);
  if (settings.shift != CoordinateShift::none) quote("shift", shift_name(settings.shift));
  if (settings.packed_angles) quote("angles", "packed");
  if (settings.turned_axes) quote("axes", "turned");
  if (settings.place_settled) quote("place", "as it is");
  quote("encoding", settings.encoding);
  if (settings.header_row) put("header_row", std::to_string(*settings.header_row));
  quote("where", settings.where);
  if (!settings.keep.empty()) {
    std::string list;
    for (const std::string& column : settings.keep)
      list += (list.empty() ? "" : ", ") + quoted_toml(column);
    put("keep", "[" + list + "]");
  }
  if (settings.accuracy_m) put("accuracy_m", fmt::format("{}", *settings.accuracy_m));
  if (settings.relative_accuracy_m)
    put("relative_accuracy_m", fmt::format("{}", *settings.relative_accuracy_m));
  return out;
}

std::string settings_tables_text(const SourceSettings& settings, std::string_view prefix) {
  std::string out;
  if (!settings.fields.empty()) out += fmt::format("\n[{}.fields]\n", prefix);
  for (const auto& [field, column] : settings.fields) out += line(field, quoted_toml(column));
  if (!settings.units.empty()) out += fmt::format("\n[{}.units]\n", prefix);
  for (const auto& [field, unit] : settings.units) out += line(field, quoted_toml(unit_name(unit)));
  for (const auto& [field, words] : settings.values) {
    if (words.empty()) continue;
    out += fmt::format("\n[{}.values.{}]\n", prefix, field);
    for (const auto& [cell, meaning] : words) out += line(key_text(cell), quoted_toml(meaning));
  }
  return out;
}

}  // namespace firebreak::io
