#include "core/analysis/water_account.hpp"

#include <algorithm>
#include <cmath>

#include "core/analysis/flow_rules.hpp"
#include "core/analysis/source_rule.hpp"
#include "core/geo/measure.hpp"
#include "core/model/accuracy.hpp"
#include "core/model/cells.hpp"
#include "core/model/position_accuracy.hpp"

namespace firebreak {

namespace {

using Supply = WaterAccount::Source;
using LeftOut = WaterAccount::LeftOut;
using Doubt = WaterAccount::Doubt;

/// Figures are stored as they were reckoned; only the order of sums may differ.
constexpr double rounding_lps = 1e-6;

MainLayout layout_from_name(std::string_view name) {
  for (const MainLayout layout : {MainLayout::ring, MainLayout::branch})
    if (main_layout_name(layout) == name) return layout;
  return MainLayout::unknown;
}

/// Looks the hydrants through for one building.
class Finder {
 public:
  Finder(const FeatureTable& buildings, std::uint32_t row, const FeatureTable& hydrants,
         const RunRecord& record)
      : buildings_(buildings), row_(row), hydrants_(hydrants), record_(record) {
    const auto used = [&](std::string_view key, double otherwise) {
      return record.value_used<double>(key).value_or(otherwise);
    };
    credit_min_m_ = used("water.credit_min_m", 0);
    credit_max_m_ = used("water.credit_max_m", 0);
    suction_radius_m_ = used("water.suction_radius_m", credit_max_m_);
    least_pressure_mpa_ = used("water.least_pressure_mpa", 0);
    detour_most_ = std::max(1.0, used("water.detour_most", 1));
    steps_ = credit_steps(record.value_used<std::string>("water.credit_ft").value_or(""),
                          record.value_used<std::string>("water.credit_gpm").value_or(""));
    ignores_accuracy_ = record.value_used<bool>("accuracy.ignore").value_or(false);
    building_sigma_m_ = accuracy_m(buildings, row, record, Role::buildings);
    // Most hydrants are far off: nothing of them is looked up.
    double sigma_m = told_accuracy_m(record.inputs, Role::hydrants).value_or(0);
    if (const Column* own = hydrants.column("accuracy_m"))
      for (const double row_m : own->reals) sigma_m = std::max(sigma_m, row_m);
    around_ =
        buildings.shapes.boxes[row].grown(std::max(credit_max_m_, suction_radius_m_) +
                                          marginal_sigmas * std::hypot(building_sigma_m_, sigma_m));
  }

  void look_at(std::uint32_t h, WaterAccount& account) const {
    const Xy at = hydrants_.shapes.feature_points(h)[0];
    if (!around_.contains(at)) return;
    const bool from_main = kind(h) == "hydrant" || kind(h) == "crane";
    const double most_m = from_main ? credit_max_m_ : suction_radius_m_;
    const double margin =
        ignores_accuracy_
            ? 0
            : marginal_sigmas *
                  std::hypot(building_sigma_m_, accuracy_m(hydrants_, h, record_, Role::hydrants));
    const double distance = distance_m(buildings_.shapes, row_, at);
    if (distance - margin > most_m) return;
    const auto most_lps = number_in(hydrants_, "credit_most_lps", h);
    if (!most_lps) return leave_out(h, distance, account);
    if (distance + margin < credit_min_m_) {
      account.left_out.push_back(left_out(h, distance, LeftOut::Why::too_near));
      return;
    }
    Supply source;
    source.row = h;
    source.id = word_or_empty(hydrants_, "hydrant_id", h);
    source.kind = kind(h);
    source.told_layout = word_or_empty(hydrants_, "main_layout", h);
    source.distance_m = distance;
    source.main_mm = number_in(hydrants_, "main_mm", h);
    source.branch = word_or_empty(hydrants_, "branch_main", h);
    source.gives.least_lps = number_in(hydrants_, "credit_lps", h).value_or(0);
    source.gives.most_lps = *most_lps;
    source.gives.layout = layout_from_name(word_or_empty(hydrants_, "credit_layout", h));
    const double at_worst_m = (distance + margin) * detour_most_;
    if (word_in(hydrants_, "status", h) == hydrant_status_name(HydrantStatus::unknown))
      source.doubt = Doubt::state;
    else if (at_worst_m > most_m)
      source.doubt = Doubt::too_far;
    else if (distance - margin < credit_min_m_)
      source.doubt = Doubt::too_near;
    if (at_worst_m > most_m || distance - margin < credit_min_m_) source.gives.least_lps = 0;
    grade_credit(steps_, std::max(0.0, distance - margin), at_worst_m, source.gives);
    if (source.gives.most_lps <= 0) return;
    account.sources.push_back(std::move(source));
  }

 private:
  std::string_view kind(std::uint32_t h) const { return word_or_empty(hydrants_, "kind", h); }

