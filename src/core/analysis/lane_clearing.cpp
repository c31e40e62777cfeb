#include "core/analysis/lane_clearing.hpp"

#include <algorithm>

#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

/// Nearer to the centre line than this is on it.
constexpr double lies_on_line_m = 0.05;

struct Beside {
  ObstacleRef ref;
  const Shapes* shapes = nullptr;
  int side = 0;  ///< -1 right, 1 left, 0 on the line
  bool removable = false;
};

class Neighbourhood {
 public:
  Neighbourhood(const City& city, std::uint32_t segment, double wanted_m)
      : lines_(city.network->lines), segment_(segment), wanted_m_(wanted_m) {
    const Box box = lines_.boxes[segment].grown(wanted_m);
    const auto add_all = [&](const auto& table, LaneThing thing, const auto& stands,
                             const auto& removable) {
      table.index.in_box(box, [&](std::uint32_t f) {
        if (stands(table[f])) add({thing, f}, table.shapes, removable(table[f]));
      });
    };
    const auto never = [](const auto&) { return false; };
    add_all(
        *city.buildings, LaneThing::building, [](const Building&) { return true; }, never);
    add_all(
        *city.barriers, LaneThing::barrier, [](const Barrier&) { return true; }, never);
    add_all(
        *city.obstacles, LaneThing::obstacle, [](const Obstacle& o) { return o.active; },
        [](const Obstacle& o) { return o.removable; });
  }

  LaneClearing clearing() const {
    LaneClearing out;
    double nearest2 = wanted_m_ * wanted_m_;
    for (const Beside& a : things_) {
      bool narrows = a.side == 0;
      if (narrows && !a.removable && out.fixed.size() != 1) out.fixed = {a.ref}, nearest2 = 0;
      for (const Beside& b : things_) {
        if (a.side * b.side >= 0) continue;
        const double d2 =
            distance2_m2(*a.shapes, a.ref.row, *b.shapes, b.ref.row, wanted_m_ * wanted_m_);
        if (d2 >= wanted_m_ * wanted_m_) continue;
        narrows = true;
        if (!a.removable && !b.removable && d2 < nearest2) {
          nearest2 = d2;
          out.fixed = a.side > 0 ? std::vector{a.ref, b.ref} : std::vector{b.ref, a.ref};
        }
      }
      if (narrows && a.removable) out.removable.push_back(a.ref.row);
    }
    std::ranges::sort(out.removable);
    return out;
  }

 private:
  void add(ObstacleRef ref, const Shapes& shapes, bool removable) {
    Xy there;
    Xy here;
    const double limit2 = wanted_m_ * wanted_m_;
    const double d2 = distance2_m2(shapes, ref.row, lines_, segment_, limit2, &there, &here);
    if (d2 >= limit2) return;
    int side = 0;
    if (d2 > lies_on_line_m * lies_on_line_m) {
      const auto line = lines_.only_part(segment_);
      Xy along;
      point_along(line, nearest_on_line(line, here).along_m, &along);
      const Xy off = there - here;
      side = along.x_m * off.y_m - along.y_m * off.x_m > 0 ? 1 : -1;
    }
    things_.push_back({ref, &shapes, side, removable});
  }

  const Shapes& lines_;
  std::uint32_t segment_;
  double wanted_m_;
  std::vector<Beside> things_;
};

}  // namespace

LaneClearing clearing_of(const City& city, std::uint32_t segment, double wanted_m) {
  return Neighbourhood(city, segment, wanted_m).clearing();
}

}  // namespace firebreak
