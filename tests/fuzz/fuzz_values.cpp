#include <cmath>
#include <cstdlib>
#include <cstring>

#include "core/normalise/text_clean.hpp"
#include "core/normalise/values.hpp"
#include "core/normalise/words.hpp"
#include "fuzz/targets.hpp"

namespace firebreak::fuzz {

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

/// A value is one that can be true, and there is none where the reading failed.
void check(const Parsed& parsed, const QuantityInfo& quantity) {
  require(int{parsed.value.has_value()} + int{parsed.impossible} + int{parsed.unreadable} <= 1);
  if (!parsed.value) return require(!parsed.upto);
  require(*parsed.value >= quantity.min && *parsed.value <= quantity.max);
  if (!parsed.upto) return;
  require(*parsed.upto > *parsed.value && *parsed.upto <= quantity.max && parsed.assumed);
}

void check(const ParsedYear& year) {
  if (year.from) require(*year.from >= earliest_year && *year.from <= latest_year);
  if (year.to) require(*year.to >= earliest_year && *year.to <= latest_year);
  if (year.from && year.to) require(*year.from <= *year.to);
  if (year.unreadable || year.impossible) require(!year.from && !year.to);
}

template <class T>
void check(const Word<T>& word) {
  require(int{word.value.has_value()} + int{word.ambiguous} + int{word.unreadable} <= 1);
}

void words(std::string_view cell) {
  check(parse_truth(cell));
  check(parse_structure(cell));
  check(parse_fire_grade(cell));
  check(parse_use(cell));
  check(parse_road_class(cell));
  check(parse_one_way(cell));
  check(parse_access(cell));
  check(parse_hydrant_status(cell));
  check(parse_owner(cell));
  check(parse_main_layout(cell));
  check(parse_obstacle_kind(cell));
  check(parse_opening(cell));
  check(parse_occasion(cell));
  check(parse_barrier_kind(cell));
  check(parse_unit_level(cell));
  check(parse_in_use(cell));
  parse_hydrant_form(cell);
}

void numbers(std::string_view cell) {
  double number = 0;
  std::memcpy(&number, cell.data(), std::min(cell.size(), sizeof number));
  for (std::size_t q = 0; q < quantity_count; ++q) {
    const auto quantity = static_cast<Quantity>(q);
    check(parse_quantity(quantity, cell), info(quantity));
    check(parse_quantity(quantity, number), info(quantity));
  }
  check(parse_year(cell));
  check(parse_year(number));
  const ParsedStoreys storeys = parse_storeys(cell);
  check(storeys.above, info(Quantity::storeys));
  check(storeys.below, info(Quantity::basement));
  const Parsed angle = parse_angle_deg(cell);
  if (angle.value) require(std::abs(*angle.value) <= 180);
  const ParsedPlace place = parse_lonlat(cell);
  if (place.place)
    require(std::abs(place.place->lon_deg) <= 180 && std::abs(place.place->lat_deg) <= 90);
}

}  // namespace

void values(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view cell = bytes.substr(0, end);
    numbers(cell);
    words(cell);
    const std::string plain = tidy(cell);
    folded_name(cell);
    header_bracket(plain);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
}

}  // namespace firebreak::fuzz