  LeftOut left_out(std::uint32_t h, double distance, LeftOut::Why why) const {
    return {h, std::string(word_or_empty(hydrants_, "hydrant_id", h)), distance, why, {}, 0};
  }

  /// Of a hydrant that counts nowhere.
  void leave_out(std::uint32_t h, double distance, WaterAccount& account) const {
    const std::string_view code = word_or_empty(hydrants_, "reason_code", h);
    if (code == "duplicate") return;
    const auto pressure = number_in(hydrants_, "pressure_mpa", h);
    const bool works = code == "usable" || code == "unknown" || code == flow_too_low_code ||
                       (code == pressure_too_low_code && pressure);
    LeftOut out = left_out(h, distance, LeftOut::Why::state);
    out.state = code;
    if (works && pressure && *pressure < least_pressure_mpa_) {
      out.why = LeftOut::Why::pressure;
      out.pressure_mpa = *pressure;
    } else if (works) {
      out.why = LeftOut::Why::flow;
    }
    account.left_out.push_back(std::move(out));
  }

  const FeatureTable& buildings_;
  std::uint32_t row_;
  const FeatureTable& hydrants_;
  const RunRecord& record_;
  double credit_min_m_ = 0;
  double credit_max_m_ = 0;
  double suction_radius_m_ = 0;
  double least_pressure_mpa_ = 0;
  double building_sigma_m_ = 0;
  double detour_most_ = 1;
  std::vector<CreditStep> steps_;
  bool ignores_accuracy_ = false;
  Box around_;
};

/// Nearest first, of equally near ones the smaller id.
template <class Item>
void sort_by_distance(std::vector<Item>& items) {
  std::ranges::sort(items, [](const Item& a, const Item& b) {
    return a.distance_m != b.distance_m ? a.distance_m < b.distance_m : a.id < b.id;
  });
}

/// Branches by number: those of one name are one.
void number_branches(WaterAccount& account) {
  std::vector<std::string_view> names;
  for (Supply& source : account.sources) {
    if (source.branch.empty()) continue;
    const auto known = std::ranges::find(names, source.branch);
    source.gives.branch = static_cast<std::uint32_t>(known - names.begin());
    if (known == names.end()) names.push_back(source.branch);
  }
}

void add_up(WaterAccount& account, std::size_t on_branch) {
  std::vector<WaterSource> counted;
  for (Supply& source : account.sources) {
    counted.push_back(source.gives);
    account.worst = supply_at_worst(counted, on_branch);
    account.best = supply_at_best(counted, on_branch);
    source.sum_lps = account.worst.all_lps;
    source.sum_most_lps = account.best.all_lps;
  }
  account.at_worst = water_class(account.worst, account.required_lps);
  account.at_best = water_class(account.best, account.required_least_lps);
  double least_left = account.worst.all_lps;
  for (std::size_t s = 0; s < counted.size(); ++s) {
    std::vector<WaterSource> others = counted;
    others.erase(others.begin() + std::ptrdiff_t(s));
    const double left = supply_at_worst(others, on_branch).all_lps;
    if (left >= least_left - rounding_lps) continue;
    least_left = left;
    account.most_missed = s;
  }
}

}  // namespace

std::optional<WaterAccount> water_account(const FeatureTable& buildings, std::uint32_t row,
                                          const FeatureTable& hydrants, const RunRecord& record) {
  const auto water = word_in(buildings, "water_verdict", row);
  if (!water || row >= buildings.shapes.size() || buildings.shapes.boxes[row].empty() ||
      hydrants.column("credit_most_lps") == nullptr)
    return std::nullopt;
  const auto number = [&](std::string_view column) {
    return number_in(buildings, column, row).value_or(0);
  };
  WaterAccount account;
  const auto computed = word_in(buildings, "water_computed", row);
  account.water_class = computed.value_or(*water);
  if (computed) account.set_class = *water;
  account.required_least_lps = number("required_least_lps");
  account.required_lps = number("required_lps");
  const Finder finder(buildings, row, hydrants, record);
  for (std::uint32_t h = 0; h < hydrants.rows(); ++h)
    if (h < hydrants.shapes.size() && !hydrants.shapes.boxes[h].empty()) finder.look_at(h, account);
  sort_by_distance(account.sources);
  sort_by_distance(account.left_out);
  number_branches(account);
  add_up(account, static_cast<std::size_t>(
                      record.value_used<double>("water.branch_credit_hydrants").value_or(1)));
  const auto same = [](double a, double b) { return std::abs(a - b) <= rounding_lps; };
  account.adds_up = static_cast<double>(account.sources.size()) == number("water_sources") &&
                    same(account.worst.all_lps, number("available_lps")) &&
                    same(account.best.all_lps, number("available_most_lps")) &&
                    same(account.worst.without_largest_lps, number("remaining_lps"));
  return account;
}

}  // namespace firebreak
