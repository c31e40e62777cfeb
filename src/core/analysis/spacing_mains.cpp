#include "core/analysis/spacing_mains.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "core/analysis/near_main.hpp"
#include "core/base/hash.hpp"
#include "core/base/parallel.hpp"
#include "core/geo/measure.hpp"
#include "core/model/unit_chain.hpp"

namespace firebreak {

namespace {

using Unpiped = HydrantSpacing::Unpiped;

constexpr double step_m = 5;
/// Cosine of the angle up to which a main runs along a street.
constexpr double along_cosine = 0.70710678;

/// The straight pieces of all mains, with an index.
class MainPieces {
 public:
  explicit MainPieces(const City& city) {
    std::vector<Box> boxes;
    for (const Layer& layer : *city.others) {
      if (layer.role != Role::water_mains) continue;
      for (std::size_t p = 0; p < layer.shapes.part_kind.size(); ++p) {
        const auto line = layer.shapes.part(p).points;
        for (std::size_t i = 1; i < line.size(); ++i) {
          if (line[i] == line[i - 1]) continue;
          pieces_.push_back({line[i - 1], line[i]});
          Box& box = boxes.emplace_back();
          box.add(line[i - 1]);
          box.add(line[i]);
        }
      }
    }
    index_ = SpatialIndex(boxes);
  }
  bool empty() const { return pieces_.empty(); }

  bool along(Xy at, Xy direction) const {
    bool found = false;
    index_.in_box(Box{at, at}.grown(near_main_m), [&](std::uint32_t p) {
      if (found) return;
      const auto& [from, to] = pieces_[p];
      if (point_segment2_m2(at, from, to) > near_main_m * near_main_m) return;
      found = std::abs(dot(to - from, direction)) >= along_cosine * length_m(to - from);
    });
    return found;
  }

 private:
  struct Piece {
    Xy from, to;
  };
  std::vector<Piece> pieces_;
  SpatialIndex index_;
};

/// A part of a stretch without a main.
struct Bare {
  std::uint32_t stretch = 0;
  double from_m = 0;
  double to_m = 0;
};

void find_bare(const City& city, const SpacingStreets::Stretch& stretch, std::uint32_t number,
               const MainPieces& mains, std::vector<Bare>& found) {
  const auto line = city.network->lines.only_part(stretch.segment);
  const double length = stretch.to_m - stretch.from_m;
  const int steps = std::max(1, static_cast<int>(std::ceil(length / step_m)));
  std::optional<Bare> open;
  const auto close = [&] {
    if (open && open->to_m - open->from_m >= near_main_m) found.push_back(*open);
    open.reset();
  };
  for (int i = 0; i < steps; ++i) {
    const double from = stretch.from_m + length * i / steps;
    const double to = stretch.from_m + length * (i + 1) / steps;
    Xy direction;
    const Xy middle = point_along(line, (from + to) / 2, &direction);
    if (mains.along(middle, direction)) {
      close();
      continue;
    }
    if (!open) open = Bare{number, from, to};
    open->to_m = to;
  }
  close();
}

/// Puts the parts of one street in one unit together.
class Collector {
 public:
  Collector(const City& city, const SpacingStreets& streets) : city_(city), streets_(streets) {}

  void add(const Bare& bare) {
    const auto& stretch = streets_.stretches[bare.stretch];
    const auto line = city_.network->lines.only_part(stretch.segment);
    // Of the unit that the stretch is counted in (spacing_arrears.hpp): no unit has more of it than
    // street.
    const auto unit = unit_at(city_, point_along(line, (stretch.from_m + stretch.to_m) / 2));
    Parts& parts = by_street_[{stretch.stroke, unit ? unit->value : UINT32_MAX}];
    parts.length_m += bare.to_m - bare.from_m;
    parts.by_road[city_.network->segments[stretch.segment].road.value] += bare.to_m - bare.from_m;
    parts.lines.push_back(line_part(line, bare.from_m, bare.to_m));
  }

  void into(HydrantSpacing::Result& result) const {
    std::vector<std::pair<Unpiped, const Parts*>> rows;
    for (const auto& [key, parts] : by_street_) {
      Unpiped street;
      street.length_m = parts.length_m;
      if (key.second != UINT32_MAX) street.unit = Id<ManagementUnit>{key.second};
      name(parts, street);
      rows.emplace_back(std::move(street), &parts);
    }
    std::ranges::sort(rows, [](const auto& a, const auto& b) {
      return a.first.length_m != b.first.length_m ? a.first.length_m > b.first.length_m
                                                  : a.first.id < b.first.id;
    });
    for (auto& [street, parts] : rows) {
      for (const auto& line : parts->lines) result.unpiped_shapes.add_part(PartKind::line, line);
      result.unpiped_shapes.finish_feature();
      result.unpiped.push_back(std::move(street));
    }
  }

 private:
  struct Parts {
    double length_m = 0;
    std::map<std::uint32_t, double> by_road;
    std::vector<std::vector<Xy>> lines;
  };

  void name(const Parts& parts, Unpiped& street) const {
    const Texts& ids = city_.roads->ids;
    std::set<std::string_view> roads;
    double most_m = -1;
    for (const auto& [road, length] : parts.by_road) {
      roads.insert(ids[road]);
      if (length > most_m || (length == most_m && ids[road] < ids[street.road]))
        most_m = length, street.road = road;
    }
    StableHash hash;
    for (const std::string_view road : roads) hash.add(road);
    if (street.unit) hash.add(city_.units->ids[street.unit->value]);
    street.id = hash.id("m");
  }

  const City& city_;
  const SpacingStreets& streets_;
  /// By street, then by unit; UINT32_MAX: in none.
  std::map<std::pair<std::uint32_t, std::uint32_t>, Parts> by_street_;
};

}  // namespace

void find_unpiped(const City& city, const SpacingStreets& streets, HydrantSpacing::Result& result,
                  const Job& job) {
  const MainPieces mains(city);
  result.mains_given = !mains.empty();
  if (!result.mains_given) return;
  constexpr std::size_t chunk = 256;
  const std::size_t count = streets.stretches.size();
  std::vector<std::vector<Bare>> found((count + chunk - 1) / chunk);
  parallel_for(job, count, chunk, translate(tr_key("Looking for streets without a main")),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 for (std::size_t s = begin; s < end; ++s)
                   find_bare(city, streets.stretches[s], static_cast<std::uint32_t>(s), mains,
                             found[begin / chunk]);
               });
  Collector collector(city, streets);
  for (const auto& part : found)
    for (const Bare& bare : part) collector.add(bare);
  collector.into(result);
  for (const Unpiped& street : result.unpiped) {
    result.city.unpiped_m += street.length_m;
    if (result.units.empty()) continue;
    if (!street.unit) result.units.back().unpiped_m += street.length_m;
    for_unit_and_above(city, street.unit, [&](Id<ManagementUnit> unit) {
      result.units[unit.value].unpiped_m += street.length_m;
    });
  }
}

}  // namespace firebreak
