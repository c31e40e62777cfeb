#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/model/city.hpp"

namespace firebreak {

/// Fire class of a building (algorithms 4.1): 1 fire-resistive, 2 quasi fire-resistive, 3
/// fire-retarded or brick-timber, 4 bare timber or shack.
inline constexpr std::uint8_t fire_class_count = 4;

/// How a class became known, best first.
enum class ClassSource : std::uint8_t {
  grade,      ///< from the declared fire grade
  structure,  ///< from the load-bearing material
  block,      ///< the most frequent class of like buildings in the same block
  community,  ///< … of the same management unit and use
  city,       ///< … of the same height in the city
  rule,       ///< by height alone: too few buildings are known anywhere
};
std::string_view class_source_name(ClassSource source);
/// declared for a grade, imputed for structure and donors, default for the rule.
Basis class_basis(ClassSource source);

struct FireClass {
  std::uint8_t value = 3;
  ClassSource source = ClassSource::rule;
  friend bool operator==(const FireClass&, const FireClass&) = default;
};

/// GB grade I and II -> 1, III -> 3, IV -> 4.
std::optional<std::uint8_t> class_of_grade(std::optional<std::uint8_t> grade);

/// From the material: concrete -> 1; brick and concrete of 1990 or later -> 1, older or of unknown
/// year -> 2; brick-timber and stone -> 3; timber, bamboo, earth, shack, sandwich sheet -> 4.
/// Steel, masonry, mixed and cave say too little (planner.md 5.6).
std::optional<std::uint8_t> class_of_structure(Structure structure,
                                               std::optional<std::int16_t> year_built);

/// By height alone: from 20 m or 7 storeys 1, 4 to 6 storeys 2, else 3.
std::uint8_t class_by_rule(std::optional<float> storeys, std::optional<float> height_m);

/// The class of every building. A missing one comes from at least `min_donors` known buildings of
/// the same storey band (1-3, 4-6, 7 and more, unknown) in the block, else of the same unit and
/// use, else of the same storey band in the city, else by rule. The most frequent class wins, the
/// more dangerous of equals. Slivers give no class to others. `block_of` has one block number per
/// building. Throws `Cancelled`.
std::vector<FireClass> fire_classes(const City& city, std::span<const std::uint32_t> block_of,
                                    int min_donors, const Job& job);

}  // namespace firebreak
