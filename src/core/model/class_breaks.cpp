#include "core/model/class_breaks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace firebreak {

namespace {

/// So many numbers tell where the gaps are; more would cost the square of their count.
constexpr std::size_t most_for_natural = 1500;

/// Rounded so that three figures stay, of the number or of the range, whichever is finer.
double rounded(double value, double range) {
  const double finer = value == 0 ? range : std::min(range, std::abs(value));
  const double power = std::floor(std::log10(finer)) - 2;
  // Through whole numbers, without the dust of binary fractions: 0.30000000000000004.
  return power < 0 ? std::round(value * std::pow(10, -power)) / std::pow(10, -power)
                   : std::round(value / std::pow(10, power)) * std::pow(10, power);
}

/// Evenly chosen ones of sorted numbers, the first and the last among them.
std::vector<double> thinned(const std::vector<double>& sorted) {
  if (sorted.size() <= most_for_natural) return sorted;
  std::vector<double> some;
  for (std::size_t i = 0; i < most_for_natural; ++i)
    some.push_back(sorted[i * (sorted.size() - 1) / (most_for_natural - 1)]);
  return some;
}

/// The classes with the least sum of squared distances from their means, by dynamic programming
/// over sorted numbers (W. D. Fisher 1958).
std::vector<double> natural_breaks(const std::vector<double>& sorted, std::size_t classes,
                                   const Job& job) {
  const std::vector<double> x = thinned(sorted);
  const std::size_t n = x.size();
  // Sums against the middle, so that large numbers keep their figures.
  const double middle = x[n / 2];
  std::vector<double> sum(n + 1, 0), square(n + 1, 0);
  for (std::size_t i = 0; i < n; ++i) {
    sum[i + 1] = sum[i] + (x[i] - middle);
    square[i + 1] = square[i] + (x[i] - middle) * (x[i] - middle);
  }
  const auto cost = [&](std::size_t from, std::size_t to) {
    const double s = sum[to] - sum[from];
    return square[to] - square[from] - s * s / static_cast<double>(to - from);
  };
  std::vector<double> best(n + 1, std::numeric_limits<double>::infinity());
  best[0] = 0;
  std::vector<std::vector<std::size_t>> start(classes, std::vector<std::size_t>(n + 1, 0));
  for (std::size_t c = 0; c < classes; ++c) {
    job.check();
    std::vector<double> next(n + 1, std::numeric_limits<double>::infinity());
    for (std::size_t to = c + 1; to <= n; ++to)
      for (std::size_t from = c; from < to; ++from) {
        const double all = best[from] + cost(from, to);
        if (all < next[to]) {
          next[to] = all;
          start[c][to] = from;
        }
      }
    best = std::move(next);
  }
  std::vector<double> breaks;
  for (std::size_t c = classes, end = n; c-- > 1;) {
    end = start[c][end];
    breaks.push_back(0.5 * (x[end - 1] + x[end]));
  }
  std::ranges::reverse(breaks);
  return breaks;
}

}  // namespace

std::vector<double> class_breaks(std::vector<double> values, ClassMethod method,
                                 std::size_t classes, const Job& job) {
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  std::ranges::sort(values);
  job.check();
  if (values.empty() || values.front() == values.back() || classes < 2) return {};
  const double low = values.front();
  const double range = values.back() - low;
  std::vector<double> breaks;
  if (method == ClassMethod::natural) {
    std::vector<double> different = values;
    different.erase(std::unique(different.begin(), different.end()), different.end());
    breaks = natural_breaks(values, std::min(classes, thinned(different).size()), job);
  }
  for (std::size_t c = 1; c < classes && method != ClassMethod::natural; ++c)
    breaks.push_back(method == ClassMethod::equal
                         ? low + range * static_cast<double>(c) / static_cast<double>(classes)
                         : values[c * values.size() / classes]);
  for (double& value : breaks) value = rounded(value, range);
  breaks.erase(std::unique(breaks.begin(), breaks.end()), breaks.end());
  // A break below every number would leave a class empty.
  std::erase_if(breaks, [&](double value) { return value <= low || value > values.back(); });
  return breaks;
}

}  // namespace firebreak
