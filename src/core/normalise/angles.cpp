#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "core/normalise/number_scan.hpp"
#include "core/normalise/text_clean.hpp"
#include "core/normalise/values.hpp"

namespace firebreak {

namespace {

/// An angle and which axis its letters name.
struct Angle {
  double degrees = 0;
  char axis = 0;  ///< 'e' east-west, 'n' north-south, 0 not said
  bool sexagesimal = false;
};

struct AxisWord {
  std::string_view word;
  char axis;
  int sign;
};
constexpr AxisWord axis_words[] = {
    {"东经", 'e', 1},      {"東経", 'e', 1},     {"西经", 'e', -1}, {"北纬", 'n', 1},
    {"北緯", 'n', 1},      {"南纬", 'n', -1},    {"经度", 'e', 1},  {"纬度", 'n', 1},
    {"longitude", 'e', 1}, {"latitude", 'n', 1}, {"lon", 'e', 1},   {"lng", 'e', 1},
    {"lat", 'n', 1},       {"east", 'e', 1},     {"west", 'e', -1}, {"north", 'n', 1},
    {"south", 'n', -1},    {"东", 'e', 1},       {"西", 'e', -1},   {"南", 'n', -1},
    {"北", 'n', 1},        {"e", 'e', 1},        {"w", 'e', -1},    {"n", 'n', 1},
    {"s", 'n', -1}};

/// Takes axis words at both ends of the text; false when two of them disagree.
bool take_axis(std::string& text, char& axis, int& sign) {
  for (const bool front : {true, false})
    for (const AxisWord& w : axis_words) {
      if (text.size() <= w.word.size()) continue;
      const bool here = front ? text.starts_with(w.word) : text.ends_with(w.word);
      if (!here) continue;
      if (axis != 0 && axis != w.axis) return false;
      axis = w.axis;
      sign = w.sign;
      text.erase(front ? 0 : text.size() - w.word.size(), w.word.size());
      const auto from = text.find_first_not_of(" :=");
      text.erase(0, std::min(from, text.size()));
      while (text.ends_with(' ')) text.pop_back();
      break;
    }
  return true;
}

/// Degrees, minutes and seconds from up to three numbers; none when they cannot be that.
std::optional<double> from_parts(const std::vector<double>& parts) {
  if (parts.empty() || parts.size() > 3) return std::nullopt;
  double degrees = parts[0];
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (parts[i] >= 60 || std::floor(parts[i - 1]) != parts[i - 1]) return std::nullopt;
    degrees += parts[i] / (i == 1 ? 60 : 3600);
  }
  return degrees;
}

/// "1132345.6": digits of degrees, minutes, seconds without separators (at least 6 whole digits).
std::optional<double> run_together(double number) {
  const double whole = std::floor(number);
  if (whole < 100000 || whole >= 1800000) return std::nullopt;
  const double seconds = std::fmod(number, 100);
  const double minutes = std::fmod(std::floor(number / 100), 100);
  if (seconds >= 60 || minutes >= 60) return std::nullopt;
  return std::floor(number / 10000) + minutes / 60 + seconds / 3600;
}

std::optional<Angle> read_angle(std::string text) {
  Angle out;
  int sign = 1;
  if (!take_axis(text, out.axis, sign)) return std::nullopt;
  Scanner scan{text};
  if (scan.take("-")) sign = -sign;
  std::vector<double> parts;
  while (!scan.done()) {
    const auto number = scan.number();
    if (!number) return std::nullopt;
    parts.push_back(number->value);
    scan.blanks();
    for (const std::string_view mark :
         {"°", "º", "度", "''", "\"", "'", "分", "秒", "d", "m", "s", "-", ":"})
      if (scan.take(mark)) break;
    scan.blanks();
  }
  const auto degrees = from_parts(parts);
  if (!degrees) return std::nullopt;
  out.degrees = sign * *degrees;
  out.sexagesimal = parts.size() > 1;
  if (parts.size() == 1 && *degrees > 180)
    if (const auto packed = run_together(*degrees))
      out.degrees = sign * *packed, out.sexagesimal = true;
  return out;
}

bool in_china(double lon, double lat) {
  return lon >= 73 && lon <= 136 && lat >= 3 && lat <= 54;
}

/// The text cut where one of two angles ends.
std::optional<std::pair<std::string, std::string>> two_halves(const std::string& plain) {
  for (const char sign : {',', ';', '/', '|'})
    if (std::count(plain.begin(), plain.end(), sign) == 1) {
      const auto at = plain.find(sign);
      return std::pair{tidy(plain.substr(0, at)), tidy(plain.substr(at + 1))};
    }
  // "e113.12 n23.45", "北纬23.1 东经113.2", "23.45n 113.12e", "113.12 23.45"
  if (std::count(plain.begin(), plain.end(), ' ') == 1) {
    const auto at = plain.find(' ');
    return std::pair{plain.substr(0, at), plain.substr(at + 1)};
  }
  for (const std::string_view word : {"北纬", "东经", "n", "e"}) {
    const auto at = plain.find(word, 1);
    if (at == std::string::npos) continue;
    const bool leads = plain.find_first_of("0123456789", at) != std::string::npos &&
                       (plain[0] < '0' || plain[0] > '9');
    const auto cut = leads ? at : at + word.size();
    if (cut < plain.size()) return std::pair{tidy(plain.substr(0, cut)), tidy(plain.substr(cut))};
  }
  return std::nullopt;
}

}  // namespace

