#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/model/feature_table.hpp"

namespace firebreak {

/// How many buildings of `changed_buildings` get better or worse: each counts once, by `effect`.
struct ChangedCount {
  std::size_t better = 0;  ///< in one respect at least, and in none worse
  std::size_t worse = 0;   ///< in one respect at least
  std::size_t both = 0;    ///< of the worse ones: better in another respect
  std::size_t open = 0;    ///< only become known or unknown
};

/// Counts rows of `changed_buildings`, for one town after the other: the texts are read once, when
/// it is made; a count of a million rows takes some milliseconds.
class ChangedCounter {
 public:
  /// The rows of one kind of change.
  struct OfKind {
    std::string what;  ///< as in the column `changed`, an English key
    std::size_t better = 0, worse = 0;
    std::size_t open = 0;  ///< become known or unknown
  };

  explicit ChangedCounter(const FeatureTable& changed);

  /// Of the rows with a 1 in `among`; of all if it is empty.
  ChangedCount buildings(std::span<const std::uint8_t> among) const;
  /// The same rows by kind of change, in the order of the table; kinds without a row are left out.
  std::vector<OfKind> kinds(std::span<const std::uint8_t> among) const;

 private:
  enum class Effect : std::uint8_t { open, better, worse };
  struct Kind {
    std::string what;
    std::size_t end = 0;  ///< row after its last
  };
  std::vector<std::uint32_t> building_of_;  ///< per row: 0, 1, … below `buildings_`
  std::vector<Effect> effects_;             ///< per row
  std::vector<Kind> kinds_;
  std::size_t buildings_ = 0;
};

}  // namespace firebreak
