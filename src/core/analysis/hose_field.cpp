#include "core/analysis/hose_field.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/analysis/hose_ways.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

/// A step to a neighbour and the cells between that must be free for it.
struct Step {
  int column, row;
  double length_m;
  std::array<std::array<int, 2>, 2> between;
  bool both;  ///< both of them, else one of the two
};

std::vector<Step> steps_of_the_compass() {
  std::vector<Step> steps;
  const double diagonal = std::sqrt(2.0);
  const double knight = std::sqrt(5.0);
  for (const int x : {-1, 1}) {
    steps.push_back({x, 0, 1, {{{x, 0}, {x, 0}}}, true});
    steps.push_back({0, x, 1, {{{0, x}, {0, x}}}, true});
    for (const int y : {-1, 1}) {
      steps.push_back({x, y, diagonal, {{{x, 0}, {0, y}}}, false});
      steps.push_back({2 * x, y, knight, {{{x, 0}, {x, y}}}, true});
      steps.push_back({x, 2 * y, knight, {{{0, y}, {x, y}}}, true});
    }
  }
  return steps;
}

std::int64_t whole(double metres) {
  return static_cast<std::int64_t>(std::floor(metres));
}

}  // namespace

HoseField::HoseField(const City& city, const HoseBarriers& barriers, double reach_m)
    : city_(city),
      barriers_(barriers),
      reach_m_(reach_m),
      side_(2 * whole(std::ceil(reach_m)) + 5),
      blocked_(static_cast<std::size_t>(side_ * side_)),
      way_m_(blocked_.size()),
      buckets_(static_cast<std::size_t>(std::ceil(reach_m)) + 2) {}

/// By the centres of the cells, row by row, even-odd over all rings.
void HoseField::fill(const Shapes& shapes, std::size_t f, Block with) {
  const Box& box = shapes.boxes[f];
  const std::int64_t first = std::max<std::int64_t>(0, whole(box.min.y_m - corner_.y_m));
  const std::int64_t last = std::min(side_ - 1, whole(box.max.y_m - corner_.y_m));
  for (std::int64_t row = first; row <= last; ++row) {
    const double y = centre(0, row).y_m;
    crossings_.clear();
    for (auto part = shapes.first_part(f); part < shapes.end_part(f); ++part) {
      const auto ring = shapes.part(part).points;
      for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const Xy a = ring[i];
        const Xy b = ring[i + 1];
        if ((a.y_m <= y) == (b.y_m <= y)) continue;
        crossings_.push_back(a.x_m + (y - a.y_m) / (b.y_m - a.y_m) * (b.x_m - a.x_m));
      }
    }
    std::sort(crossings_.begin(), crossings_.end());
    for (std::size_t i = 0; i + 1 < crossings_.size(); i += 2) {
      const std::int64_t from =
          std::max<std::int64_t>(0, whole(std::ceil(crossings_[i] - corner_.x_m - 0.5)));
      const std::int64_t to = std::min(side_ - 1, whole(crossings_[i + 1] - corner_.x_m - 0.5));
      for (std::int64_t column = from; column <= to; ++column)
        blocked_[static_cast<std::size_t>(cell(column, row))] |= with;
    }
  }
}

template <class Visit>
void HoseField::along(std::span<const Xy> line, const Visit& visit) {
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const Xy a = line[i] - corner_;
    const Xy b = line[i + 1] - corner_;
    std::int64_t column = whole(a.x_m);
    std::int64_t row = whole(a.y_m);
    const std::int64_t last_column = whole(b.x_m);
    const std::int64_t last_row = whole(b.y_m);
    const Xy way = b - a;
    const int step_x = way.x_m > 0 ? 1 : -1;
    const int step_y = way.y_m > 0 ? 1 : -1;
    const auto until = [](double from, double over, std::int64_t at, int step) {
      if (over == 0) return HoseWays::infinite;
      return (static_cast<double>(step > 0 ? at + 1 : at) - from) / over;
    };
    // One side of a cell at a time: a chain that no diagonal step slips through.
    while (true) {
      if (inside(column, row)) visit(column, row);
      if (column == last_column && row == last_row) break;
      const double next_x = until(a.x_m, way.x_m, column, step_x);
      const double next_y = until(a.y_m, way.y_m, row, step_y);
      if (std::min(next_x, next_y) > 1) break;
      if (next_x < next_y)
        column += step_x;
      else
        row += step_y;
    }
  }
}

