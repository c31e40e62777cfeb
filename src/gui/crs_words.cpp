#include "gui/crs_words.hpp"

#include <QRegularExpression>
#include <array>
#include <optional>

namespace firebreak::gui {

namespace {

struct Datum {
  const char* registry;  ///< how the name begins
  const char* words;     ///< English, the key of its translation
};
constexpr std::array datums{
    Datum{"CGCS2000", tr_key("CGCS2000")},
    Datum{"China Geodetic Coordinate System 2000", tr_key("CGCS2000")},
    Datum{"Beijing 1954", tr_key("Beijing 1954")},
    Datum{"New Beijing", tr_key("New Beijing 1954")},
    Datum{"Xian 1980", tr_key("Xian 1980")},
    Datum{"ETRS89", tr_key("ETRS89")},
    Datum{"WGS 84", tr_key("WGS 84")},
};

std::optional<std::string> datum_words(const std::string& name, Language in) {
  for (const Datum& datum : datums)
    if (name == datum.registry) return std::string(translate(datum.words, in));
  return std::nullopt;
}

}  // namespace

std::string crs_words(const std::string& name, Language in) {
  static const QRegularExpression zone(R"(^(.+) / (3-degree )?Gauss-Kruger zone (\d+)$)");
  static const QRegularExpression meridian(R"(^(.+) / (3-degree )?Gauss-Kruger CM (\d+)E$)");
  static const QRegularExpression utm(R"(^(.+) / UTM zone (\d+)([NS])(?: \(.*\))?$)");
  const QString registry = QString::fromStdString(name);
  if (const auto found = zone.match(registry); found.hasMatch()) {
    const int number = found.captured(3).toInt();
    if (const auto datum = datum_words(found.captured(1).toStdString(), in))
      return found.captured(2).isEmpty()
                 ? text_in(in, "{}, 6-degree zone {}, central meridian {}° E", *datum, number,
                           6 * number - 3)
                 : text_in(in, "{}, 3-degree zone {}, central meridian {}° E", *datum, number,
                           3 * number);
  }
  if (const auto found = meridian.match(registry); found.hasMatch()) {
    const int degrees = found.captured(3).toInt();
    if (const auto datum = datum_words(found.captured(1).toStdString(), in))
      return found.captured(2).isEmpty()
                 ? text_in(in, "{}, 6-degree zone, central meridian {}° E", *datum, degrees)
                 : text_in(in, "{}, 3-degree zone, central meridian {}° E", *datum, degrees);
  }
  if (const auto found = utm.match(registry); found.hasMatch()) {
    const int number = found.captured(2).toInt();
    if (const auto datum = datum_words(found.captured(1).toStdString(), in))
      return found.captured(3) == "N" ? text_in(in, "{}, UTM zone {} north", *datum, number)
                                      : text_in(in, "{}, UTM zone {} south", *datum, number);
  }
  return datum_words(name, in).value_or(name);
}

}  // namespace firebreak::gui
