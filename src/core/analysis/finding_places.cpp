#include "core/analysis/finding_places.hpp"

#include <algorithm>

#include "core/base/text.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

constexpr double furthest_street_m = 300;

/// Finds streets that have a name.
class NamedStreets {
 public:
  explicit NamedStreets(const City& city) : city_(city), lines_(city.network->lines.boxes) {}

  /// The name of the nearest; of several equally near the first by its name. Empty if none is near.
  std::string_view nearest(Xy at) const {
    double best2 = furthest_street_m * furthest_street_m;
    std::string_view best;
    lines_.nearest(Box{at, at}, best2, [&](std::uint32_t s, double) {
      const std::string_view name = name_of(s);
      if (name.empty()) return best2;
      const double d2 = boundary_distance2_m2(city_.network->lines, s, at);
      if (d2 < best2 || (d2 == best2 && (best.empty() || name < best))) best2 = d2, best = name;
      return best2;
    });
    return best;
  }

 private:
  std::string_view name_of(std::uint32_t segment) const {
    return city_.roads->names[city_.network->segments[segment].road.value];
  }

  const City& city_;
  SpatialIndex lines_;
};

}  // namespace

void fill_places(const City& city, std::vector<Finding>& findings, const Job& job) {
  const auto needs = [](const Finding& f) { return f.place.empty() && !f.shape.empty(); };
  if (std::ranges::none_of(findings, needs) || city.network->segments.empty()) return;
  const NamedStreets streets(city);
  for (Finding& finding : findings) {
    if (!needs(finding)) continue;
    job.check();
    const std::string_view name = streets.nearest(interior_point(finding.shape, 0));
    if (!name.empty()) finding.place = text("near {}", name);
  }
}

}  // namespace firebreak
