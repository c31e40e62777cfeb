#include "core/normalise/hydrant_mains.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "core/base/plural.hpp"
#include "core/base/text.hpp"
#include "core/geo/measure.hpp"
#include "core/model/accuracy.hpp"
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
  Mains(const Layer& layer, std::span<const Source> sources, std::uint32_t first)
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
      tells_layout_ = tells_layout_ || tells.layout != MainLayout::unknown;
      tells_diameter_ = tells_diameter_ || tells.diameter_mm.has_value();
      const std::uint32_t source = layer.origins[main].source;
      sigma_m_.push_back(source < sources.size() ? sources[source].accuracy_m : 0);
      largest_sigma_m_ = std::max(largest_sigma_m_, sigma_m_.back());
    }
  }

  LaidMains laid() const { return {layer_.shapes, layouts_}; }

  struct Near {
    double away_m = 0;
    double margin_m = 0;  ///< 1.5 sigma between its position and the hydrant's
    const MainTells* tells = nullptr;
    std::uint32_t main = 0;        ///< its number among all
    bool layout_expected = false;  ///< other mains of its layer tell theirs
    bool diameter_expected = false;
  };
  /// Adds every main that is within reach of a place, or as near as one that is may be.
  void add_near(Xy at, double sigma_m, std::vector<Near>& out) const {
    const double furthest_m =
        main_reach_m + marginal_sigmas * std::hypot(sigma_m, largest_sigma_m_);
    index_.in_box(Box{at, at}.grown(furthest_m), [&](std::uint32_t main) {
      const double margin_m = marginal_sigmas * std::hypot(sigma_m, sigma_m_[main]);
      const double away_m = distance_m(layer_.shapes, main, at);
      if (away_m <= main_reach_m + margin_m)
        out.push_back(
            {away_m, margin_m, &tells_[main], first_ + main, tells_layout_, tells_diameter_});
    });
  }

 private:
  const Layer& layer_;
  std::uint32_t first_;
  SpatialIndex index_;
  std::vector<MainTells> tells_;
  std::vector<MainLayout> layouts_;
  std::vector<double> sigma_m_;  ///< of the positions, one per main
  double largest_sigma_m_ = 0;
  bool tells_layout_ = false;  ///< some of them tell it
  bool tells_diameter_ = false;
};

/// Of the mains near, those that may be the nearest one, within the accuracy of the positions; none
/// if that one is out of reach.
std::vector<Mains::Near> perhaps_nearest(std::vector<Mains::Near> near) {
  if (near.empty()) return near;
  const double nearest_m = std::ranges::min(near, {}, &Mains::Near::away_m).away_m;
  if (nearest_m > main_reach_m) return {};
  std::erase_if(near,
                [&](const Mains::Near& main) { return main.away_m - nearest_m > main.margin_m; });
  return near;
}

/// What they agree on.
MainTells agreed(const std::vector<Mains::Near>& near) {
  MainTells out;
  bool layout_open = false, diameter_open = false;
  for (const Mains::Near& main : near) {
    const MainTells& tells = *main.tells;
    if (tells.layout != MainLayout::unknown) {
      layout_open |= out.layout != MainLayout::unknown && out.layout != tells.layout;
      out.layout = tells.layout;
    } else {
      layout_open |= main.layout_expected;
    }
    if (tells.diameter_mm) {
      diameter_open |= out.diameter_mm && *out.diameter_mm != *tells.diameter_mm;
      out.diameter_mm = tells.diameter_mm;
    } else {
      diameter_open |= main.diameter_expected;
    }
  }
  if (layout_open) out.layout = MainLayout::unknown;
  if (diameter_open) out.diameter_mm.reset();
  return out;
}

/// Whether the main in the street can be the one it hangs on: a pond has none, and a hydrant of
/// somebody's own hangs on the pipes of his yard.
bool hangs_on_street_main(const Hydrant& hydrant) {
  const bool on_main = hydrant.kind == HydrantKind::hydrant || hydrant.kind == HydrantKind::crane;
  return on_main && hydrant.owner != Owner::private_ && std::isfinite(hydrant.at.x_m) &&
         std::isfinite(hydrant.at.y_m);
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

void report(std::uint32_t source, std::size_t taken, IssueLog& log) {
  Issue issue;
  issue.kind = IssueKind::doubtful_value;
  issue.severity = Severity::info;
  issue.action = Action::assumed;
  issue.origin = {source, -1};
  issue.records = taken;
  issue.detail = text(
      for_count(taken,
                tr_key("{0} hydrant of which the ledger does not tell the main takes its layout or "
                       "diameter from the layer of mains, from the nearest within {1:g} m."),
                tr_key("{0} hydrants of which the ledger does not tell the main take its layout or "
                       "diameter from the layer of mains, from the nearest within {1:g} m.")),
      taken, main_reach_m);
  issue.effect = text("The water is reckoned with it; the column main_basis says so.");
  log.add(std::move(issue));
}

}  // namespace

void take_from_mains(Table<Hydrant>& hydrants, std::span<const Layer> layers,
                     std::span<const Source> sources, IssueLog& log) {
  std::vector<Mains> mains;
  std::uint32_t count = 0;
  for (const Layer& layer : layers) {
    if (layer.role != Role::water_mains || layer.shapes.empty()) continue;
    mains.emplace_back(layer, sources, count);
    count += static_cast<std::uint32_t>(layer.shapes.size());
  }
  if (mains.empty()) return;
  std::vector<LaidMains> laid;
  for (const Mains& layer : mains) laid.push_back(layer.laid());
  const std::vector<std::uint32_t> branches = branches_of(laid);
  std::map<std::uint32_t, std::size_t> taken;  // by source of hydrants
  std::vector<Mains::Near> near;
  for (Hydrant& hydrant : hydrants.rows) {
    const bool complete = hydrant.main_layout == MainLayout::ring && hydrant.main_mm;
    if (complete || !hangs_on_street_main(hydrant)) continue;
    const double sigma_m =
        hydrant.origin.source < sources.size() ? sources[hydrant.origin.source].accuracy_m : 0;
    near.clear();
    for (const Mains& layer : mains) layer.add_near(hydrant.at, sigma_m, near);
    near = perhaps_nearest(std::move(near));
    const MainTells tells = agreed(near);
    const bool layout =
        hydrant.main_layout == MainLayout::unknown && tells.layout != MainLayout::unknown;
    const bool diameter = !hydrant.main_mm && tells.diameter_mm;
    if (layout) hydrant.main_layout = tells.layout;
    if (diameter) hydrant.main_mm = tells.diameter_mm;
    if (hydrant.main_layout == MainLayout::branch) hydrant.branch_main = branch_at(near, branches);
    if (!layout && !diameter) continue;
    hydrant.main_basis = Basis::imputed;
    ++taken[hydrant.origin.source];
  }
  for (const auto& [source, count_of_source] : taken) report(source, count_of_source, log);
}

}  // namespace firebreak