Parsed parse_angle_deg(std::string_view text) {
  Parsed out;
  const std::string plain = tidy(text);
  if (means_missing(plain)) return out;
  const auto angle = read_angle(plain);
  if (!angle) {
    out.unreadable = true;
  } else if (std::abs(angle->degrees) > 180) {
    out.impossible = true;
  } else {
    out.value = angle->degrees;
  }
  return out;
}

std::optional<double> packed_angle_deg(double packed) {
  // Ten-thousandths of a second away from the binary fraction below.
  const double size = std::abs(packed) + 1e-10;
  const double degrees = std::floor(size);
  const double minutes = std::floor((size - degrees) * 100);
  const double seconds = std::max(0.0, ((size - degrees) * 100 - minutes) * 100);
  if (minutes >= 60 || seconds >= 60) return std::nullopt;
  const double value = degrees + minutes / 60 + seconds / 3600;
  return packed < 0 ? -value : value;
}

bool looks_packed(std::span<const double> first, std::span<const double> second) {
  std::size_t with_minutes = 0;
  for (const auto column : {first, second})
    for (const double value : column) {
      if (!packed_angle_deg(value)) return false;
      if (std::abs(value * 10000 - std::round(value * 10000)) > 1e-6 || std::fmod(value, 1) != 0)
        ++with_minutes;
    }
  return with_minutes >= 30;
}

ParsedPlace parse_lonlat(std::string_view text) {
  ParsedPlace out;
  std::string plain = tidy(text);
  if (means_missing(plain)) return out;
  std::erase_if(plain, [](char c) { return c == '(' || c == ')' || c == '[' || c == ']'; });
  const auto halves = two_halves(tidy(plain));
  const auto one = halves ? read_angle(halves->first) : std::nullopt;
  const auto two = halves ? read_angle(halves->second) : std::nullopt;
  const Angle first = one.value_or(Angle{});
  const Angle second = two.value_or(Angle{});
  if (!one || !two || (first.axis != 0 && first.axis == second.axis)) {
    out.unreadable = true;
    return out;
  }
  const bool said = first.axis != 0 || second.axis != 0;
  bool turned = first.axis == 'n' || second.axis == 'e';
  if (!said && !in_china(first.degrees, second.degrees)) {
    // Without letters the order is known only where the two ranges cannot meet.
    turned = in_china(second.degrees, first.degrees) || std::abs(second.degrees) > 90;
    out.assumed = !turned && std::abs(first.degrees) <= 90;
  }
  const LonLat place =
      turned ? LonLat{second.degrees, first.degrees} : LonLat{first.degrees, second.degrees};
  if (std::abs(place.lat_deg) > 90 || std::abs(place.lon_deg) > 180) {
    out.unreadable = true;
    out.assumed = false;
    return out;
  }
  out.place = place;
  return out;
}

}  // namespace firebreak
