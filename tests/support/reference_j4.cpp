#include "support/reference_j4.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/parallel.hpp"
#include "core/geo/measure.hpp"
#include "core/geo/spatial_index.hpp"
#include "core/io/read.hpp"

namespace firebreak::test {

namespace {

constexpr double ray_m = 20;

/// The free distances at one sample.
struct Sides {
  double left_m = ray_m;
  double right_m = ray_m;
  bool inside = false;
};

/// A straight stretch of road and the samples on it: sample i stands at first_m + i * step_m.
struct Stretch {
  Xy at;
  Xy along;
  double first_m;
  double step_m;
  std::size_t count;
};

/// Measures one road after the other; one object per thread.
class RoadWidth {
 public:
  RoadWidth(const Shapes& buildings, const SpatialIndex& index)
      : buildings_(buildings), index_(index) {}

  double width_m(std::span<const Xy> line, std::size_t* samples) {
    const double length = line_length_m(line);
    const double n = std::max(1.0, std::ceil(length / 5));
    *samples = static_cast<std::size_t>(n);
    const double step = length / n;
    double least = 2 * ray_m;
    double passed = 0;
    std::size_t next = 0;
    for (std::size_t v = 0; v + 1 < line.size() && least > 0; ++v) {
      const double piece = distance_m(line[v], line[v + 1]);
      const bool last = v + 2 == line.size();
      const std::size_t first = next;
      while (next < *samples && (last || (static_cast<double>(next) + 0.5) * step < passed + piece))
        ++next;
      if (next > first && piece > 0)
        least = std::min(least, narrowest_m({line[v], (1 / piece) * (line[v + 1] - line[v]),
                                             (static_cast<double>(first) + 0.5) * step - passed,
                                             step, next - first}));
      passed += piece;
    }
    return least;
  }

 private:
  double narrowest_m(const Stretch& s) {
    sides_.assign(s.count, {});
    const Xy from = s.at + s.first_m * s.along;
    const Xy to = from + static_cast<double>(s.count - 1) * s.step_m * s.along;
    const Xy across = ray_m * Xy{-s.along.y_m, s.along.x_m};
    Box box;
    for (const Xy p : {from + across, from - across, to + across, to - across}) box.add(p);
    index_.in_box(box, [&](std::uint32_t b) { take_building(s, b); });
    double least = 2 * ray_m;
    for (const Sides& side : sides_)
      least = std::min(least, side.inside ? 0 : side.left_m + side.right_m);
    return least;
  }

  /// A sample is inside if the ray to the left leaves the footprint an odd number of times.
  void take_building(const Stretch& s, std::uint32_t b) {
    odd_.assign(s.count, 0);
    const auto begin = buildings_.first_part(b);
    for (auto p = begin; p < buildings_.end_part(b); ++p) {
      const auto ring = buildings_.part(p).points;
      double sa = dot(ring[0] - s.at, s.along);
      double ta = cross(s.along, ring[0] - s.at);
      for (std::size_t v = 1; v < ring.size(); ++v) {
        const double sb = dot(ring[v] - s.at, s.along);
        const double tb = cross(s.along, ring[v] - s.at);
        take_edge(s, sa, ta, sb, tb);
        sa = sb;
        ta = tb;
      }
    }
    for (std::size_t i = 0; i < s.count; ++i)
      if (odd_[i] != 0) sides_[i].inside = true;
  }

  void take_edge(const Stretch& s, double sa, double ta, double sb, double tb) {
    const double low = std::min(sa, sb);
    const double high = std::max(sa, sb);
    const double end = s.first_m + static_cast<double>(s.count - 1) * s.step_m;
    if (high <= s.first_m || low > end) return;
    auto i = low <= s.first_m ? std::size_t{0}
                              : static_cast<std::size_t>(std::ceil((low - s.first_m) / s.step_m));
    if (i > 0) --i;  // rounding may have passed the sample on the lower end
    for (; i < s.count; ++i) {
      const double at = s.first_m + static_cast<double>(i) * s.step_m;
      if (at >= high) break;
      if ((sa > at) == (sb > at)) continue;
      const double t = ta + (tb - ta) * (at - sa) / (sb - sa);
      Sides& side = sides_[i];
      if (std::abs(t) < 1e-9) side.inside = true;
      if (t >= 0) {
        side.left_m = std::min(side.left_m, t);
        odd_[i] ^= 1U;
      } else {
        side.right_m = std::min(side.right_m, -t);
      }
    }
  }

  const Shapes& buildings_;
  const SpatialIndex& index_;
  std::vector<Sides> sides_;
  std::vector<std::uint8_t> odd_;
};

}  // namespace

J4Input read_j4(const std::filesystem::path& geopackage, const Job& job) {
  io::ReadOptions options;
  options.layers = {"buildings", "roads"};
  J4Input input;
  for (RawLayer& layer : io::read_source(geopackage, options, job)) {
    if (layer.layer == "buildings") input.buildings = std::move(layer.shapes);
    if (layer.layer != "roads") continue;
    const Column* covered = layer.column("covered");
    for (std::size_t r = 0; r < layer.size(); ++r) {
      const bool yes = covered != nullptr && covered->has(r) &&
                       (covered->type == ColumnType::integer ? covered->integers[r] != 0
                        : covered->type == ColumnType::real  ? covered->reals[r] != 0
                                                             : covered->texts[r] != "0");
      input.covered.push_back(yes ? 1 : 0);
    }
    input.roads = std::move(layer.shapes);
  }
  return input;
}

J4Figures reference_j4(const J4Input& input, const Job& job) {
  const SpatialIndex index(input.buildings.boxes);
  struct Road {
    double width_m = 0;
    std::size_t samples = 0;
  };
  std::vector<Road> roads(input.roads.size());
  parallel_for(job, roads.size(), 1024, "measuring",
               [&](std::size_t begin, std::size_t end, unsigned) {
                 RoadWidth meter(input.buildings, index);
                 for (std::size_t r = begin; r < end; ++r)
                   if (input.covered[r] == 0)
                     roads[r].width_m = meter.width_m(input.roads.only_part(r), &roads[r].samples);
               });
  J4Figures figures;
  for (std::size_t r = 0; r < roads.size(); ++r) {
    if (input.covered[r] != 0) continue;
    ++figures.segments;
    figures.samples += roads[r].samples;
    figures.under_4m += roads[r].width_m < 4 ? 1U : 0U;
    figures.under_6m += roads[r].width_m < 6 ? 1U : 0U;
    figures.bounded += roads[r].width_m < 2 * ray_m ? 1U : 0U;
    figures.mean_width_m += roads[r].width_m;
  }
  if (figures.segments > 0) figures.mean_width_m /= static_cast<double>(figures.segments);
  return figures;
}

}  // namespace firebreak::test
