#include "core/analysis/fire_class.hpp"

#include <unordered_map>

namespace firebreak {

namespace {

using Tally = std::array<std::uint32_t, fire_class_count + 1>;

/// 0 unknown, 1: one to three storeys, 2: four to six, 3: seven and more.
std::uint64_t storey_band(const Building& building) {
  std::optional<float> storeys = building.storeys;
  if (!storeys && building.height_m) storeys = *building.height_m / 3.0F;
  if (!storeys) return 0;
  return *storeys < 3.5F ? 1 : *storeys < 6.5F ? 2 : 3;
}

/// The most frequent class of at least `min_donors` buildings; of equals the more dangerous one.
std::optional<std::uint8_t> mode(const Tally& tally, int min_donors) {
  std::uint32_t known = 0;
  std::uint8_t best = fire_class_count;
  for (std::uint8_t c = fire_class_count; c >= 1; --c) {
    known += tally[c];
    if (tally[c] > tally[best]) best = c;
  }
  if (known < static_cast<std::uint32_t>(min_donors) || known == 0) return std::nullopt;
  return best;
}

/// Counts known classes per key, and answers for those without.
class Donors {
 public:
  void add(std::uint64_t key, std::uint8_t fire_class) { ++tallies_[key][fire_class]; }
  std::optional<std::uint8_t> answer(std::uint64_t key, int min_donors) const {
    const auto found = tallies_.find(key);
    return found == tallies_.end() ? std::nullopt : mode(found->second, min_donors);
  }

 private:
  std::unordered_map<std::uint64_t, Tally> tallies_;
};

}  // namespace

std::string_view class_source_name(ClassSource source) {
  static constexpr std::array<std::string_view, 6> names{"grade",     "structure", "block",
                                                         "community", "city",      "rule"};
  return names[static_cast<std::size_t>(source)];
}

Basis class_basis(ClassSource source) {
  if (source == ClassSource::grade) return Basis::declared;
  return source == ClassSource::rule ? Basis::default_value : Basis::imputed;
}

std::optional<std::uint8_t> class_of_grade(std::optional<std::uint8_t> grade) {
  if (!grade || *grade < 1 || *grade > 4) return std::nullopt;
  return *grade <= 2 ? std::uint8_t{1} : *grade;
}

std::optional<std::uint8_t> class_of_structure(Structure structure,
                                               std::optional<std::int16_t> year_built) {
  switch (structure) {
    case Structure::rc:
    case Structure::steel_rc:
      return 1;
    case Structure::brick_concrete:
      return year_built && *year_built >= 1990 ? std::uint8_t{1} : std::uint8_t{2};
    case Structure::brick_timber:
    case Structure::stone:
      return 3;
    case Structure::earth_timber:
    case Structure::timber:
    case Structure::bamboo:
    case Structure::sheet_sandwich:
    case Structure::shack:
      return 4;
    case Structure::unknown:
    case Structure::steel:
    case Structure::masonry:
    case Structure::cave:
    case Structure::mixed:
      break;
  }
  return std::nullopt;
}

std::uint8_t class_by_rule(std::optional<float> storeys, std::optional<float> height_m) {
  if ((height_m && *height_m >= 20) || (storeys && *storeys >= 7)) return 1;
  return storeys && *storeys >= 4 ? 2 : 3;
}

std::vector<FireClass> fire_classes(const City& city, std::span<const std::uint32_t> block_of,
                                    int min_donors, const Job& job) {
  const auto& rows = city.buildings->rows;
  std::vector<FireClass> classes(rows.size());
  std::vector<std::uint8_t> missing(rows.size(), 0);
  Donors by_block;
  Donors by_community;
  Donors by_city;
  const auto units = unit_of_buildings(city, job);
  const auto block_key = [&](std::size_t i) {
    return (std::uint64_t{block_of[i]} << 2U) | storey_band(rows[i]);
  };
  const auto community_key = [&](std::size_t i) {
    return (std::uint64_t{units[i]->value} << 8U) | static_cast<std::uint64_t>(rows[i].use);
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto from_grade = class_of_grade(rows[i].fire_grade);
    const auto known =
        from_grade ? from_grade : class_of_structure(rows[i].structure, rows[i].year_built);
    missing[i] = known ? 0 : 1;
    if (!known) continue;
    classes[i] = {*known, from_grade ? ClassSource::grade : ClassSource::structure};
    if (rows[i].obstacle_only) continue;  // a sliver tells nothing about its neighbours
    by_block.add(block_key(i), *known);
    if (units[i]) by_community.add(community_key(i), *known);
    by_city.add(storey_band(rows[i]), *known);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (missing[i] == 0) continue;
    if (const auto c = by_block.answer(block_key(i), min_donors)) {
      classes[i] = {*c, ClassSource::block};
    } else if (const auto u =
                   units[i] ? by_community.answer(community_key(i), min_donors) : std::nullopt) {
      classes[i] = {*u, ClassSource::community};
    } else if (const auto all = by_city.answer(storey_band(rows[i]), min_donors)) {
      classes[i] = {*all, ClassSource::city};
    } else {
      classes[i] = {class_by_rule(rows[i].storeys, rows[i].height_m), ClassSource::rule};
    }
  }
  return classes;
}

}  // namespace firebreak