void HoseField::block() {
  std::fill(blocked_.begin(), blocked_.end(), std::uint8_t{Block::free});
  const Box window{corner_, corner_ + Xy{static_cast<double>(side_), static_cast<double>(side_)}};
  city_.buildings->index.in_box(
      window, [&](std::uint32_t b) { fill(city_.buildings->shapes, b, Block::built); });
  barriers_.water_index.in_box(window,
                               [&](std::uint32_t w) { fill(*city_.water, w, Block::barred); });
  barriers_.line_index.in_box(window, [&](std::uint32_t l) {
    along(barriers_.lines.only_part(l), [&](std::int64_t column, std::int64_t row) {
      if (barriers_.walls[l] != 0 && barriers_.opened(centre(column, row))) return;
      blocked_[static_cast<std::size_t>(cell(column, row))] |= Block::barred;
    });
  });
  open_roads(window);
}

/// Roads lead over or under what bars the ground, and covered ones through buildings.
void HoseField::open_roads(const Box& window) {
  const RoadNetwork& network = *city_.network;
  barriers_.road_index.in_box(window, [&](std::uint32_t s) {
    const Road& road = (*city_.roads)[network.segments[s].road.value];
    if (!hose_can_follow(road)) return;
    const std::uint8_t opens = road.covered ? Block::built | Block::barred : Block::barred;
    along(network.lines.only_part(s), [&](std::int64_t column, std::int64_t row) {
      for (std::int64_t x = column - 1; x <= column + 1; ++x)
        for (std::int64_t y = row - 1; y <= row + 1; ++y)
          if (inside(x, y)) {
            auto& block = blocked_[static_cast<std::size_t>(cell(x, y))];
            block = static_cast<std::uint8_t>(block & ~opens);
          }
    });
  });
}

void HoseField::offer(std::int64_t column, std::int64_t row, double way_m) {
  if (way_m > reach_m_ || !is_free(column, row)) return;
  const auto at = static_cast<std::size_t>(cell(column, row));
  const auto way = static_cast<float>(way_m);
  if (way >= way_m_[at]) return;
  way_m_[at] = way;
  buckets_[static_cast<std::size_t>(way_m)].push_back(static_cast<std::uint32_t>(at));
}

void HoseField::relax(std::int64_t column, std::int64_t row) {
  static const std::vector<Step> steps = steps_of_the_compass();
  const auto way_m = static_cast<double>(way_m_[static_cast<std::size_t>(cell(column, row))]);
  for (const Step& step : steps) {
    const bool first = is_free(column + step.between[0][0], row + step.between[0][1]);
    const bool second = is_free(column + step.between[1][0], row + step.between[1][1]);
    if (step.both ? first && second : first || second)
      offer(column + step.column, row + step.row, way_m + step.length_m);
  }
}

void HoseField::spread(Xy from) {
  const double half = static_cast<double>(side_ / 2);
  corner_ = {std::floor(from.x_m) - half, std::floor(from.y_m) - half};
  block();
  std::fill(way_m_.begin(), way_m_.end(), infinite);
  for (auto& bucket : buckets_) bucket.clear();
  // A hydrant drawn into a wall begins at the open ground beside it.
  const std::int64_t middle = side_ / 2;
  for (std::int64_t column = middle - 2; column <= middle + 2; ++column)
    for (std::int64_t row = middle - 2; row <= middle + 2; ++row)
      if (const double d = distance_m(from, centre(column, row)); d <= 1.5) offer(column, row, d);
  // Every step is a metre or more, so that no cell of a bucket is improved by another of it.
  for (std::size_t metres = 0; metres < buckets_.size(); ++metres)
    for (std::size_t i = 0; i < buckets_[metres].size(); ++i) {
      const auto at = static_cast<std::int64_t>(buckets_[metres][i]);
      const auto way = way_m_[static_cast<std::size_t>(at)];
      if (static_cast<std::size_t>(way) == metres) relax(at % side_, at / side_);
    }
}

double HoseField::to(Xy p) const {
  const std::int64_t column = whole(p.x_m - corner_.x_m);
  const std::int64_t row = whole(p.y_m - corner_.y_m);
  double best = HoseWays::infinite;
  for (const double near_m : {1.0, 1.6}) {
    for (std::int64_t x = column - 2; x <= column + 2; ++x)
      for (std::int64_t y = row - 2; y <= row + 2; ++y) {
        const double d = distance_m(p, centre(x, y));
        if (d <= near_m && is_free(x, y))
          best =
              std::min(best, d + static_cast<double>(way_m_[static_cast<std::size_t>(cell(x, y))]));
      }
    if (best < HoseWays::infinite) break;
  }
  return best;
}

}  // namespace firebreak
