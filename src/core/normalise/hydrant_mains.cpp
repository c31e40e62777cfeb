#include "core/normalise/hydrant_mains.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/text.hpp"
#include "core/geo/measure.hpp"
#include "core/model/cells.hpp"
#include "core/normalise/branch_mains.hpp"
#include "core/normalise/words.hpp"

namespace firebreak {

namespace {

/// What a main tells of the hydrants on it.
struct MainTells {
  MainLayout layout = MainLayout::unknown;
  std::optional<float> diameter_mm;
};

/// The mains of one layer; `first` is the number of its first one among all mains.
class Mains {
 public:
  Mains(const Layer& layer, std::uint32_t first)
      : layer_(layer), first_(first), index_(layer.shapes.boxes) {
    for (std::size_t main = 0; main < layer.shapes.size(); ++main) {
      MainTells& tells = tells_.emplace_back();
      for (const Column& column : layer.columns) {
        if (!column.has(main)) continue;
        if (column.name == "layout" && column.type == ColumnType::text)
          tells.layout = parse_main_layout(column.texts[main]).value.value_or(MainLayout::unknown);
        if (column.name == "diameter_mm" && column.type == ColumnType::real &&
            column.reals[main] > 0)
          tells.diameter_mm = static_cast<float>(column.reals[main]);
      }
      layouts_.push_back(tells.layout);
    }
  }

  LaidMains laid() const { return {layer_.shapes, layouts_}; }

  struct Near {
    double away_m = 0;
    double sigma_m = 0;  ///< of the layer's positions
    const MainTells* tells = nullptr;
    std::uint32_t main = 0;  ///< its number among all
  };
  /// Adds every main within reach of a place.
  void add_near(Xy at, double reach_m, std::span<const Source> sources,
                std::vector<Near>& out) const {
    index_.in_box(Box{at, at}.grown(reach_m), [&](std::uint32_t main) {
      const double away_m = distance_m(layer_.shapes, main, at);
      const std::uint32_t source = layer_.origins[main].source;
      if (away_m <= reach_m)
        out.push_back({away_m, source < sources.size() ? sources[source].accuracy_m : 0,
                       &tells_[main], first_ + main});
    });
  }

 private:
  const Layer& layer_;
  std::uint32_t first_;
  SpatialIndex index_;
  std::vector<MainTells> tells_;
  std::vector<MainLayout> layouts_;
};

/// Of the mains near, those that may be the nearest one, within the accuracy of the positions.
std::vector<Mains::Near> perhaps_nearest(std::vector<Mains::Near> near, double hydrant_sigma_m) {
  if (near.empty()) return near;
  const double nearest_m = std::ranges::min(near, {}, &Mains::Near::away_m).away_m;
  std::erase_if(near, [&](const Mains::Near& main) {
    return main.away_m - nearest_m > 1.5 * std::hypot(hydrant_sigma_m, main.sigma_m);
  });
  return near;
}

/// What they agree on. One that tells nothing of a figure has no say in it.
MainTells agreed(const std::vector<Mains::Near>& near) {
  MainTells out;
  bool layouts_differ = false, diameters_differ = false;
  for (const Mains::Near& main : near) {
    if (main.tells->layout != MainLayout::unknown) {
      layouts_differ |= out.layout != MainLayout::unknown && out.layout != main.tells->layout;
      out.layout = main.tells->layout;
    }
    if (main.tells->diameter_mm) {
      diameters_differ |= out.diameter_mm && *out.diameter_mm != *main.tells->diameter_mm;
      out.diameter_mm = main.tells->diameter_mm;
    }
  }
  if (layouts_differ) out.layout = MainLayout::unknown;
  if (diameters_differ) out.diameter_mm.reset();
  return out;
}

/// The branch that a hydrant on a branch main hangs on; none where that may be one of several, or
/// only ring mains are near.
std::optional<std::uint32_t> branch_at(const std::vector<Mains::Near>& near,
                                       std::span<const std::uint32_t> branches) {
  std::optional<std::uint32_t> branch;
  for (const Mains::Near& main : near) {
    if (main.tells->layout == MainLayout::ring) continue;
    if (branch && *branch != branches[main.main]) return std::nullopt;
    branch = branches[main.main];
  }
  return branch;
}

void report(std::size_t taken, IssueLog& log) {
  Issue issue;
  issue.kind = IssueKind::doubtful_value;
  issue.severity = Severity::info;
  issue.action = Action::assumed;
  issue.records = taken;
  issue.detail = text(
      "{0} hydrants without a main of their own in the ledger take its layout or diameter from the "
      "layer of mains, from the nearest within {1:g} m.",
      taken, main_reach_m);
  issue.effect = text("Their water is reckoned with it; the column main_basis says so.");
  log.add(std::move(issue));
}

}  // namespace

void take_from_mains(Table<Hydrant>& hydrants, std::span<const Layer> layers,
                     std::span<const Source> sources, IssueLog& log) {
  std::vector<Mains> mains;
  std::uint32_t count = 0;
  for (const Layer& layer : layers) {
    if (layer.role != Role::water_mains || layer.shapes.empty()) continue;
    mains.emplace_back(layer, count);
    count += static_cast<std::uint32_t>(layer.shapes.size());
  }
  if (mains.empty()) return;
  std::vector<LaidMains> laid;
  for (const Mains& layer : mains) laid.push_back(layer.laid());
  const std::vector<std::uint32_t> branches = branches_of(laid);
  std::size_t taken = 0;
  std::vector<Mains::Near> near;
  for (Hydrant& hydrant : hydrants.rows) {
    const bool on_main = hydrant.kind == HydrantKind::hydrant || hydrant.kind == HydrantKind::crane;
    if (!on_main || !std::isfinite(hydrant.at.x_m) || !std::isfinite(hydrant.at.y_m)) continue;
    near.clear();
    for (const Mains& layer : mains) layer.add_near(hydrant.at, main_reach_m, sources, near);
    const double sigma_m =
        hydrant.origin.source < sources.size() ? sources[hydrant.origin.source].accuracy_m : 0;
    near = perhaps_nearest(std::move(near), sigma_m);
    const MainTells tells = agreed(near);
    const bool layout =
        hydrant.main_layout == MainLayout::unknown && tells.layout != MainLayout::unknown;
    const bool diameter = !hydrant.main_mm && tells.diameter_mm;
    if (layout) hydrant.main_layout = tells.layout;
    if (diameter) hydrant.main_mm = tells.diameter_mm;
    if (hydrant.main_layout == MainLayout::branch) hydrant.branch_main = branch_at(near, branches);
    if (!layout && !diameter) continue;
    hydrant.main_basis = Basis::imputed;
    ++taken;
  }
  if (taken > 0) report(taken, log);
}

}  // namespace firebreak
