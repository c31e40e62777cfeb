#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/analysis/exposure.hpp"
#include "core/base/job.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// How failing buildings are drawn together into gap areas (algorithms 2.7).
struct GapRule {
  double closing_m = 15;    ///< buildings up to twice this apart belong together
  double opening_m = 3;     ///< bridges narrower than twice this are cut
  double minor_m2 = 500;    ///< a smaller gap without a key site is minor
  double wide_road_m = 30;  ///< a road declared wider than this parts a gap
  friend bool operator==(const GapRule&, const GapRule&) = default;
};

/// One gap: the failing buildings it stands for and what they expose.
struct CoverageGap : ExposureSum {
  std::string id;                        ///< hash of the sorted building ids
  std::vector<std::uint32_t> buildings;  ///< positions, ascending
  double area_m2 = 0;
  double score = 0;  ///< sum of weight times uncovered share
  bool minor = false;
};

/// Gaps in order of rank (score, key sites, people, id); shape g belongs to gap g.
struct CoverageGaps {
  std::vector<CoverageGap> gaps;
  Shapes shapes;
};

/// A building to be covered by a gap, or to be kept out of one.
enum class GapRole : std::uint8_t { outside, failing, other };

/// Draws the gaps around the buildings with role `failing`. Each is in exactly one gap; footprints
/// with role `other` are cut out, so that no building that does not fail lies in a gap (`outside`
/// marks slivers, which are left alone); water and wide roads are cut out except under a failing
/// footprint. Should nothing be left of a gap, which takes failing buildings drawn inside others,
/// it keeps its bare footprints. Gaps never overlap: they lie farther than twice `closing_m` minus
/// the simplification apart. `open_share` is the uncovered share 0…1 of each building.
/// Throws `Error` (internal) if GEOS fails, `Cancelled`.
CoverageGaps coverage_gaps(const City& city, std::span<const GapRole> roles,
                           std::span<const double> open_share, const GapRule& rule, const Job& job);

}  // namespace firebreak
