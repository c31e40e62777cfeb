#include "core/model/style.hpp"

#include <fmt/format.h>

#include <charconv>

namespace firebreak {

std::string colour_text(const Colour& colour) {
  const std::string opaque =
      fmt::format("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue);
  return colour.alpha == 255 ? opaque : fmt::format("{}{:02x}", opaque, colour.alpha);
}

std::optional<Colour> colour_from_text(std::string_view text) {
  const bool hex = (text.size() == 7 || text.size() == 9) && text.front() == '#' &&
                   text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
  if (!hex) return std::nullopt;
  const auto part = [&](std::size_t i) {
    std::uint8_t value = 0;
    std::from_chars(text.data() + i, text.data() + i + 2, value, 16);
    return value;
  };
  return Colour{part(1), part(3), part(5), text.size() == 9 ? part(7) : std::uint8_t{255}};
}

std::string_view legend_text(const StyleRule& rule, Language language) {
  return rule.own_title.empty() ? translate(rule.title, language) : rule.own_title;
}

std::string range_text(const std::optional<double>& from, const std::optional<double>& below) {
  if (from && below) return fmt::format("{} – {}", *from, *below);
  if (from) return fmt::format("≥ {}", *from);
  return below ? fmt::format("< {}", *below) : std::string();
}

}  // namespace firebreak
